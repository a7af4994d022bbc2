package dev.longhand.core.drafting;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Language;
import dev.longhand.core.document.WordCount;
import dev.longhand.core.engine.TokenCount;

/** How much of a document is kept, in tokens and words. */
public final class KeptAmount {
    /** Tokens per word to begin with, until the text itself says more: usual for English and Chinese vocabularies. */
    private static final double ENGLISH = 1.4;
    private static final double CHINESE = 0.9;

    /** From so many words on the text's own ratio is used. */
    private static final int ENOUGH_WORDS = 50;

    private KeptAmount() {}

    /** Kept tokens of all chunks. */
    public static TokenCount tokens(Document document) {
        return document.keptChunks().stream()
                .map(chunk -> document.kept(chunk).orElseThrow().keptTokens())
                .reduce(TokenCount.ZERO, TokenCount::plus);
    }

    /** Kept tokens of one section. */
    static int sectionTokens(Document document, int section) {
        return document.keptChunks().stream()
                .filter(chunk -> chunk.section().orElse(-1) == section)
                .mapToInt(chunk -> keptTokens(document, chunk))
                .sum();
    }

    /** Words of the kept text, headings included; characters for Chinese. */
    public static int words(Document document) {
        return WordCount.of(document.text().toString());
    }

    /** True if the target is reached. */
    public static boolean reached(Document document, DraftTarget target) {
        return switch (target.unit()) {
            case TOKENS -> tokens(document).value() >= target.amount();
            case WORDS -> words(document) >= target.amount();
        };
    }

    /** Tokens that are still missing; for a target in words worked out from the text so far. Not negative. */
    static int missingTokens(Document document, DraftTarget target) {
        int tokens = tokens(document).value();
        if (target.unit() == DraftTarget.Unit.TOKENS) {
            return Math.max(0, target.amount() - tokens);
        }
        int words = words(document);
        double first = tokensPerWord(document.brief().language());
        double perWord = words >= ENOUGH_WORDS && tokens > 0 ? (double) tokens / words : first;
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(Math.max(0, target.amount() - words) * perWord));
    }

    /** What a word takes before there is text that says more. */
    static double tokensPerWord(Language language) {
        return language == Language.CHINESE ? CHINESE : ENGLISH;
    }

    private static int keptTokens(Document document, Chunk chunk) {
        return document.kept(chunk).orElseThrow().keptTokens().value();
    }
}
