package dev.longhand.core.stop;

import dev.longhand.core.engine.StopString;
import dev.longhand.core.stop.StopMatcher.Match;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds where headings of certain levels begin in a Markdown text that arrives character by character: CommonMark
 * 0.31.2, sections 4.2 (a line that begins with {@code #}) and 4.3 (a paragraph that is underlined). Of the latter the
 * match is the underline: the lines above it were let through long before, and without it they are a plain paragraph.
 * Not thread-safe.
 */
final class Headings {
    private static final int MOST_SPACES = 3;
    private static final int MOST_SIGNS = 6;

    private final Map<Integer, StopString> byLevel = new HashMap<>();
    private final CodeFences lines;
    private final Paragraphs paragraphs = new Paragraphs();
    private Phase phase = Phase.INDENT;
    private int position;
    private int lineStart;
    /** No match begins before this. */
    private int from;
    /** Where the line's first sign stands, and how often it stands there. */
    private int signsStart;

    private int signs;
    private char sign;
    private boolean code;

    /** What the current line can still become. */
    private enum Phase {
        INDENT,
        HASHES,
        UNDERLINE,
        AFTER_UNDERLINE,
        HEADING,
        OTHER
    }

    /**
     * @param stops those of headings are looked for, by the number of their signs
     * @param lines follows the same text, see {@link #feed}
     */
    Headings(List<StopString> stops, CodeFences lines) {
        this.lines = lines;
        stops.stream()
                .filter(StopString::headingOnly)
                .forEach(stop -> byLevel.putIfAbsent(stop.text().length() - 1, stop));
    }

    /**
     * Takes the next character: after {@code lines} has, but a line feed before it.
     *
     * @return the heading that is certain now
     */
    Optional<Match> feed(char c) {
        if (c != '\n') {
            follow(c);
            position++;
            return phase == Phase.HEADING && signs > 0 ? headingBegan(position) : Optional.empty();
        }
        Optional<Match> found = finish();
        boolean heading = phase != Phase.INDENT && phase != Phase.OTHER;
        paragraphs.endOfLine(lines.line(), code || lines.inCode(), heading);
        position++;
        lineStart = position;
        phase = Phase.INDENT;
        signs = 0;
        code = false;
        return found;
    }

    /** The heading that the text has if it ends here. */
    Optional<Match> finish() {
        return switch (phase) {
            case HASHES, UNDERLINE, AFTER_UNDERLINE -> match(level(), position);
            default -> Optional.empty();
        };
    }

    /** How many of the last characters may still become the beginning of a heading. */
    int held() {
        boolean may =
                switch (phase) {
                    case INDENT -> !byLevel.isEmpty() && !lines.inCodeWith('#');
                    case HASHES -> signsStart >= from && byLevel.keySet().stream().anyMatch(level -> level >= signs);
                    case UNDERLINE, AFTER_UNDERLINE -> signsStart >= from && byLevel.containsKey(level());
                    case HEADING, OTHER -> false;
                };
        return may ? position - Math.max(lineStart, from) : 0;
    }

    /** No match begins before the next character. */
    void restart() {
        from = position;
    }

    private void follow(char c) {
        phase = switch (phase) {
            case INDENT -> c == ' ' && position - lineStart < MOST_SPACES ? Phase.INDENT : begin(c);
            case HASHES -> c == '#' && signs++ < MOST_SIGNS ? Phase.HASHES : isSpace(c) ? Phase.HEADING : Phase.OTHER;
            case UNDERLINE -> c == sign ? Phase.UNDERLINE : isSpace(c) ? Phase.AFTER_UNDERLINE : Phase.OTHER;
            case AFTER_UNDERLINE -> isSpace(c) ? Phase.AFTER_UNDERLINE : Phase.OTHER;
            case HEADING, OTHER -> phase;
        };
    }

    private Phase begin(char c) {
        sign = c;
        signs = 1;
        signsStart = position;
        code = lines.inCode();
        if (code) {
            return Phase.OTHER;
        }
        if (c == '#') {
            return Phase.HASHES;
        }
        return (c == '=' || c == '-') && paragraphs.open() ? Phase.UNDERLINE : Phase.OTHER;
    }

    /** A heading of signs is reported once, with the space behind them. */
    private Optional<Match> headingBegan(int end) {
        Optional<Match> found = match(signs, end);
        signs = 0;
        return found;
    }

    private int level() {
        return sign == '#' ? signs : sign == '=' ? 1 : 2;
    }

    private Optional<Match> match(int level, int end) {
        StopString stop = byLevel.get(level);
        return stop == null || signsStart < from
                ? Optional.empty()
                : Optional.of(new Match(stop, Math.max(lineStart, from), end));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }
}
