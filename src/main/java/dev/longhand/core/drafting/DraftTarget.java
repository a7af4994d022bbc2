package dev.longhand.core.drafting;

/**
 * How long a document shall be, counted in what is kept.
 *
 * @param amount at least 1
 * @param unit what is counted
 */
public record DraftTarget(int amount, Unit unit) {
    /** What a target counts. */
    public enum Unit {
        TOKENS,
        /** Words; characters for Chinese. */
        WORDS
    }

    public DraftTarget {
        if (amount < 1) {
            throw new IllegalArgumentException("A target must be at least 1, not " + amount + ".");
        }
    }

    public static DraftTarget tokens(int amount) {
        return new DraftTarget(amount, Unit.TOKENS);
    }

    public static DraftTarget words(int amount) {
        return new DraftTarget(amount, Unit.WORDS);
    }
}
