package dev.longhand.project.journal;

import java.util.List;
import java.util.Optional;

/**
 * What a journal holds.
 *
 * @param lines those to replay, their numbers without a gap
 * @param torn whether the last line was written in part only, and dropped
 * @param repaired how many lines had a wrong byte and were mended
 * @param damage present if lines are missing after {@code lines}
 */
public record JournalContent(List<JournalLine> lines, boolean torn, int repaired, Optional<JournalDamage> damage) {
    public JournalContent {
        lines = List.copyOf(lines);
    }
}
