package dev.longhand.cli;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import java.util.List;

/** What a chunk is called on a terminal. */
final class ChunkText {
    /** The width of a column of headings. */
    static final int HEADING_COLUMNS = 28;

    private ChunkText() {}

    /** The heading of its section, or the document's title, and how it follows the text before it. */
    static String heading(Document document, Chunk chunk) {
        String heading = chunk.section().isPresent()
                ? document.outline().sections().get(chunk.section().getAsInt()).heading()
                : document.brief().title();
        String how = switch (chunk.kind()) {
            case SECTION, ANSWER -> "";
            case EXTENSION -> " (more)";
            case CONTINUATION -> " (on)";
        };
        return TerminalText.fit(TerminalText.oneLine(heading), HEADING_COLUMNS - how.length()) + how;
    }

    /** {@code chunk 3}, {@code chunks 3, 4 and 7}. */
    static String numbers(List<Chunk> chunks) {
        List<String> ids = chunks.stream().map(chunk -> Integer.toString(chunk.id())).toList();
        String all = ids.size() < 2
                ? String.join("", ids)
                : String.join(", ", ids.subList(0, ids.size() - 1)) + " and " + ids.getLast();
        return (ids.size() == 1 ? "chunk " : "chunks ") + all;
    }

    /** {@code heading} with spaces up to the width of the column. */
    static String padded(String heading) {
        return heading + " ".repeat(Math.max(0, HEADING_COLUMNS - TerminalText.columns(heading)));
    }
}
