package dev.longhand.cli;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.stop.StopReasonText;
import java.util.Locale;

/** Why a chunk ended, with where its limit came from if the writer did not set it. */
final class LimitText {
    private LimitText() {}

    /**
     * The reason in full. A limit below the writer's is explained: a chunk of a section may become twice as long as it
     * was asked for, one of a single answer as long as the target still needs.
     *
     * @param chunkTokens the chunk limit that the writer set
     */
    static String reason(Chunk chunk, Candidate candidate, int chunkTokens) {
        if (!(candidate.stopReason() instanceof StopReason.TokenLimit limit)) {
            return StopReasonText.ENGLISH.full(candidate.stopReason());
        }
        boolean isCut = candidate.provenance().derivation() == Provenance.Derivation.CUT;
        String reason = limit.limit() < chunkTokens
                ? "%s (%s, %s%s)".formatted(
                        StopReasonText.ENGLISH.name(limit), Numbers.of(limit.limit(), "token"), source(chunk), end(limit))
                : StopReasonText.ENGLISH.full(limit);
        return isCut ? reason + ", cut at a sentence" : reason;
    }

    private static String source(Chunk chunk) {
        if (chunk.section().isEmpty()) {
            return "what the target still needed";
        }
        return chunk.kind() == ChunkKind.CONTINUATION
                ? "the rest of twice the length asked for"
                : "twice the length asked for";
    }

    private static String end(StopReason.TokenLimit limit) {
        return limit.boundary()
                .filter(boundary -> boundary != ChunkEnd.HARD)
                .map(boundary -> ", then on to the end of the " + boundary.name().toLowerCase(Locale.ROOT))
                .orElse("");
    }
}
