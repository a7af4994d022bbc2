package dev.longhand.core.engine;

/**
 * How the next token is chosen.
 *
 * @param temperature 0 or more; 0 always takes the likeliest token
 * @param topK the likeliest tokens that are considered; 0 for all
 * @param topP the share of probability that is considered, above 0 up to 1
 * @param minP the least probability, as a share of the likeliest token's, from 0 to 1
 * @param repeatPenalty divides the logit of tokens among the last {@code repeatLastTokens}; 1 for none
 * @param repeatLastTokens how far back the penalty looks, in tokens
 */
public record Sampling(
        double temperature, int topK, double topP, double minP, double repeatPenalty, int repeatLastTokens) {
    public static final Sampling STANDARD = new Sampling(0.8, 40, 0.95, 0.05, 1.0, 64);
    public static final Sampling GREEDY = STANDARD.withTemperature(0);

    public Sampling {
        if (!(temperature >= 0 && temperature <= 5)) {
            throw new IllegalArgumentException("The temperature must lie between 0 and 5, not " + temperature + ".");
        }
        if (topK < 0) {
            throw new IllegalArgumentException("top-k must be 0 or more, not " + topK + ".");
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("top-p must be above 0 and at most 1, not " + topP + ".");
        }
        if (!(minP >= 0 && minP <= 1)) {
            throw new IllegalArgumentException("min-p must lie between 0 and 1, not " + minP + ".");
        }
        if (!(repeatPenalty >= 0.5 && repeatPenalty <= 2)) {
            throw new IllegalArgumentException("The repeat penalty must lie between 0.5 and 2, not " + repeatPenalty);
        }
        if (repeatLastTokens < 0) {
            throw new IllegalArgumentException("The penalty cannot look back " + repeatLastTokens + " tokens.");
        }
    }

    public Sampling withTemperature(double value) {
        return new Sampling(value, topK, topP, minP, repeatPenalty, repeatLastTokens);
    }
}
