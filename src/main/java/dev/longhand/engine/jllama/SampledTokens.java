package dev.longhand.engine.jllama;

import dev.longhand.core.engine.TokenIds;
import dev.longhand.engine.GenerationRun;
import dev.longhand.engine.jllama.PieceTokens.Sampled;
import java.util.Arrays;

/**
 * The tokens of one generation as far as they can be known: worked out from the library's outputs and handed on to the
 * run, with the mark whether their number is certain. Used on the session's thread.
 */
final class SampledTokens {
    private final PieceTokens pieceTokens;
    private final GenerationRun run;
    private int[] ids = new int[64];
    private int known;
    /** Set once a token could not be worked out; what comes after is no continuation of the ids before. */
    private boolean lost;

    private int count;
    private boolean certain = true;
    private int countBeforeCall;
    private boolean certainBeforeCall = true;

    SampledTokens(PieceTokens pieceTokens, GenerationRun run) {
        this.pieceTokens = pieceTokens;
        this.run = run;
    }

    /** The next outputs are those of a new call of the library. */
    void callBegins() {
        countBeforeCall = count;
        certainBeforeCall = certain;
    }

    /** One output with text. */
    void take(String piece) {
        Sampled sampled = pieceTokens.of(piece);
        setCertain(certain && sampled.certain());
        TokenIds tokens = sampled.ids();
        if (lost || tokens.isEmpty()) {
            lost = true;
            count++;
            run.text(piece, 1);
            return;
        }
        for (int i = 0; i < tokens.size() && !run.ended(); i++) {
            add(tokens.get(i));
            run.token(tokens.get(i), i == tokens.size() - 1 ? piece : "");
        }
    }

    /** One output without text, of a token that ended nothing: which one it was cannot be known. */
    void unknown() {
        unfinished(1);
    }

    /** Tokens of a character that the library's limit cut off. */
    void unfinished(int tokens) {
        if (tokens > 0 && !run.ended()) {
            lost = true;
            count += tokens;
            run.text("", tokens);
        }
    }

    /** The call sampled exactly as many tokens as were worked out, so each of its outputs was taken rightly. */
    void callWasExact() {
        setCertain(certainBeforeCall);
    }

    /** All tokens of the generation so far, worked out or not. */
    int count() {
        return count;
    }

    /** Those of this call of the library. */
    int countInCall() {
        return count - countBeforeCall;
    }

    /** The ids up to the first that could not be worked out. */
    TokenIds ids() {
        return TokenIds.of(Arrays.copyOf(ids, known));
    }

    private void add(int id) {
        if (known == ids.length) {
            ids = Arrays.copyOf(ids, known * 2);
        }
        ids[known++] = id;
        count++;
    }

    private void setCertain(boolean value) {
        certain = value;
        run.countExact(value);
    }
}
