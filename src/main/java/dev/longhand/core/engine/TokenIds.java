package dev.longhand.core.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An immutable sequence of token ids of one vocabulary. Ids are not negative. Thread-safe.
 */
public final class TokenIds {
    /** The empty sequence. */
    public static final TokenIds NONE = new TokenIds(new int[0]);

    private final int[] ids;

    private TokenIds(int[] ids) {
        this.ids = ids;
    }

    /** Copies {@code ids} into a new sequence. */
    public static TokenIds of(int... ids) {
        return ids.length == 0 ? NONE : new TokenIds(ids.clone());
    }

    /** Joins {@code pieces} in their order. */
    public static TokenIds concat(List<TokenIds> pieces) {
        int size = pieces.stream().mapToInt(TokenIds::size).sum();
        int[] all = new int[size];
        int at = 0;
        for (TokenIds piece : pieces) {
            System.arraycopy(piece.ids, 0, all, at, piece.ids.length);
            at += piece.ids.length;
        }
        return size == 0 ? NONE : new TokenIds(all);
    }

    /** This sequence followed by {@code next}. */
    public TokenIds then(TokenIds next) {
        return concat(List.of(this, next));
    }

    /** The number of tokens. */
    public int size() {
        return ids.length;
    }

    public boolean isEmpty() {
        return ids.length == 0;
    }

    /** The id at {@code index}, from 0 to {@code size() - 1}. */
    public int get(int index) {
        return ids[index];
    }

    /** The ids from {@code from} (inclusive) to {@code to} (exclusive). */
    public TokenIds slice(int from, int to) {
        return from == 0 && to == ids.length ? this : of(Arrays.copyOfRange(ids, from, to));
    }

    /** How many leading ids both sequences share: from 0 to the length of the shorter one. */
    public int commonPrefix(TokenIds other) {
        int mismatch = Arrays.mismatch(ids, other.ids);
        return mismatch < 0 ? ids.length : mismatch;
    }

    /** A copy of the ids. */
    public int[] toArray() {
        return ids.clone();
    }

    public IntStream stream() {
        return Arrays.stream(ids);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenIds that && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return Arrays.toString(ids);
    }
}
