package dev.longhand.core.stop;

import dev.longhand.core.engine.ChunkEnd;

/**
 * Finds the ends of sentences or paragraphs in a text that arrives character by character. Nothing inside fenced code
 * is one. What it finds does not depend on how the text was split. Not thread-safe.
 *
 * <p>A paragraph ends with a blank line, line feed included. A sentence ends after {@code . ! ?} and closing quotes or
 * brackets when white space follows, before that space, so that the next token, which often begins with it, stays
 * whole; after {@code 。！？…} without a space; and where a paragraph ends. The point of a list number or of a single
 * letter ("e.g.") ends no sentence.
 */
final class Boundaries {
    /** No boundary here. */
    static final int NONE = -1;

    private static final String CLOSERS = "\"'”’»›)]}*_`」』）】》〉］";
    private static final String SPACED_ENDS = ".!?";
    private static final String FREE_ENDS = "。！？…｡";

    private final ChunkEnd kind;
    private final CodeFences lines = new CodeFences();
    private boolean paragraphOpen;
    /** The length of the run of letters or digits that ends here. */
    private int run;

    private boolean runIsNumber;
    private boolean runBeganLine;
    private int position;
    /** Where a sentence ends if the next character agrees. */
    private int pending = NONE;

    private boolean pendingIsCertain;

    Boundaries(ChunkEnd kind, String precedingText) {
        this.kind = kind;
        for (int i = 0; i < precedingText.length(); i++) {
            feed(precedingText.charAt(i));
        }
        position = 0;
        pending = pending == NONE ? NONE : 0;
    }

    /**
     * Takes the next character.
     *
     * @return the boundary that is certain now, as the number of characters before it, or {@link #NONE}
     */
    int feed(char c) {
        boolean code = lines.inCode();
        boolean blank = lines.lineIsBlank();
        int sentence = kind == ChunkEnd.SENTENCE && !code ? sentenceEnd(c) : NONE;
        lines.feed(c);
        position++;
        int paragraph = NONE;
        if (c != '\n') {
            paragraphOpen |= !Character.isWhitespace(c);
        } else if (blank && paragraphOpen && !code) {
            paragraphOpen = false;
            paragraph = position;
        }
        return sentence != NONE ? sentence : paragraph;
    }

    /** Whether the text, should it end here, ends at a boundary. */
    boolean endsAtBoundary() {
        return pending != NONE && pendingIsCertain;
    }

    private int sentenceEnd(char c) {
        int found = NONE;
        boolean freeEnd = FREE_ENDS.indexOf(c) >= 0;
        boolean end = freeEnd || SPACED_ENDS.indexOf(c) >= 0;
        if (pending != NONE) {
            if (end || CLOSERS.indexOf(c) >= 0) {
                pending = position + 1;
                pendingIsCertain |= freeEnd;
            } else {
                found = pendingIsCertain || Character.isWhitespace(c) ? pending : NONE;
                pending = NONE;
            }
        } else if (freeEnd || (end && !(c == '.' && afterNumberOrLetter()))) {
            pending = position + 1;
            pendingIsCertain = freeEnd;
        }
        follow(c);
        return found;
    }

    private boolean afterNumberOrLetter() {
        return runIsNumber ? runBeganLine : run == 1;
    }

    private void follow(char c) {
        if (!Character.isLetterOrDigit(c) || Character.isIdeographic(c)) {
            run = 0;
            runIsNumber = false;
            return;
        }
        if (run == 0) {
            runBeganLine = lines.lineIsBlank();
            runIsNumber = true;
        }
        run++;
        runIsNumber &= Character.isDigit(c);
    }
}
