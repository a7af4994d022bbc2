package dev.longhand.core.document;

import java.util.List;

/** One change of a {@link Document}, with all that is needed to make it again in a copy. */
public sealed interface DocumentChange {
    /** A chunk was opened, or got another direction: it is now {@code chunk}. */
    record Opened(Chunk chunk) implements DocumentChange {}

    /** The opening of a chunk was taken back. */
    record Withdrawn(int chunk) implements DocumentChange {}

    /** A chunk got its next candidate. */
    record Added(int chunk, Candidate candidate) implements DocumentChange {}

    /**
     * One action of the writer's or the drafter's: typing, keeping, unkeeping, discarding, or undoing or redoing one.
     *
     * @param edits of the text, one after another
     * @param chunks those that are then other than the edits alone make them; all others move along with the text
     */
    record Edited(List<TextEdit> edits, List<Chunk> chunks) implements DocumentChange {
        public Edited {
            edits = List.copyOf(edits);
            chunks = List.copyOf(chunks);
        }
    }
}
