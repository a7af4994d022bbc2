package dev.longhand.cli.report;

import dev.longhand.core.prompt.ContextPlan;
import java.util.List;

/**
 * What went into the window for a chunk.
 *
 * @param window tokens that fit the window
 * @param promptTokens tokens of the included parts
 * @param reservedTokens kept free for the text to come
 * @param leftOutTokens text that did not fit
 * @param droppedText true if this plan dropped text that the plan before it had, so that more had to be read again
 * @param parts in reading order, those left out too
 */
public record PlanReport(
        int window, int promptTokens, int reservedTokens, int leftOutTokens, boolean droppedText, List<Part> parts) {
    /** One part. @param included false if it was left out */
    public record Part(String kind, String label, int tokens, boolean included) {}

    public static PlanReport of(ContextPlan plan) {
        return new PlanReport(
                plan.window(),
                plan.promptTokens(),
                plan.reserve(),
                plan.leftOutTokens(),
                plan.dropped(),
                plan.parts().stream()
                        .map(part -> new Part(part.kind().name(), part.label(), part.tokens(), part.included()))
                        .toList());
    }
}
