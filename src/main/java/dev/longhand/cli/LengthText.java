package dev.longhand.cli;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.drafting.DraftShape;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.drafting.KeptAmount;

/** How long a document is and shall be, in words for people. */
record LengthText(Document document, DraftTarget target) {
    /** What is kept of the target, in its unit and in the other: {@code 2,127 of 2,048 tokens (1,462 words)}. */
    String kept() {
        int tokens = KeptAmount.tokens(document).value();
        int words = KeptAmount.words(document);
        return isInWords()
                ? "%s of %s (%s)".formatted(Numbers.whole(words), whole(), Numbers.of(tokens, "token"))
                : "%s of %s (%s)".formatted(Numbers.whole(tokens), whole(), words(words));
    }

    /** The target: {@code 2,048 tokens}. */
    String whole() {
        return isInWords() ? words(target.amount()) : Numbers.of(target.amount(), "token");
    }

    /** Whether the length is there and, by sections, the last section too. */
    boolean isReached(DraftShape shape) {
        int last = document.keptChunks().stream().map(Chunk::section).mapToInt(s -> s.orElse(-1)).max().orElse(-1);
        boolean hasAll = shape == DraftShape.ANSWER || last == document.outline().sections().size() - 1;
        return hasAll && KeptAmount.reached(document, target);
    }

    private boolean isInWords() {
        return target.unit() == DraftTarget.Unit.WORDS;
    }

    private String words(int number) {
        return Numbers.words(number, document.brief().language());
    }
}
