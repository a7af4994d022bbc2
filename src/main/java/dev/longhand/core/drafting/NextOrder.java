package dev.longhand.core.drafting;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a writer who drafts chunk by chunk most likely wants next: what an unattended draft would do. */
public final class NextOrder {
    private NextOrder() {}

    /**
     * The next chunk of a document in which nothing is open.
     *
     * @param chunkTokens the chunk limit
     * @return empty if the target is reached and every section is written; {@link #more} still goes on
     */
    public static Optional<ChunkOrder> of(Document document, DraftTarget target, int chunkTokens) {
        NextChunk next = new NextChunk(
                document, DraftShape.of(document.outline()), target, UnattendedPolicy.STANDARD, chunkTokens);
        return document.keptChunks().isEmpty() ? Optional.of(next.first()) : next.resumed();
    }

    /** More at the end of the document, whatever its target. */
    public static ChunkOrder more(Document document, int chunkTokens) {
        List<Chunk> kept = document.keptChunks();
        OptionalInt section = kept.isEmpty() ? OptionalInt.empty() : kept.getLast().section();
        int asked = Math.min(chunkTokens, UnattendedPolicy.STANDARD.mostMore());
        return document.text().length() == 0 && kept.isEmpty()
                ? ChunkOrder.answer(chunkTokens)
                : ChunkOrder.extension(section, asked, chunkTokens);
    }
}
