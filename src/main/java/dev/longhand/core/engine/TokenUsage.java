package dev.longhand.core.engine;

/**
 * The tokens of one generation. {@code reused + evaluated = prompt}.
 *
 * @param prompt all tokens that precede the first generated one
 * @param reused prompt tokens whose KV the session already had
 * @param evaluated prompt tokens that were processed for this generation
 * @param generated tokens sampled, without the end token
 */
public record TokenUsage(TokenCount prompt, TokenCount reused, TokenCount evaluated, TokenCount generated) {
    public static final TokenUsage NONE =
            new TokenUsage(TokenCount.ZERO, TokenCount.ZERO, TokenCount.ZERO, TokenCount.ZERO);

    public TokenUsage {
        if (reused.value() + evaluated.value() != prompt.value()) {
            throw new IllegalArgumentException(
                    "reused " + reused + " + evaluated " + evaluated + " is not prompt " + prompt);
        }
    }
}
