package dev.longhand.project.journal;

import java.util.List;

/**
 * A place in a journal from which on it cannot be replayed.
 *
 * @param offset of the place in the file, in bytes
 * @param number of the line that is missing
 * @param salvage the valid lines after it, in the order of the file; texts can be taken from them, but what they change
 *     cannot be applied
 */
public record JournalDamage(long offset, long number, List<JournalLine> salvage) {
    public JournalDamage {
        salvage = List.copyOf(salvage);
    }
}
