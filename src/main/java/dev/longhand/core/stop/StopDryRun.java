package dev.longhand.core.stop;

import dev.longhand.core.engine.StopString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where in an existing text stop strings would have ended a generation. After each match it looks on from the end of
 * the match, as a writer would who continues the text each time.
 */
public final class StopDryRun {
    /** How much of the lines around a firing is shown, in characters on either side. */
    private static final int EXCERPT = 30;

    private StopDryRun() {}

    /**
     * A stop string that would have fired.
     *
     * @param stop which one
     * @param offset where it begins, in UTF-16 units from the beginning of the text
     * @param line its line, from 1
     * @param column its column in that line, in characters (code points), from 1
     * @param before what stands before it in its line, at most 30 characters
     * @param after what follows it in the line where it ends, at most 30 characters
     */
    public record Firing(StopString stop, int offset, int line, int column, String before, String after) {}

    /** All firings of {@code stops} in {@code text}, in order. */
    public static List<Firing> of(String text, List<StopString> stops) {
        StopMatcher matcher = new StopMatcher(stops, "");
        List<Firing> firings = new ArrayList<>();
        int line = 1;
        int lineStart = 0;
        int counted = 0;
        for (int i = 0; i < text.length(); i++) {
            Optional<StopMatcher.Match> match = matcher.feed(text.charAt(i));
            if (match.isEmpty() && i == text.length() - 1) {
                match = matcher.finish();
            }
            if (match.isPresent()) {
                int start = match.get().start();
                for (; counted < start; counted++) {
                    if (text.charAt(counted) == '\n') {
                        line++;
                        lineStart = counted + 1;
                    }
                }
                firings.add(firing(text, match.get(), line, lineStart));
                matcher.restart();
            }
        }
        return List.copyOf(firings);
    }

    private static Firing firing(String text, StopMatcher.Match match, int line, int lineStart) {
        int start = match.start();
        int end = match.end();
        int from = back(text, Math.max(lineStart, start - EXCERPT), lineStart);
        int lineEnd = text.indexOf('\n', end);
        int to = forward(text, Math.min(lineEnd < 0 ? text.length() : lineEnd, end + EXCERPT));
        return new Firing(
                match.stop(),
                start,
                line,
                text.codePointCount(lineStart, start) + 1,
                text.substring(from, start),
                text.substring(end, to));
    }

    /** Not between the halves of a surrogate pair. */
    private static int back(String text, int at, int least) {
        return at > least && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    private static int forward(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
    }
}
