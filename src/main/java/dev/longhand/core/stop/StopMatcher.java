package dev.longhand.core.stop;

import dev.longhand.core.engine.StopString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for stop strings in a text that arrives character by character. The match that is complete first wins; of two
 * that are complete at the same character, the one that began first. What it finds does not depend on how the text was
 * split. A stop string that stands for headings matches every heading of its level, however that is written
 * ({@link Headings}). Works on UTF-16 units; as stop strings are whole characters, no match cuts a surrogate pair. Not thread-safe.
 *
 * <p>The algorithm is that of Aho and Corasick (Efficient string matching, CACM 18, 1975): the state is the longest end
 * of the text that is the beginning of a stop string, so it is also what has to be held back.
 */
public final class StopMatcher {
    private final Node root = new Node(null, 0);
    private final CodeFences lines = new CodeFences();
    private final Headings headings;
    private Node state = root;
    private int position;
    /** The length of the preceding text, from whose beginning the headings count. */
    private int base;

    /**
     * A stop string that was found.
     *
     * @param stop which one
     * @param start where it began, in UTF-16 units from the beginning of the text fed
     * @param end where it ended; of a heading before its text
     */
    public record Match(StopString stop, int start, int end) {}

    /**
     * @param stops the stop strings
     * @param precedingText what stands before the text; no match begins in it, but it tells whether the text begins at
     *     a line start and inside fenced code
     */
    public StopMatcher(List<StopString> stops, String precedingText) {
        for (StopString stop : stops) {
            if (!stop.headingOnly()) {
                add(stop);
            }
        }
        linkSuffixes();
        headings = new Headings(stops, lines);
        for (int i = 0; i < precedingText.length(); i++) {
            follow(precedingText.charAt(i));
        }
        base = precedingText.length();
        headings.restart();
    }

    /**
     * Takes the next character.
     *
     * @return the match that is complete with it; feed nothing more then, or {@link #restart} first
     */
    public Optional<Match> feed(char c) {
        Optional<Match> heading = follow(c).map(this::inText);
        state = next(state, c);
        position++;
        Node node = state.stops.isEmpty() ? state.shorterStop : state;
        if (node == null) {
            return heading;
        }
        int start = position - node.depth;
        return heading.filter(match -> match.start() < start)
                .or(() -> Optional.of(new Match(node.stops.getFirst(), start, position)));
    }

    /**
     * The heading that the text has if it ends here: its signs with no text behind them, or an underline. It is part of
     * what is {@link #held}.
     */
    public Optional<Match> finish() {
        return headings.finish().map(this::inText);
    }

    /** How many of the last characters may still become a stop string and must be held back. */
    public int held() {
        return Math.max(state.held, headings.held());
    }

    /** Looks for the next match from here on: no match begins before. */
    public void restart() {
        state = root;
        headings.restart();
    }

    private Optional<Match> follow(char c) {
        if (c == '\n') {
            Optional<Match> found = headings.feed(c);
            lines.feed(c);
            return found;
        }
        lines.feed(c);
        return headings.feed(c);
    }

    private Match inText(Match heading) {
        return new Match(heading.stop(), heading.start() - base, heading.end() - base);
    }

    private Node next(Node from, char c) {
        Node node = from;
        while (true) {
            Node child = node.children.get(c);
            if (child != null) {
                return child;
            }
            if (node.suffix == null) {
                return root;
            }
            node = node.suffix;
        }
    }

    private void add(StopString stop) {
        String text = wholeCharacters(stop.text());
        Node node = root;
        for (int i = 0; i < text.length(); i++) {
            int depth = i + 1;
            node = node.children.computeIfAbsent(text.charAt(i), c -> new Node(root, depth));
        }
        node.stops.add(stop);
    }

    /** Breadth first, so that all shorter suffixes are linked before they are needed. */
    private void linkSuffixes() {
        Deque<Node> queue = new ArrayDeque<>();
        queue.add(root);
        while (!queue.isEmpty()) {
            Node node = queue.remove();
            node.children.forEach((c, child) -> {
                Node suffix = node.suffix == null ? root : next(node.suffix, c);
                child.suffix = suffix;
                child.shorterStop = suffix.stops.isEmpty() ? suffix.shorterStop : suffix;
                child.held = child.children.isEmpty() ? suffix.held : child.depth;
                queue.add(child);
            });
        }
    }

    /** Generated text has no lone surrogates, so one in a stop string would only ever match half a character. */
    private static String wholeCharacters(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A beginning of at least one stop string; the root is the empty one. */
    private static final class Node {
        final Map<Character, Node> children = new HashMap<>(2);
        final List<StopString> stops = new ArrayList<>(0);
        final int depth;
        /** The longest proper suffix of this beginning that is one as well; null for the root. */
        @Nullable Node suffix;
        /** The longest proper suffix that is a whole stop string. */
        @Nullable Node shorterStop;
        /** The length of the longest suffix, this one included, that may still grow into a stop string. */
        int held;

        Node(@Nullable Node suffix, int depth) {
            this.suffix = suffix;
            this.depth = depth;
        }
    }
}
