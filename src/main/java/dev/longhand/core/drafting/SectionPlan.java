package dev.longhand.core.drafting;

import dev.longhand.core.document.Document;
import dev.longhand.core.document.Section;
import java.util.List;

/**
 * Shares what is still to be written among the sections that are still to be written, by the targets the writer gave
 * them, so that one section's excess or lack is made good by the later ones.
 */
final class SectionPlan {
    private SectionPlan() {}

    /**
     * Tokens for the section at {@code index}, whose own text does not count yet.
     *
     * @param missing tokens missing in the whole document
     * @param total the whole document's target in tokens, as far as it is known
     * @param share whether the later sections make good for the earlier ones
     */
    static int tokensFor(Document document, int index, int missing, int total, boolean share) {
        List<Section> sections = document.outline().sections();
        double own = weight(sections, index);
        double all = 0;
        for (int i = share ? index : 0; i < sections.size(); i++) {
            all += weight(sections, i);
        }
        return Math.max(1, (int) Math.round((share ? missing : total) * own / all));
    }

    /** A section without a target weighs as much as the average of those that have one. */
    private static double weight(List<Section> sections, int index) {
        double average = sections.stream()
                .filter(s -> s.targetTokens().isPresent())
                .mapToInt(s -> s.targetTokens().getAsInt())
                .average()
                .orElse(1);
        return sections.get(index).targetTokens().isPresent()
                ? sections.get(index).targetTokens().getAsInt()
                : average;
    }
}
