package dev.longhand.core.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Generated text together with the tokens it was sampled as, so that it can be carried over as these tokens. Immutable.
 */
public final class TokenizedText {
    public static final TokenizedText EMPTY = new TokenizedText("", TokenIds.NONE, new int[0]);

    private final String text;
    private final TokenIds ids;
    private final int[] ends;

    /**
     * @param text the text; it may go on after the last token, never the other way round
     * @param ids the tokens
     * @param ends for each token the offset in {@code text} (UTF-16 units) up to which the text is complete once the
     *     token was read; never falling, at most the text's length. A token that ends inside a character has the
     *     offset of the token before it: without the rest of that character it is no text.
     */
    public TokenizedText(String text, TokenIds ids, int[] ends) {
        if (ends.length != ids.size()) {
            throw new IllegalArgumentException(ids.size() + " tokens but " + ends.length + " offsets");
        }
        for (int i = 0; i < ends.length; i++) {
            if (ends[i] < (i == 0 ? 0 : ends[i - 1]) || ends[i] > text.length()) {
                throw new IllegalArgumentException("Token " + i + " of " + ends.length + " cannot end at " + ends[i]);
            }
        }
        this.text = text;
        this.ids = ids;
        this.ends = ends.clone();
    }

    public String text() {
        return text;
    }

    public TokenIds ids() {
        return ids;
    }

    /** The tokens' offsets, as given to the constructor. */
    public int[] ends() {
        return ends.clone();
    }

    /**
     * The first {@code length} characters and the tokens that lie wholly in them. A token that the cut goes through is
     * left out: its text is tokenized anew.
     */
    public TokenizedText prefix(int length) {
        int whole = ids.size();
        while (whole > 0 && ends[whole - 1] > length) {
            whole--;
        }
        // What adds no text is the beginning of a character whose rest was cut off, or a token without a spelling.
        while (whole > 0 && whole < ids.size() && addsNoText(whole - 1)) {
            whole--;
        }
        return new TokenizedText(text.substring(0, length), ids.slice(0, whole), Arrays.copyOf(ends, whole));
    }

    private boolean addsNoText(int token) {
        return ends[token] == (token == 0 ? 0 : ends[token - 1]);
    }

    /** How many leading characters the tokens cover. */
    public int covered() {
        return ids.isEmpty() ? 0 : ends[ids.size() - 1];
    }

    /** This text with {@code rest} as the tokens of what they do not cover yet. */
    public TokenizedText completedBy(TokenIds rest) {
        int[] all = Arrays.copyOf(ends, ends.length + rest.size());
        // Where in the rest each token ends is not known: a cut through it goes back to its beginning.
        Arrays.fill(all, ends.length, all.length, covered());
        if (rest.size() > 0) {
            all[all.length - 1] = text.length();
        }
        return new TokenizedText(text, ids.then(rest), all);
    }

    /** This text followed by {@code next}. Where this one's end has no tokens, those of {@code next} are not used. */
    public TokenizedText then(TokenizedText next) {
        if (covered() < text.length()) {
            return new TokenizedText(text + next.text, ids, ends);
        }
        int[] all = Arrays.copyOf(ends, ends.length + next.ends.length);
        for (int i = 0; i < next.ends.length; i++) {
            all[ends.length + i] = text.length() + next.ends[i];
        }
        return new TokenizedText(text + next.text, ids.then(next.ids), all);
    }

    /** The text as prompt parts: its tokens, then whatever text follows them. */
    public List<PromptPart> parts() {
        List<PromptPart> parts = new ArrayList<>();
        if (!ids.isEmpty()) {
            parts.add(new PromptPart.Tokens(ids));
        }
        if (covered() < text.length()) {
            parts.add(new PromptPart.Text(text.substring(covered())));
        }
        return List.copyOf(parts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenizedText that
                && text.equals(that.text)
                && ids.equals(that.ids)
                && Arrays.equals(ends, that.ends);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, ids, Arrays.hashCode(ends));
    }

    @Override
    public String toString() {
        return ids + " ending at " + Arrays.toString(ends) + ": " + text;
    }

    /** Collects tokens as they are sampled. Not thread-safe. */
    public static final class Builder {
        private final StringBuilder text = new StringBuilder();
        private int[] ids = new int[64];
        private int[] ends = new int[64];
        private int size;

        /**
         * @param id the sampled token
         * @param piece the whole characters that are complete with it; empty while a character is unfinished, and then
         *     the token that finishes it brings all of them
         */
        public void add(int id, String piece) {
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, size * 2);
                ends = Arrays.copyOf(ends, size * 2);
            }
            text.append(piece);
            ids[size] = id;
            ends[size++] = text.length();
        }

        public int size() {
            return size;
        }

        public TokenizedText build() {
            return new TokenizedText(
                    text.toString(), TokenIds.of(Arrays.copyOf(ids, size)), Arrays.copyOf(ends, size));
        }
    }
}
