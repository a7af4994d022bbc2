package dev.longhand.core.engine;

/**
 * A text that ends a candidate where it begins.
 *
 * @param text at least one character
 * @param origin who asked for it
 * @param headingOnly true if it counts only at the beginning of a line and outside fenced code, as a Markdown heading
 *     does
 */
public record StopString(String text, StopOrigin origin, boolean headingOnly) {
    public StopString {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("A stop string needs at least one character.");
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
