package dev.longhand.core.stop;

import dev.longhand.core.stop.Lexemes.Pause;

/**
 * The last lexemes of a text, counted from the newest, which has the age 0. Bounded: the oldest are forgotten. Not
 * thread-safe.
 */
final class Trail {
    private static final Pause[] PAUSES = Pause.values();
    /** Of a unit as short as this, in lexemes, nearly a second occurrence may be left standing for a clean end. */
    private static final int SHORT_UNIT = 24;

    private static final int BUCKETS = 1 << 10;

    private final int mask;
    /** By the folded key's bucket: the number of the newest such lexeme, counted from 1; 0 for none. */
    private final int[] newest = new int[BUCKETS];
    /** The number of the next older lexeme of the same bucket. */
    private final int[] older;
    private final long[] exact;
    private final long[] folded;
    private final int[] starts;
    private final int[] ends;
    private final byte[] pauses;
    /** The sizes of all lexemes up to this one together. */
    private final int[] sizes;

    private int count;

    /** @param capacity how many lexemes are remembered, at least */
    Trail(int capacity) {
        int length = Integer.highestOneBit(Math.max(capacity, 1)) << 1;
        mask = length - 1;
        exact = new long[length];
        folded = new long[length];
        older = new int[length];
        starts = new int[length];
        ends = new int[length];
        pauses = new byte[length];
        sizes = new int[length];
    }

    void add(long exactKey, long foldedKey, int size, int start, int end, Pause pause) {
        int before = count == 0 ? 0 : sizes[at(0)];
        count++;
        int at = at(0);
        exact[at] = exactKey;
        folded[at] = foldedKey;
        starts[at] = start;
        ends[at] = end;
        pauses[at] = (byte) pause.ordinal();
        sizes[at] = before + size;
        int bucket = (int) (foldedKey ^ foldedKey >>> 32) & BUCKETS - 1;
        older[at] = newest[bucket];
        newest[bucket] = count;
    }

    /** The age of the next lexeme before this that may have the same folded key; large if there is none. */
    int olderLike(int age) {
        int number = older[at(age)];
        return number == 0 ? Integer.MAX_VALUE : count - number;
    }

    /** All lexemes there were, forgotten ones included. */
    int count() {
        return count;
    }

    long exact(int age) {
        return exact[at(age)];
    }

    long folded(int age) {
        return folded[at(age)];
    }

    int start(int age) {
        return starts[at(remembered(age))];
    }

    int end(int age) {
        return ends[at(remembered(age))];
    }

    /** The sizes of the last {@code lexemes} together. */
    int size(int lexemes) {
        int before = remembered(lexemes);
        return sizes[at(0)] - (before >= count ? 0 : sizes[at(before)]);
    }

    boolean hasLineFeed(int lexemes) {
        for (int age = 0; age < lexemes; age++) {
            if (pause(age) == Pause.LINE) {
                return true;
            }
        }
        return false;
    }

    /**
     * The age of the last lexeme of a unit's first occurrence. What equals the lexeme a unit earlier can begin before
     * the unit a reader sees: the full stop before the sentence that is repeated also equals the one at its end. So the
     * unit is taken to end with a line or a sentence if there is such an end in the first half of what came back, or
     * soon after.
     *
     * @param run how many lexemes equal the one {@code unit} earlier
     */
    int endOfFirst(int unit, int run) {
        int natural = remembered(run);
        int latest = Math.max(natural - Math.min(unit - 1, Math.max(unit / 2, SHORT_UNIT)), 0);
        for (Pause wanted : new Pause[] {Pause.LINE, Pause.SENTENCE}) {
            for (int age = natural; age >= latest; age--) {
                if (pause(age) == wanted) {
                    return age;
                }
            }
        }
        return natural;
    }

    private Pause pause(int age) {
        return PAUSES[pauses[at(age)]];
    }

    private int remembered(int age) {
        return Math.min(age, Math.min(mask, count));
    }

    private int at(int age) {
        return (count - 1 - age) & mask;
    }
}
