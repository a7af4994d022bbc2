package dev.longhand.cli;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import java.nio.file.Path;

/** Finds what {@code --chunk} and {@code --candidate} name. */
final class ChunkChoice {
    private ChunkChoice() {}

    /**
     * @param file the document's, as it was typed
     * @throws BadInput if the document has no such chunk, or it never had a candidate
     */
    static Chunk chunk(Document document, int number, Path file) throws BadInput {
        return document.chunks().stream()
                .filter(chunk -> chunk.id() == number && !document.candidates(number).isEmpty())
                .findFirst()
                .orElseThrow(() -> new BadInput("There is no chunk " + number + " in " + file
                        + "; `longhand history " + file + "` shows the chunks."));
    }

    /** @throws BadInput if the chunk has no such candidate */
    static Candidate candidate(Document document, Chunk chunk, int number) throws BadInput {
        int last = document.candidates(chunk.id()).size();
        if (number < 1 || number > last) {
            throw new BadInput("Chunk " + chunk.id() + " has no candidate " + number + "; it has "
                    + (last == 1 ? "candidate 1 only." : "candidates 1 to " + last + "."));
        }
        return document.candidate(chunk.id(), number);
    }
}
