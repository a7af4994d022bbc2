package dev.longhand.ui.desk;

import dev.longhand.core.engine.TokenCount;

/**
 * How far the generation is, or how far it came.
 *
 * @param prompt tokens of the prompt; 0 until they are known
 * @param reused of these, tokens that need no evaluation
 * @param evaluated of these, tokens evaluated so far
 * @param generated tokens written so far
 * @param perSecond tokens a second; 0 until it can be told
 * @param firstTokenMillis from the start to the first token; 0 until there is one
 */
public record Progress(
        TokenCount prompt,
        TokenCount reused,
        TokenCount evaluated,
        TokenCount generated,
        double perSecond,
        double firstTokenMillis) {
    static final Progress NONE =
            new Progress(TokenCount.ZERO, TokenCount.ZERO, TokenCount.ZERO, TokenCount.ZERO, 0, 0);
}
