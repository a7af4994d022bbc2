package dev.longhand.ui.desk;

import dev.longhand.core.document.Section;
import dev.longhand.core.engine.TokenCount;

/**
 * How far a section is.
 *
 * @param section as it stands in the outline
 * @param kept tokens of its kept chunks
 * @param target tokens it shall have; 0 where nobody said so
 */
public record SectionStatus(Section section, TokenCount kept, int target) {
    /** From 0 to 1; of a section without a target 1 as soon as it has text. */
    public double share() {
        if (target == 0) {
            return kept.value() > 0 ? 1 : 0;
        }
        return Math.min(1, kept.value() / (double) target);
    }
}
