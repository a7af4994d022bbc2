package dev.longhand.ui.editor;

import dev.longhand.core.document.ManuscriptText;
import dev.longhand.core.document.Place;
import dev.longhand.core.document.TextEdit;
import dev.longhand.ui.desk.TextEvent;
import dev.longhand.ui.desk.Typing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The text that the page shows: a mirror of the document in which the candidate stands in place of its chunk's text.
 * Positions on the page are in characters of what is shown. Typing changes it at once and goes to the desk as a delta;
 * what the desk did meanwhile comes first, and typing that crossed it is put on top and sent again. Confined to the
 * window's thread; has no nodes.
 */
public final class PageText {
    /** Where typing at some place goes. */
    public enum Ground {
        DOCUMENT,
        CANDIDATE,
        /** The text that is being written, what the program writes before it, or both candidate and document. */
        CLOSED
    }

    /** The page's own copy of what it shows, which has to follow. */
    @FunctionalInterface
    public interface Screen {
        /** Replaces the characters from {@code from} to {@code to}. */
        void replace(int from, int to, String with);
    }

    /** Typing that the desk has not confirmed yet, by its number, as an edit of the document. */
    private record Pending(int number, TextEdit edit, boolean beforeCandidate) {}

    /** The candidate: {@code start} to {@code end} of the document is what it stands for. */
    private record Region(int chunk, int start, int end, int lead, StringBuilder shown, boolean writing) {
        Region at(int newStart, int newEnd) {
            return new Region(chunk, newStart, newEnd, lead, shown, writing);
        }

        /** How many characters the page has more than the document. */
        int more() {
            return shown.length() - (end - start);
        }
    }

    private final ManuscriptText document;
    private final Screen screen;
    private final Consumer<Typing> desk;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Deque<TextEdit> candidateEdits = new ArrayDeque<>();
    private Optional<Region> region = Optional.empty();
    private int seen;
    private int lastNumber;

    /**
     * @param text of the document
     * @param screen shows the page; it has {@code text} already
     * @param desk gets what the writer types into the document
     */
    public PageText(String text, Screen screen, Consumer<Typing> desk) {
        this.document = new ManuscriptText(text);
        this.screen = screen;
        this.desk = desk;
    }

    /** The document as the writer sees it; not to be changed. */
    public ManuscriptText document() {
        return document;
    }

    public int length() {
        return document.length() + region.map(Region::more).orElse(0);
    }

    public boolean hasCandidate() {
        return region.isPresent();
    }

    /** Where the candidate begins on the page, what the program writes before it included. */
    public int candidateStart() {
        return region.orElseThrow().start();
    }

    public int candidateEnd() {
        Region r = region.orElseThrow();
        return r.start() + r.shown().length();
    }

    /** Where the candidate's own text begins. */
    public int candidateTextStart() {
        Region r = region.orElseThrow();
        return r.start() + r.lead();
    }

    /** The candidate's text, as the writer has changed it. */
    public String candidateText() {
        Region r = region.orElseThrow();
        return r.shown().substring(r.lead());
    }

    /** Whether the writer has changed the candidate's text since it was shown. */
    public boolean isCandidateEdited() {
        return !candidateEdits.isEmpty();
    }

    /** Where typing that replaces {@code from} to {@code to} of the page would go. */
    public Ground ground(int from, int to) {
        if (region.isEmpty()) {
            return Ground.DOCUMENT;
        }
        int start = candidateStart();
        int end = candidateEnd();
        boolean writing = region.get().writing();
        // At the border before it typing goes on with the text before, if there is any.
        if (to < start || to == start && (start > 0 || writing)) {
            return Ground.DOCUMENT;
        }
        // At the border behind it with the candidate, unless that is being written.
        if (from > end || from == end && (to > end || writing) && end < length()) {
            return Ground.DOCUMENT;
        }
        boolean inside = from >= candidateTextStart() && to <= end;
        return inside && !writing ? Ground.CANDIDATE : Ground.CLOSED;
    }

    /** Takes over what the writer typed; {@link #ground} must have allowed it. */
    public void typed(int from, String removed, String inserted) {
        int to = from + removed.length();
        if (ground(from, to) == Ground.CANDIDATE) {
            Region r = region.orElseThrow();
            r.shown().replace(from - r.start(), to - r.start(), inserted);
            candidateEdits.addLast(new TextEdit(from - r.start(), removed, inserted));
            return;
        }
        boolean before = region.isPresent() && to <= candidateStart();
        int at = region.isPresent() && !before ? from - region.get().more() : from;
        send(new TextEdit(at, removed, inserted), region.isPresent() && before && to == candidateStart());
    }

