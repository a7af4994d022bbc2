package dev.longhand.core.document;

/** What the program itself writes before a chunk's text, so that headings and blank lines are right by construction. */
public final class Lead {
    private Lead() {}

    /**
     * The characters between the text so far and a chunk's text.
     *
     * @param kind of the chunk
     * @param heading of its section, used for {@link ChunkKind#SECTION} only
     * @param before the end of the text so far; its last two characters matter
     */
    public static String of(ChunkKind kind, String heading, String before) {
        return switch (kind) {
            case SECTION -> blankLineAfter(before) + "## " + heading + "\n\n";
            case EXTENSION -> blankLineAfter(before);
            case CONTINUATION, ANSWER -> "";
        };
    }

    private static String blankLineAfter(String before) {
        if (before.isEmpty() || before.endsWith("\n\n")) {
            return "";
        }
        return before.endsWith("\n") ? "\n" : "\n\n";
    }
}
