package dev.longhand.core.prompt;

import dev.longhand.core.engine.PromptPart;
import java.util.List;

/**
 * What goes into the window for one generation, and what was left out. The tokens of the included parts add up to
 * {@code promptTokens}.
 *
 * @param parts every part, left-out ones too, in reading order
 * @param prompt what the engine is given
 * @param promptTokens exact tokens of the prompt
 * @param window tokens of the context window
 * @param reserve tokens kept free for the text to come
 * @param seenFrom where the text that the model sees begins, in characters of the document; moves on in large steps
 *     only, so that the prompts of many chunks begin alike
 * @param dropped true if this plan dropped text that the plan before it had
 */
public record ContextPlan(
        List<PlanPart> parts,
        List<PromptPart> prompt,
        int promptTokens,
        int window,
        int reserve,
        int seenFrom,
        boolean dropped) {
    public ContextPlan {
        parts = List.copyOf(parts);
        prompt = List.copyOf(prompt);
    }

    /** Tokens of text that was left out for lack of room. */
    public int leftOutTokens() {
        return parts.stream().filter(p -> !p.included()).mapToInt(PlanPart::tokens).sum();
    }

    /** Tokens still free once the text to come has its reserve; not negative. */
    public int free() {
        return Math.max(0, window - promptTokens - reserve);
    }
}
