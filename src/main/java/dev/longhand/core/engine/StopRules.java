package dev.longhand.core.engine;

import java.util.List;

/**
 * What ends a candidate besides the model itself.
 *
 * @param stopStrings in no particular order; the match that is complete first wins, of two complete at the same
 *     character the one that began first
 * @param tokenLimit generated tokens after which the chunk ends, at least 1
 * @param minimumTokens generated tokens during which the end-of-text token is barred, from 0 to {@code tokenLimit}
 * @param chunkEnd where a chunk that reached its limit ends
 * @param loops what counts as a loop
 */
public record StopRules(
        List<StopString> stopStrings, int tokenLimit, int minimumTokens, ChunkEnd chunkEnd, LoopRule loops) {
    public StopRules {
        stopStrings = List.copyOf(stopStrings);
        if (tokenLimit < 1) {
            throw new IllegalArgumentException("The token limit must be at least 1, not " + tokenLimit + ".");
        }
        if (minimumTokens < 0 || minimumTokens > tokenLimit) {
            throw new IllegalArgumentException("The minimum must lie between 0 and the limit, not " + minimumTokens);
        }
    }

    /** No stop strings, a hard end after {@code tokenLimit} tokens, loops looked for by the standard rule. */
    public static StopRules limit(int tokenLimit) {
        return new StopRules(List.of(), tokenLimit, 0, ChunkEnd.HARD, LoopRule.STANDARD);
    }

    /** The most tokens a generation may sample: the limit and, if it may go on to a boundary, a quarter more. */
    public int mostTokens() {
        return chunkEnd == ChunkEnd.HARD ? tokenLimit : tokenLimit + tokenLimit / 4;
    }

    public StopRules withStopStrings(List<StopString> strings) {
        return new StopRules(strings, tokenLimit, minimumTokens, chunkEnd, loops);
    }

    public StopRules withTokenLimit(int limit) {
        return new StopRules(stopStrings, limit, Math.min(minimumTokens, limit), chunkEnd, loops);
    }

    public StopRules withMinimumTokens(int minimum) {
        return new StopRules(stopStrings, tokenLimit, Math.min(minimum, tokenLimit), chunkEnd, loops);
    }

    public StopRules withChunkEnd(ChunkEnd end) {
        return new StopRules(stopStrings, tokenLimit, minimumTokens, end, loops);
    }

    public StopRules withLoops(LoopRule rule) {
        return new StopRules(stopStrings, tokenLimit, minimumTokens, chunkEnd, rule);
    }
}
