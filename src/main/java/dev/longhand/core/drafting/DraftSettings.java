package dev.longhand.core.drafting;

import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.Sampling;
import java.util.List;

/**
 * What holds for every chunk of a draft.
 *
 * @param sampling how tokens are chosen
 * @param seed of the document
 * @param chunkTokens the chunk limit, at least 1
 * @param chunkEnd where a chunk that reached its limit ends
 * @param stopStrings the writer's
 * @param loops what counts as a loop
 */
public record DraftSettings(
        Sampling sampling, long seed, int chunkTokens, ChunkEnd chunkEnd, List<String> stopStrings, LoopRule loops) {
    public static final DraftSettings STANDARD =
            new DraftSettings(Sampling.STANDARD, 0, 1_024, ChunkEnd.HARD, List.of(), LoopRule.STANDARD);

    public DraftSettings {
        stopStrings = List.copyOf(stopStrings);
        if (chunkTokens < 1) {
            throw new IllegalArgumentException("A chunk must have at least 1 token, not " + chunkTokens + ".");
        }
    }
}
