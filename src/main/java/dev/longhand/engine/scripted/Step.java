package dev.longhand.engine.scripted;

import dev.longhand.core.engine.TokenIds;

/** What the scripted engine does next. */
public sealed interface Step {
    /** It samples these tokens, one after the other. */
    record Write(TokenIds tokens) implements Step {}

    /** It samples the end token. */
    record End() implements Step {}

    /**
     * It fails.
     *
     * @param code a short code
     * @param sentence what is wrong and what to do
     */
    record Fail(String code, String sentence) implements Step {}

    /** It waits until the gate lets it pass. */
    record Wait(Gate gate) implements Step {}

    /** It writes {@code text}. */
    static Step write(String text) {
        return new Write(Vocabulary.tokenize(text));
    }
}