    /** Takes the writer's last change of the candidate back; false if there is none. */
    public boolean undoCandidateEdit() {
        if (candidateEdits.isEmpty()) {
            return false;
        }
        Region r = region.orElseThrow();
        TextEdit back = candidateEdits.removeLast().inverse();
        int end = back.at() + back.removed().length();
        r.shown().replace(back.at(), end, back.inserted());
        screen.replace(r.start() + back.at(), r.start() + end, back.inserted());
        return true;
    }

    /** Takes over what happened on the desk. */
    public void apply(List<TextEvent> events) {
        List<TextEvent> turn = new ArrayList<>();
        for (TextEvent event : events) {
            if (event instanceof TextEvent.Streamed(String text) && region.isPresent()) {
                change(turn);
                turn.clear();
                int end = candidateEnd();
                region.get().shown().append(text);
                screen.replace(end, end, text);
            } else {
                turn.add(event);
            }
        }
        change(turn);
    }

    /** The page before some events, and how much of the document at its two ends they leave as it is. */
    private final class Before {
        private final Optional<Region> old = region;
        private final String oldShown = region.map(r -> r.shown().toString()).orElse("");
        private final int oldDocument = document.length();
        private int head = document.length();
        private int tail = document.length();

        void touched(TextEdit edit) {
            int lengthBefore = document.length() - edit.inserted().length() + edit.removed().length();
            head = Math.min(head, edit.at());
            tail = Math.min(tail, lengthBefore - edit.at() - edit.removed().length());
        }

        boolean sameCandidate() {
            return old.isPresent() && region.isPresent()
                    && oldShown.contentEquals(region.get().shown())
                    && old.get().more() == region.get().more();
        }

        /** Characters at the beginning of the page that are as they were. */
        int pageHead() {
            if (old.isEmpty() && region.isEmpty()) {
                return head;
            }
            int start = Math.min(old.map(Region::start).orElse(head), region.map(Region::start).orElse(head));
            boolean behind = sameCandidate() && old.get().start() == region.get().start()
                    && Math.max(old.get().end(), region.get().end()) <= head;
            return behind ? head + region.get().more() : Math.min(head, start);
        }

        /** Characters at the end of the page that are as they were. */
        int pageTail() {
            if (old.isEmpty() && region.isEmpty()) {
                return tail;
            }
            int after = Math.min(
                    old.map(r -> oldDocument - r.end()).orElse(tail),
                    region.map(r -> document.length() - r.end()).orElse(tail));
            boolean before = sameCandidate()
                    && oldDocument - old.get().start() == document.length() - region.get().start()
                    && oldDocument - old.get().start() <= tail;
            return before ? tail + region.get().more() : Math.min(tail, after);
        }
    }

    private void change(List<TextEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        if (events.stream().allMatch(TextEvent.Typed.class::isInstance)) {
            events.forEach(e -> confirmed(((TextEvent.Typed) e).number()));
            return;
        }
        int oldLength = length();
        Before before = new Before();
        // Only what the window has to replace is copied, not the page.
        PageCopy copy = new PageCopy(this);
        List<Pending> crossed = new ArrayList<>();
        for (TextEvent event : events) {
            switch (event) {
                case TextEvent.Typed(int number) -> confirmed(number);
                case TextEvent.Edited edited -> {
                    crossed.addAll(takeBack(before));
                    edited.edits().forEach(edit -> {
                        document.apply(edit);
                        before.touched(edit);
                        rebase(crossed, edit);
                    });
                    edited.candidate().ifPresent(place ->
                            region = region.map(r -> r.at(place.start(), place.end())));
                    seen++;
                }
                case TextEvent.Shown shown -> region = Optional.of(region(shown));
                case TextEvent.Streamed(String text) -> region.ifPresent(r -> r.shown().append(text));
                case TextEvent.Hidden _ -> region = Optional.empty();
            }
        }
        crossed.forEach(p -> again(p, before));
        if (region.isEmpty() || !before.sameCandidate()) {
            candidateEdits.clear();
        }
        int shortest = Math.min(oldLength, length());
        int head = Math.min(before.pageHead(), shortest);
        int tail = Math.min(before.pageTail(), shortest - head);
        show(head, copy.text(head, oldLength - tail), page(head, length() - tail));
    }

    private Region region(TextEvent.Shown shown) {
        Place place = shown.place();
        return new Region(
                shown.chunk(), place.start(), place.end(), shown.lead().length(),
                new StringBuilder(shown.lead()).append(shown.text()), shown.writing());
    }

