package dev.longhand.engine;

import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.model.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Turns text into tokens and back. The library finds special tokens in every text it is given, so the writer's text is
 * cut inside each spelling that could be one, and the pieces are encoded apart. Thread-safe.
 */
public final class Tokenizer {
    private static final char REPLACEMENT = '\uFFFD';
    /** Never part of a longer token with what follows, so it can stand guard before a piece of text. */
    private static final String GUARD = "\n";

    private final Library library;
    private final Vocabulary vocabulary;
    private final SpecialSpellings spellings;
    private final Set<Integer> specialIds;
    private final int[] guardIds;

    public Tokenizer(Library library, Vocabulary vocabulary) {
        this.library = library;
        this.vocabulary = vocabulary;
        this.spellings = new SpecialSpellings(vocabulary.parsedSpellings());
        this.specialIds = new HashSet<>(vocabulary.specialIds());
        this.guardIds = vocabulary.addSpacePrefix() ? library.encode(GUARD) : new int[0];
    }

    /** A library's own tokenizer. Thread-safe. */
    public interface Library {
        /** Tokens of a text; special tokens that it spells are parsed, none is added at the beginning. */
        int[] encode(String text);

        /** The text of tokens of the vocabulary; special tokens are spelt out, broken characters become U+FFFD. */
        String decode(int[] ids);
    }

    /** The tokens of a writer's text: none of them special, none added before it. */
    public TokenIds text(String text) {
        List<TokenIds> pieces = new ArrayList<>();
        for (String piece : spellings.cut(clean(text))) {
            pieces.add(plain(piece));
        }
        return TokenIds.concat(pieces);
    }

    /** The tokens of a template's text: spellings of special tokens become these tokens. */
    private TokenIds template(String text, boolean first) {
        return TokenIds.of(first ? library.encode(clean(text)) : encode(clean(text)));
    }

    /**
     * The tokens of a whole prompt, beginning with the beginning-of-text token where the model wants it.
     *
     * @throws IllegalArgumentException if it has token ids that are not in the vocabulary
     */
    public TokenIds prompt(List<PromptPart> parts) {
        List<TokenIds> pieces = new ArrayList<>();
        for (PromptPart part : parts) {
            pieces.add(
                    switch (part) {
                        case PromptPart.Template(String text) -> template(text, pieces.isEmpty());
                        case PromptPart.Text(String text) -> text(text);
                        case PromptPart.Tokens(TokenIds ids) -> checked(ids);
                    });
        }
        TokenIds all = TokenIds.concat(pieces);
        boolean begins = !vocabulary.addBegin()
                || vocabulary.beginId() < 0
                || (!all.isEmpty() && all.get(0) == vocabulary.beginId());
        return begins ? all : TokenIds.of(vocabulary.beginId()).then(all);
    }

    /** The text of tokens; special tokens are spelt out, ids outside the vocabulary are U+FFFD. */
    public String detokenize(TokenIds ids) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int at = 0; at <= ids.size(); at++) {
            if (at == ids.size() || !isToken(ids.get(at))) {
                text.append(from < at ? library.decode(ids.slice(from, at).toArray()) : "");
                text.append(at < ids.size() ? Character.toString(REPLACEMENT) : "");
                from = at + 1;
            }
        }
        return text.toString();
    }

    /** The library ends the process for an id outside the vocabulary. */
    private TokenIds checked(TokenIds ids) {
        if (!ids.stream().allMatch(this::isToken)) {
            throw new IllegalArgumentException("A token id is not in the model's vocabulary.");
        }
        return ids;
    }

    private boolean isToken(int id) {
        return id >= 0 && id < vocabulary.size();
    }

    private TokenIds plain(String piece) {
        int[] ids = encode(piece);
        if (Arrays.stream(ids).noneMatch(specialIds::contains)) {
            return TokenIds.of(ids);
        }
        // A spelling that the header did not show: one character after the other, and what even then is special is
        // no text that a writer can have.
        return TokenIds.concat(piece.codePoints()
                .mapToObj(c -> TokenIds.of(encode(Character.toString(c))))
                .map(one -> one.stream().anyMatch(specialIds::contains)
                        ? TokenIds.of(encode(Character.toString(REPLACEMENT)))
                        : one)
                .toList());
    }

    /**
     * The library's tokens without the space that SentencePiece vocabularies put before a text: here the text goes on
     * after another part.
     */
    private int[] encode(String text) {
        if (guardIds.length == 0 || text.isEmpty()) {
            return library.encode(text);
        }
        int[] guarded = library.encode(GUARD + text);
        boolean guardStands = Arrays.mismatch(guardIds, guarded) == guardIds.length;
        return guardStands ? Arrays.copyOfRange(guarded, guardIds.length, guarded.length) : library.encode(text);
    }

    /** NUL and lone surrogates cannot pass through the library unharmed. */
    public static String clean(String text) {
        if (IntStream.range(0, text.length()).noneMatch(i -> isUnfit(text, i))) {
            return text;
        }
        StringBuilder fit = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            fit.append(isUnfit(text, i) ? REPLACEMENT : text.charAt(i));
        }
        return fit.toString();
    }

    private static boolean isUnfit(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c == 0;
    }
}
