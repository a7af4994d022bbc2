package dev.longhand.core.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Does to a text what another program did to it, and finds the chunks again: where the edits leave them, or where their
 * text stands now if it was moved.
 */
final class Reconciliation {
    /** Line breaks that an edit may be moved over. */
    private static final int MOST_BREAKS = 4;

    private final ManuscriptText text;
    private final List<Chunk> chunks;
    private final Place[] places;
    private final List<TextEdit> done = new ArrayList<>();

    private Reconciliation(ManuscriptText text, List<Chunk> chunks) {
        this.text = text;
        this.chunks = chunks;
        places = chunks.stream().map(Chunk::place).toArray(Place[]::new);
    }

    /** What was done to the text, and the chunks after it. */
    record Outcome(List<TextEdit> edits, List<Chunk> chunks) {}

    /**
     * Does {@code edits} one after another.
     *
     * @throws IllegalArgumentException if one does not fit the text; the text is then as it was
     */
    static Outcome of(ManuscriptText text, List<Chunk> chunks, List<TextEdit> edits) {
        String before = text.toString();
        Reconciliation work = new Reconciliation(text, chunks);
        for (TextEdit edit : edits) {
            work.apply(edit);
        }
        return new Outcome(work.done, work.found(before, text.toString()));
    }

    private void apply(TextEdit edit) {
        int end = edit.at() + edit.removed().length();
        if (edit.at() < 0 || end > text.length() || !text.substring(edit.at(), end).equals(edit.removed())) {
            done.reversed().forEach(d -> text.apply(d.inverse()));
            throw new IllegalArgumentException("The text at " + edit.at() + " is not what the edit replaces.");
        }
        if (edit.isEmpty()) {
            return;
        }
        TextEdit best = atBorder(edit);
        text.apply(best);
        done.add(best);
        for (int i = 0; i < places.length; i++) {
            places[i] = places[i].map(best);
        }
    }

    /**
     * What is only put in or only taken out beside equal line breaks could stand before or behind them. It goes where
     * it divides no chunk from its lead, and puts nothing into a chunk that may as well stand between two.
     */
    private TextEdit atBorder(TextEdit edit) {
        if (!edit.removed().isEmpty() && !edit.inserted().isEmpty()) {
            return edit;
        }
        TextEdit best = edit;
        int bestFit = fit(edit);
        TextEdit back = edit;
        TextEdit on = edit;
        for (int i = 0; i < MOST_BREAKS; i++) {
            back = back == null ? null : overBreak(back, false);
            on = on == null ? null : overBreak(on, true);
            for (TextEdit moved : Arrays.asList(back, on)) {
                if (moved != null && fit(moved) > bestFit) {
                    best = moved;
                    bestFit = fit(moved);
                }
            }
        }
        return best;
    }

    /** The same change one character further on, or back, if that is a line break; null if it is not. */
    private @Nullable TextEdit overBreak(TextEdit edit, boolean on) {
        String changed = edit.removed() + edit.inserted();
        int beside = on ? edit.at() + edit.removed().length() : edit.at() - 1;
        boolean can = (on ? changed.startsWith("\n") : changed.endsWith("\n"))
                && beside >= 0
                && beside < text.length()
                && text.substring(beside, beside + 1).equals("\n");
        if (!can) {
            return null;
        }
        String moved = on
                ? changed.substring(1) + "\n"
                : "\n" + changed.substring(0, changed.length() - 1);
        int at = edit.at() + (on ? 1 : -1);
        return edit.removed().isEmpty() ? new TextEdit(at, "", moved) : new TextEdit(at, moved, "");
    }

    private int fit(TextEdit edit) {
        int from = edit.at();
        int to = from + edit.removed().length();
        boolean starts = false;
        boolean ends = false;
        for (int i = 0; i < places.length; i++) {
            Place place = places[i];
            if (chunks.get(i).status() != Chunk.Status.KEPT) {
                continue;
            }
            if (from == to && place.start() < from && from < place.end()) {
                return -1;
            }
            starts |= from < to && (from == place.start() || from == place.textStart());
            ends |= from < to && to == place.end();
        }
        return (starts ? 1 : 0) + (ends ? 1 : 0);
    }

