package dev.longhand.core.engine;

import java.util.List;
import java.util.Optional;

/**
 * One order to generate.
 *
 * @param prompt what the model reads, at least one token
 * @param sampling how tokens are chosen
 * @param seed from 0 to 2^31 - 1
 * @param stopRules what ends the candidate
 * @param continueSampler whether the sampler goes on from the session's last generation, where the engine can
 * @param grammar a GBNF grammar the text is held to, where the engine can
 * @param precedingText the end of the text before the candidate (a few thousand characters): loops are seen across
 *     the seam, and a heading inside a code block that was opened before is none. No stop string matches in it.
 */
public record GenerationRequest(
        List<PromptPart> prompt,
        Sampling sampling,
        long seed,
        StopRules stopRules,
        boolean continueSampler,
        Optional<String> grammar,
        String precedingText) {
    public GenerationRequest {
        prompt = List.copyOf(prompt);
        if (seed < 0 || seed > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("The seed must lie between 0 and 2147483647, not " + seed + ".");
        }
    }

    public static GenerationRequest of(List<PromptPart> prompt, Sampling sampling, long seed, StopRules stopRules) {
        return new GenerationRequest(prompt, sampling, seed, stopRules, false, Optional.empty(), "");
    }

    public GenerationRequest withGrammar(String gbnf) {
        return new GenerationRequest(
                prompt, sampling, seed, stopRules, continueSampler, Optional.of(gbnf), precedingText);
    }

    public GenerationRequest withPrecedingText(String text) {
        return new GenerationRequest(prompt, sampling, seed, stopRules, continueSampler, grammar, text);
    }

    public GenerationRequest withContinueSampler(boolean goesOn) {
        return new GenerationRequest(prompt, sampling, seed, stopRules, goesOn, grammar, precedingText);
    }
}