    /** Replaces {@code old} by {@code now} on the screen, but nothing at their two ends that is the same. */
    private void show(int at, String old, String now) {
        int most = Math.min(old.length(), now.length());
        int same = 0;
        while (same < most && old.charAt(same) == now.charAt(same)) {
            same++;
        }
        int end = 0;
        while (end < most - same && old.charAt(old.length() - 1 - end) == now.charAt(now.length() - 1 - end)) {
            end++;
        }
        if (same < old.length() - end || same < now.length() - end) {
            screen.replace(at + same, at + old.length() - end, now.substring(same, now.length() - end));
        }
    }

    /** What the page shows from {@code from} to {@code to}. */
    String page(int from, int to) {
        return page(document, region.map(Region::start).orElse(0), region.map(Region::end).orElse(0),
                region.map(r -> r.shown().toString()).orElse(""), from, to);
    }

    private static String page(ManuscriptText text, int start, int end, String shown, int from, int to) {
        StringBuilder out = new StringBuilder();
        if (from < start) {
            out.append(text.substring(from, Math.min(to, start)));
        }
        int shownEnd = start + shown.length();
        if (to > start && from < shownEnd) {
            out.append(shown, Math.max(0, from - start), Math.min(shown.length(), to - start));
        }
        int shift = shown.length() - (end - start);
        if (to > shownEnd) {
            out.append(text.substring(Math.max(from, shownEnd) - shift, to - shift));
        }
        return out.toString();
    }

    /** The page as it was, for as long as its document is being changed: the edits since are taken back on reading. */
    private static final class PageCopy {
        private final PageText page;
        private final Optional<Region> old;
        private final String shown;
        private final ManuscriptText text;

        PageCopy(PageText page) {
            this.page = page;
            this.old = page.region;
            this.shown = page.region.map(r -> r.shown().toString()).orElse("");
            this.text = page.document.copy();
        }

        String text(int from, int to) {
            return PageText.page(
                    text, old.map(Region::start).orElse(0), old.map(Region::end).orElse(0), shown, from, to);
        }
    }

    private void send(TextEdit edit, boolean before) {
        document.apply(edit);
        region = region.map(r -> moved(r, edit, before));
        Pending typing = new Pending(++lastNumber, edit, before);
        pending.addLast(typing);
        desk.accept(new Typing(
                typing.number(), seen, edit.at(), edit.removed().length(), edit.inserted(), before));
    }

    /** As {@link Place#map} and the desk do it, so that both always agree. */
    private static Region moved(Region r, TextEdit edit, boolean before) {
        if (before && edit.removed().isEmpty() && edit.at() == r.start() && r.start() == r.end()) {
            int by = edit.inserted().length();
            return r.at(r.start() + by, r.end() + by);
        }
        Place place = new Place(r.start(), r.start(), r.end()).map(edit);
        return r.at(place.start(), place.end());
    }

    private void confirmed(int number) {
        while (!pending.isEmpty() && pending.getFirst().number() <= number) {
            pending.removeFirst();
        }
    }

    /** Takes back, in the mirror, what the desk has not confirmed: it crossed a change of the desk's. */
    private List<Pending> takeBack(Before before) {
        List<Pending> crossed = new ArrayList<>(pending);
        while (!pending.isEmpty()) {
            TextEdit back = pending.removeLast().edit().inverse();
            document.apply(back);
            before.touched(back);
            region = region.map(r -> moved(r, back, false));
        }
        return crossed;
    }

    /** Typing that followed each other, as it would have been on top of {@code under}. */
    private static void rebase(List<Pending> crossed, TextEdit under) {
        TextEdit desk = under;
        for (int i = 0; i < crossed.size(); i++) {
            Pending typing = crossed.get(i);
            crossed.set(i, new Pending(typing.number(), moved(typing.edit(), desk), typing.beforeCandidate()));
            desk = moved(desk, typing.edit());
        }
    }

    /** The place of {@code edit} after {@code under}; what it removes is read anew when it is made again. */
    private static TextEdit moved(TextEdit edit, TextEdit under) {
        int from = under.map(edit.at(), true);
        int to = Math.max(from, under.map(edit.at() + edit.removed().length(), false));
        return new TextEdit(from, "x".repeat(to - from), edit.inserted());
    }

    /** Makes typing that was taken back again, on top of what the desk did. */
    private void again(Pending typing, Before before) {
        int from = Math.min(typing.edit().at(), document.length());
        int to = Math.min(from + typing.edit().removed().length(), document.length());
        TextEdit edit = new TextEdit(from, document.substring(from, to), typing.edit().inserted());
        if (!edit.isEmpty()) {
            send(edit, typing.beforeCandidate() && region.isPresent());
            before.touched(edit);
        }
    }
}
