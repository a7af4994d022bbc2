package dev.longhand.engine.libllama;

import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.engine.Utf8Pieces;
import java.util.List;

/**
 * Turns sampled tokens into text. A token that ends inside a character brings none: the one that finishes the character
 * brings the text of both, so that every token stands for whole characters. Not thread-safe.
 */
final class TokenText {
    /** More tokens than any character has bytes, and than noise puts one after the other. */
    private static final int LOOK_BACK = 64;

    private final Words words;
    private final Utf8Pieces pieces = new Utf8Pieces();
    private final StringBuilder held = new StringBuilder();

    private TokenText(Words words) {
        this.words = words;
    }

    /** For what is sampled after a prompt: if that ends with tokens that begin a character, it goes on from there. */
    static TokenText after(List<PromptPart> prompt, Words words) {
        TokenText text = new TokenText(words);
        if (!prompt.isEmpty() && prompt.getLast() instanceof PromptPart.Tokens(TokenIds ids)) {
            for (int i = Math.max(0, ids.size() - LOOK_BACK); i < ids.size(); i++) {
                text.accept(ids.get(i));
            }
        }
        return text;
    }

    /** The whole characters that are complete with this token; may be empty. */
    String accept(int token) {
        held.append(pieces.accept(words.bytes(token)));
        if (pieces.pending().length > 0) {
            return "";
        }
        String piece = held.toString();
        held.setLength(0);
        return piece;
    }
}
