package dev.longhand.core.drafting;

/**
 * What an unattended draft does about each stop reason. Every rule has a bound, so that no draft runs for ever.
 *
 * <p>The lengths suit small models, which end a section after 200 to 500 tokens and an extension after 50 to 300,
 * whatever they are asked for.
 *
 * @param atEnd what to do about a text that ended short
 * @param mostAsked most tokens asked for in the request of a section
 * @param leastAsked least tokens asked for in the request of a section
 * @param mostMore most tokens asked for in an extension
 * @param leastMore least tokens asked for in an extension; a section is not extended for less
 * @param rerolls how often a chunk that looped, brought no text, or has a broken character is rerolled
 * @param nothingMore how often in a row an extension may bring nothing before the end is taken as the end
 */
public record UnattendedPolicy(
        AtEnd atEnd, int mostAsked, int leastAsked, int mostMore, int leastMore, int rerolls, int nothingMore) {
    public static final UnattendedPolicy STANDARD = new UnattendedPolicy(AtEnd.EXTEND, 500, 80, 300, 50, 3, 3);

    /** An extension shorter than this, in tokens, counts as nothing more to say. */
    static final int NOTHING = 16;

    /** A section may have twice so many tokens even where nothing is left of the target: a sentence or two. */
    static final int LEAST_SECTION = 24;

    /** Tokens during which the end token is barred when a text came back empty. */
    static final int BARRED = 8;

    public UnattendedPolicy withAtEnd(AtEnd rule) {
        return new UnattendedPolicy(rule, mostAsked, leastAsked, mostMore, leastMore, rerolls, nothingMore);
    }
}