    private List<Chunk> found(String before, String after) {
        Map<Integer, List<Place>> choices = moved(before, after);
        List<Place> taken = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            if (chunks.get(i).status() == Chunk.Status.KEPT && isUnchanged(i, before, after)) {
                taken.add(places[i]);
            }
        }
        Map<Integer, Place> moved = new TreeMap<>();
        choices.forEach((i, list) -> list.stream()
                .filter(p -> taken.stream().allMatch(other -> isApartOrInside(p, other)))
                .findFirst()
                .ifPresent(place -> {
                    taken.add(place);
                    moved.put(i, place);
                }));
        List<Place> arrived = moved.values().stream().sorted(Comparator.comparingInt(Place::start)).toList();
        List<Chunk> out = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            Chunk chunk = chunks.get(i);
            Place place = moved.get(i);
            out.add(place != null ? chunk.at(place) : unmoved(chunk, places[i], before, arrived));
        }
        return out;
    }

    /**
     * By index the chunks whose text stands elsewhere now, once as before, and where: with the lead and the blanks it
     * had, and without, as what stands beside it now may belong to another chunk.
     */
    private Map<Integer, List<Place>> moved(String before, String after) {
        List<Integer> changed = new ArrayList<>();
        List<String> cores = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            if (chunks.get(i).status() == Chunk.Status.KEPT && !isUnchanged(i, before, after)) {
                changed.add(i);
                cores.add(textOf(chunks.get(i), before).strip());
            }
        }
        int[] then = Occurrences.ofThoseThatStandOnce(before, cores);
        int[] now = Occurrences.ofThoseThatStandOnce(after, cores);
        Map<Integer, List<Place>> moved = new TreeMap<>();
        for (int c = 0; c < now.length; c++) {
            int i = changed.get(c);
            int length = cores.get(c).length();
            boolean inPlace = places[i].start() <= now[c] && now[c] + length <= places[i].end();
            if (then[c] != Occurrences.NONE && now[c] != Occurrences.NONE && !inPlace) {
                Place bare = new Place(now[c], now[c], now[c] + length);
                moved.put(i, List.of(withBlanks(bare, chunks.get(i), before, after), bare));
            }
        }
        return moved;
    }

    private boolean isUnchanged(int index, String before, String after) {
        String body = textOf(chunks.get(index), before);
        Place now = places[index];
        return now.end() - now.textStart() == body.length() && after.startsWith(body, now.textStart());
    }

    private static String textOf(Chunk chunk, String before) {
        return before.substring(chunk.place().textStart(), chunk.place().end());
    }

    private static Place withBlanks(Place bare, Chunk chunk, String before, String after) {
        String body = textOf(chunk, before);
        int blank = body.length() - body.stripLeading().length();
        String lead = before.substring(chunk.place().start(), chunk.place().textStart() + blank);
        int start = bare.start() - sameBefore(lead, after, bare.start());
        int end = bare.end();
        for (int i = blank + end - bare.start(); i < body.length() && end < after.length()
                && body.charAt(i) == after.charAt(end); i++) {
            end++;
        }
        return new Place(start, Math.max(start, bare.start() - blank), end);
    }

    /** How much of {@code lead} stands before {@code at}: all, from its heading on, or the blank part at its end. */
    private static int sameBefore(String lead, String text, int at) {
        int same = 0;
        while (same < lead.length() && same < at
                && lead.charAt(lead.length() - 1 - same) == text.charAt(at - 1 - same)) {
            same++;
        }
        int heading = lead.stripLeading().length();
        return same >= heading ? same : Math.min(same, lead.length() - lead.stripTrailing().length());
    }

    private static boolean isApartOrInside(Place a, Place b) {
        return a.end() <= b.start()
                || b.end() <= a.start()
                || a.start() <= b.start() && b.end() <= a.end()
                || b.start() <= a.start() && a.end() <= b.end();
    }

    /** A chunk whose text is gone, or made room for that of others which were moved there, is no longer kept. */
    private Chunk unmoved(Chunk chunk, Place mapped, String before, List<Place> arrived) {
        if (chunk.status() != Chunk.Status.KEPT) {
            return chunk.at(mapped);
        }
        String body = textOf(chunk, before);
        if (text.substring(mapped.textStart(), mapped.end()).equals(body) && !body.isEmpty()) {
            return chunk.at(mapped);
        }
        Place now = arrived.stream().reduce(mapped, Reconciliation::clear, (a, b) -> b);
        boolean lost = body.isBlank()
                ? chunk.place().start() < chunk.place().end() && now.start() == now.end()
                : without(arrived, now).isBlank();
        return lost ? chunk.notKept(Chunk.Status.DISCARDED, Place.at(now.start())) : chunk.at(now);
    }

    /** {@code place} without the end of it that {@code other} reaches into from outside. */
    private static Place clear(Place place, Place other) {
        if (isApartOrInside(place, other)) {
            return place;
        }
        if (other.start() < place.start()) {
            return new Place(other.end(), Math.max(other.end(), place.textStart()), place.end());
        }
        return new Place(place.start(), Math.min(place.textStart(), other.start()), other.start());
    }

    /** The text of {@code place} but for what stands in {@code others}, which are in the order of their places. */
    private String without(List<Place> others, Place place) {
        StringBuilder rest = new StringBuilder();
        int at = place.textStart();
        for (Place other : others) {
            if (other.end() > at && other.start() < place.end()) {
                rest.append(text.substring(at, Math.max(at, other.start())));
                at = Math.min(place.end(), other.end());
            }
        }
        return rest.append(text.substring(at, place.end())).toString();
    }
}
