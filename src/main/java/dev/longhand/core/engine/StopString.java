package dev.longhand.core.engine;

import java.util.regex.Pattern;

/**
 * A text that ends a candidate where it begins.
 *
 * @param text at least one character; of headings one to six {@code #}, which are the level, and a space
 * @param origin who asked for it
 * @param headingOnly true if it stands for all Markdown headings of that level: behind spaces, with a tab, without
 *     text, as an underlined paragraph, but not inside fenced code
 */
public record StopString(String text, StopOrigin origin, boolean headingOnly) {
    private static final Pattern HEADING = Pattern.compile("#{1,6} ");

    public StopString {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("A stop string needs at least one character.");
        }
        if (headingOnly && !HEADING.matcher(text).matches()) {
            throw new IllegalArgumentException("A heading begins with one to six # and a space.");
        }
    }

    /** A stop string of the writer's, matched anywhere. */
    public static StopString writer(String text) {
        return new StopString(text, StopOrigin.WRITER, false);
    }

    /** The beginning of a heading, such as {@code "## "}: the model went on to the outline's next section. */
    public static StopString nextHeading(String text) {
        return new StopString(text, StopOrigin.OUTLINE, true);
    }
}
