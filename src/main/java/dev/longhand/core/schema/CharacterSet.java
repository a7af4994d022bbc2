package dev.longhand.core.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of characters (Unicode code points without surrogates) as ranges in ascending order that do not touch.
 */
record CharacterSet(List<Range> ranges) {
    /** From {@code first} to {@code last}, both included. */
    record Range(int first, int last) {}

    private static final int BEFORE_SURROGATES = Character.MIN_SURROGATE - 1;
    private static final int AFTER_SURROGATES = Character.MAX_SURROGATE + 1;

    static final CharacterSet ALL = new CharacterSet(
            List.of(new Range(0, BEFORE_SURROGATES), new Range(AFTER_SURROGATES, Character.MAX_CODE_POINT)));

    CharacterSet {
        ranges = List.copyOf(ranges);
    }

    /** The union of ranges in any order; what they have of surrogates is left out. */
    static CharacterSet of(List<Range> ranges) {
        List<Range> joined = new ArrayList<>();
        for (Range range : ranges.stream().sorted(Comparator.comparingInt(Range::first)).toList()) {
            if (joined.isEmpty() || range.first() > joined.getLast().last() + 1) {
                joined.add(range);
            } else {
                Range before = joined.removeLast();
                joined.add(new Range(before.first(), Math.max(before.last(), range.last())));
            }
        }
        return new CharacterSet(joined).and(ALL);
    }

    static CharacterSet of(int character) {
        return of(List.of(new Range(character, character)));
    }

    CharacterSet complement() {
        List<Range> rest = new ArrayList<>();
        int next = 0;
        for (Range range : ranges) {
            if (range.first() > next) {
                rest.add(new Range(next, range.first() - 1));
            }
            next = range.last() + 1;
        }
        if (next <= Character.MAX_CODE_POINT) {
            rest.add(new Range(next, Character.MAX_CODE_POINT));
        }
        return new CharacterSet(rest).and(ALL);
    }

    CharacterSet and(CharacterSet other) {
        List<Range> both = new ArrayList<>();
        for (Range a : ranges) {
            for (Range b : other.ranges) {
                int first = Math.max(a.first(), b.first());
                int last = Math.min(a.last(), b.last());
                if (first <= last) {
                    both.add(new Range(first, last));
                }
            }
        }
        return new CharacterSet(both);
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    boolean contains(int character) {
        return ranges.stream().anyMatch(r -> r.first() <= character && character <= r.last());
    }
}
