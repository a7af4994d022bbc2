package dev.longhand.engine.jllama;

import dev.longhand.core.engine.TokenIds;
import dev.longhand.engine.GenerationRun;
import dev.longhand.engine.jllama.PieceTokens.Sampled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The tokens of one generation as far as they can be known: worked out from the library's outputs and handed on to the
 * run, with the mark whether their number is certain. Used on the session's thread.
 */
final class SampledTokens {
    private final PieceTokens pieceTokens;
    private final GenerationRun run;
    private int[] ids = new int[64];
    private int size;
    /** How many of the ids are those that were sampled: all, or those before the first that is lost. */
    private int known;

    private boolean lost;
    private boolean lostInCall;

    private int count;
    private boolean certain = true;
    private int countBeforeCall;
    /** The most tokens that the outputs of this call can have been. */
    private int mostInCall;

    private boolean certainBeforeCall = true;

    SampledTokens(PieceTokens pieceTokens, GenerationRun run) {
        this.pieceTokens = pieceTokens;
        this.run = run;
    }

    /** The next outputs are those of a new call of the library. */
    void callBegins() {
        countBeforeCall = count;
        certainBeforeCall = certain;
        lostInCall = false;
        mostInCall = 0;
    }

    /** One output with text. */
    void take(String piece) {
        Sampled sampled = pieceTokens.of(piece);
        // Every byte of a character may have been a token of its own, whatever is likelier.
        mostInCall += sampled.certain()
                ? sampled.ids().size()
                : piece.getBytes(StandardCharsets.UTF_8).length;
        setCertain(certain && sampled.certain());
        if (sampled.ids().isEmpty()) {
            lostInCall = true;
            lost = true;
        }
        if (lost) {
            // To go on from it in a further call its text is good enough.
            pieceTokens.tokens(piece).stream().forEach(this::add);
            count++;
            run.text(piece, 1);
            return;
        }
        for (int i = 0; i < sampled.ids().size() && !run.ended(); i++) {
            add(sampled.ids().get(i));
            known++;
            count++;
            run.token(sampled.ids().get(i), i == sampled.ids().size() - 1 ? piece : "");
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
            lostInCall = true;
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

    /** The most tokens that this call of the library can have sampled, but for an unfinished character at its end. */
    int mostInCall() {
        return mostInCall;
    }

    /** Whether this call brought tokens that could not be worked out, so that their number is not known either. */
    boolean lostInCall() {
        return lostInCall;
    }

    /** All ids to go on from; for tokens that are lost those of their text. */
    TokenIds ids() {
        return TokenIds.of(Arrays.copyOf(ids, size));
    }

    /** The ids that were sampled, up to the first that could not be worked out. */
    TokenIds knownIds() {
        return TokenIds.of(Arrays.copyOf(ids, known));
    }

    private void add(int id) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size++] = id;
    }

    private void setCertain(boolean value) {
        certain = value;
        run.countExact(value);
    }
}
