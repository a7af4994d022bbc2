package dev.longhand.core.drafting;

import dev.longhand.core.document.Language;

/**
 * How large an outline shall be.
 *
 * @param sections how many, at least 1
 * @param targetTokens what their targets add up to, at least {@code sections}
 */
public record OutlineSize(int sections, int targetTokens) {
    /** Tokens of a document whose length nobody said. */
    public static final int USUAL_TARGET = 2_048;

    /** Small models end a section after 200 to 500 tokens. */
    private static final int SECTION = 400;

    /** A document of a few sentences is one section; from here on it has several. */
    private static final int LEAST_SECTION = 150;

    private static final int FEWEST = 3;

    /** Beyond, small models run out of headings that differ; longer documents get longer sections, which are extended. */
    private static final int MOST = 40;

    public OutlineSize {
        if (sections < 1 || targetTokens < sections) {
            throw new IllegalArgumentException(sections + " sections of " + targetTokens + " tokens");
        }
    }

    /** So many sections will do, if no more are to be had: a third of those wanted, or {@value #FEWEST}. */
    int fewest() {
        return Math.min(sections, Math.max(FEWEST, Math.ceilDiv(sections, 3)));
    }

    /** What a document of this length needs; words are converted by what is usual in the language. */
    public static OutlineSize of(DraftTarget target, Language language) {
        double tokens = target.unit() == DraftTarget.Unit.TOKENS
                ? target.amount()
                : Math.ceil(target.amount() * KeptAmount.tokensPerWord(language));
        int all = (int) Math.min(tokens, Integer.MAX_VALUE / 2);
        int few = Math.clamp(all / LEAST_SECTION, 1, FEWEST);
        return new OutlineSize(Math.clamp(Math.ceilDiv(all, SECTION), few, MOST), all);
    }
}
