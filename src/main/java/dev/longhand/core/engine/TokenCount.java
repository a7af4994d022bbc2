package dev.longhand.core.engine;

/**
 * A number of tokens, and whether the engine knows it or worked it out.
 *
 * @param value tokens, not negative
 * @param exact false where the engine cannot know the number; such a number is shown with "≈"
 */
public record TokenCount(int value, boolean exact) {
    public static final TokenCount ZERO = exactly(0);

    public TokenCount {
        if (value < 0) {
            throw new IllegalArgumentException("A token count cannot be negative: " + value);
        }
    }

    public static TokenCount exactly(int value) {
        return new TokenCount(value, true);
    }

    public static TokenCount about(int value) {
        return new TokenCount(value, false);
    }

    /** The sum, exact only if both are. */
    public TokenCount plus(TokenCount other) {
        return new TokenCount(value + other.value, exact && other.exact);
    }

    /** The number as the screen shows it, with "≈" before a number that is not exact. */
    @Override
    public String toString() {
        return (exact ? "" : "≈") + value;
    }
}
