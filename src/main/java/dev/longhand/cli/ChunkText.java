package dev.longhand.cli;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import java.util.ArrayList;
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

    /** {@code chunk 3}, {@code chunks 3, 4 and 7}, {@code chunks 3 to 9 and 12}; in the order they are given. */
    static String numbers(List<Chunk> chunks) {
        List<String> runs = new ArrayList<>();
        for (int i = 0; i < chunks.size(); ) {
            int first = chunks.get(i).id();
            int length = 1;
            while (i + length < chunks.size() && chunks.get(i + length).id() == first + length) {
                length++;
            }
            // Two are no run worth a word.
            length = length < 3 ? 1 : length;
            runs.add(length == 1 ? Integer.toString(first) : first + " to " + (first + length - 1));
            i += length;
        }
        String all = runs.size() < 2
                ? String.join("", runs)
                : String.join(", ", runs.subList(0, runs.size() - 1)) + " and " + runs.getLast();
        return (chunks.size() == 1 ? "chunk " : "chunks ") + all;
    }

    /** {@code heading} with spaces up to the width of the column. */
    static String padded(String heading) {
        return heading + " ".repeat(Math.max(0, HEADING_COLUMNS - TerminalText.columns(heading)));
    }
}
