package dev.longhand.engine.jllama;

import dev.longhand.core.engine.TokenIds;
import dev.longhand.engine.Tokenizer;
import dev.longhand.model.Vocabulary;
import dev.longhand.model.Vocabulary.TokenType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Works out which tokens the library sampled from the text it gave for them: it gives one output for each token, except
 * that bytes of an unfinished character wait for the rest of it. Immutable.
 */
final class PieceTokens {
    private static final char REPLACEMENT = '\uFFFD';

    private final Map<String, Integer> idByText = new HashMap<>();
    private final Tokenizer tokenizer;

    PieceTokens(Vocabulary vocabulary, Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        Spelling spelling = vocabulary.kind().equals("gpt2") ? new ByteLevel() : PieceTokens::sentencePiece;
        for (int id = 0; id < vocabulary.size(); id++) {
            int token = id;
            text(vocabulary, id, spelling).ifPresent(text -> idByText.merge(text, token, (one, other) ->
                    // A byte of its own is what a model samples only where it has no token for the character.
                    vocabulary.types().get(one) == TokenType.BYTE ? other : one));
        }
    }

    /**
     * What is known of the tokens behind a piece of text.
     *
     * @param ids the tokens, or those the text most likely came from; empty if nothing is known
     * @param certain whether there were certainly as many
     */
    record Sampled(TokenIds ids, boolean certain) {}

    /** The tokens behind one output of the library, which has at least one character. */
    Sampled of(String piece) {
        if (piece.indexOf(REPLACEMENT) >= 0) {
            return new Sampled(TokenIds.NONE, false); // bytes that are no text: which ones is lost
        }
        Integer id = idByText.get(piece);
        if (id == null) {
            return new Sampled(tokenizer.text(piece), false);
        }
        // A token of such characters alone is never held back, so each has an output of its own.
        boolean ascii = piece.chars().allMatch(c -> c < 0x80);
        return new Sampled(TokenIds.of(id), ascii);
    }

    /** Tokens that have this text, whatever was sampled. */
    TokenIds tokens(String text) {
        return tokenizer.text(text);
    }

    private static Optional<String> text(Vocabulary vocabulary, int id, Spelling spelling) {
        String written = vocabulary.spellings().get(id);
        return switch (vocabulary.types().get(id)) {
            case CONTROL, UNKNOWN, UNUSED -> Optional.empty();
            case USER_DEFINED -> Optional.of(written);
            case BYTE -> byteText(written);
            case NORMAL, UNDEFINED -> spelling.text(written);
        };
    }

    /** How the tokens of a kind of vocabulary are spelt; empty where one is no whole text by itself. */
    @FunctionalInterface
    private interface Spelling {
        Optional<String> text(String written);
    }

    private static Optional<String> sentencePiece(String written) {
        return Optional.of(written.replace('\u2581', ' '));
    }

    /** {@code <0x0A>}; bytes above 127 are never whole characters. */
    private static Optional<String> byteText(String written) {
        if (!written.matches("<0x[0-7][0-9A-F]>")) {
            return Optional.empty();
        }
        return Optional.of(Character.toString(Integer.parseInt(written.substring(3, 5), 16)));
    }

    /**
     * The byte-level alphabet of GPT-2: printable bytes stand for themselves, the others for characters from U+0100 on
     * ({@code bytes_to_unicode} in its {@code encoder.py}).
     */
    private static final class ByteLevel implements Spelling {
        private final Map<Integer, Integer> byteOf = new HashMap<>();

        ByteLevel() {
            int next = 0x100;
            for (int value = 0; value < 256; value++) {
                boolean printable = (value >= '!' && value <= '~') || (value >= 0xA1 && value != 0xAD);
                byteOf.put(printable ? value : next++, value);
            }
        }

        @Override
        public Optional<String> text(String written) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int c : written.codePoints().toArray()) {
                Integer value = byteOf.get(c);
                if (value == null) {
                    return Optional.empty();
                }
                bytes.write(value);
            }
            try {
                CharBuffer text = StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes.toByteArray()));
                return Optional.of(text.toString());
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }
    }
}
