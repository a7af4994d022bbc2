package dev.longhand.cli.report;

import dev.longhand.core.document.Candidate;
import java.util.Map;

/**
 * A candidate that was not kept.
 *
 * @param chunk number of the chunk in the document whose place it had; of a dropped chunk, of the chunk that came after
 * @param candidate its number, from 1
 * @param why it was not kept
 */
public record RerollReport(
        int chunk, int candidate, String why, int generatedTokens, Map<String, Object> stopReason, long seed) {
    static RerollReport of(int chunk, Candidate candidate, String why) {
        return new RerollReport(
                chunk,
                candidate.number(),
                why,
                candidate.usage().generated().value(),
                StopReasonData.of(candidate.stopReason()),
                candidate.provenance().seed());
    }
}
