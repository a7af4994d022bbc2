package dev.longhand.project.merge;

import com.github.difflib.algorithm.Change;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.algorithm.myers.MyersDiff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds what differs between two sequences. Common ends are taken off first; then units that stand once in both are the
 * anchors that divide the rest (patience diff, Bram Cohen), again and again; what has no anchor is compared by Myers'
 * algorithm as long as it differs little. One object has a limited effort to spend: past it, and where a piece differs
 * too much, a piece counts as changed as a whole. So the time is bounded, and the same input gives the same result.
 */
final class SequenceDiff {
    /** Units put in and taken out; Myers' algorithm makes up to the square of this of objects. */
    private static final int MOST_DIFFERENT = 1_000;

    private static final int DEEPEST = 40;
    private static final int NONE = -1;

    private long effort;

    /** @param effort how much it may compare where there are no anchors, in all comparisons together */
    SequenceDiff(long effort) {
        this.effort = effort;
    }

    /** The differences in their order; between two of them stands at least one unit that is the same in both. */
    List<Hunk> between(Units old, Units now, Units.Numbers numbers) {
        return new Comparison(old.ids(), now.ids(), numbers.count()).hunks();
    }

    private final class Comparison {
        private final int[] a;
        private final int[] b;
        /** For each unit of the old sequence the one of the new sequence that it is, or NONE. */
        private final int[] partner;
        /** By unit number: how often it stands in the piece in question, and where it stands in the new sequence. */
        private final int[] inA;
        private final int[] inB;
        private final int[] where;

        Comparison(int[] a, int[] b, int numbers) {
            this.a = a;
            this.b = b;
            partner = new int[a.length];
            Arrays.fill(partner, NONE);
            inA = new int[numbers];
            inB = new int[numbers];
            where = new int[numbers];
        }

        List<Hunk> hunks() {
            pair(0, a.length, 0, b.length, 0);
            List<Hunk> hunks = new ArrayList<>();
            int i = 0;
            int j = 0;
            while (i < a.length || j < b.length) {
                int from = i;
                int newFrom = j;
                while (i < a.length && partner[i] == NONE) {
                    i++;
                }
                j = i < a.length ? partner[i] : b.length;
                if (i > from || j > newFrom) {
                    hunks.add(new Hunk(from, i, newFrom, j));
                }
                while (i < a.length && partner[i] == j) {
                    i++;
                    j++;
                }
            }
            return settled(hunks);
        }

        private void pair(int fromA, int toA, int fromB, int toB, int depth) {
            int startA = fromA;
            int startB = fromB;
            int endA = toA;
            int endB = toB;
            while (startA < endA && startB < endB && a[startA] == b[startB]) {
                partner[startA++] = startB++;
            }
            while (startA < endA && startB < endB && a[endA - 1] == b[endB - 1]) {
                partner[--endA] = --endB;
            }
            if (startA == endA || startB == endB) {
                return;
            }
            count(startA, endA, startB, endB, 1);
            int[] anchors = depth < DEEPEST ? anchors(startA, endA) : new int[0];
            int[] commonA = common(a, startA, endA, inB);
            int[] commonB = common(b, startB, endB, inA);
            count(startA, endA, startB, endB, -1);
            if (anchors.length == 0) {
                pairByMyers(commonA, commonB);
                return;
            }
            for (int anchor : anchors) {
                int at = partner[anchor];
                pair(startA, anchor, startB, at, depth + 1);
                startA = anchor + 1;
                startB = at + 1;
            }
            pair(startA, endA, startB, endB, depth + 1);
        }

        private void count(int fromA, int toA, int fromB, int toB, int by) {
            for (int i = fromA; i < toA; i++) {
                inA[a[i]] += by;
            }
            for (int j = fromB; j < toB; j++) {
                inB[b[j]] += by;
                where[b[j]] = j;
            }
        }

        /** The units that stand once in both pieces, as many of them as have the same order; their partners are set. */
        private int[] anchors(int from, int to) {
            int[] once = new int[to - from];
            int count = 0;
            for (int i = from; i < to; i++) {
                if (inA[a[i]] == 1 && inB[a[i]] == 1) {
                    once[count++] = i;
                }
            }
            int[] anchors = longestAscending(once, count);
            for (int anchor : anchors) {
                partner[anchor] = where[a[anchor]];
            }
            return anchors;
        }

        private int[] longestAscending(int[] once, int count) {
            int[] tops = new int[count]; // of each pile the index into once of its top card
            int[] before = new int[count];
            int piles = 0;
            for (int i = 0; i < count; i++) {
                int low = 0;
                int high = piles;
                while (low < high) {
                    int middle = (low + high) >>> 1;
                    if (where[a[once[tops[middle]]]] < where[a[once[i]]]) {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
                before[i] = low == 0 ? NONE : tops[low - 1];
                tops[low] = i;
                piles = Math.max(piles, low + 1);
            }
            int[] chain = new int[piles];
            int at = piles == 0 ? NONE : tops[piles - 1];
            for (int i = piles - 1; i >= 0; i--) {
                chain[i] = once[at];
                at = before[at];
            }
            return chain;
        }

        private static int[] common(int[] units, int from, int to, int[] inOther) {
            int[] common = new int[to - from];
            int count = 0;
            for (int i = from; i < to; i++) {
                if (inOther[units[i]] > 0) {
                    common[count++] = i;
                }
            }
            return Arrays.copyOf(common, count);
        }

        private void pairByMyers(int[] commonA, int[] commonB) {
            List<Integer> listA = Arrays.stream(commonA).mapToObj(i -> a[i]).toList();
            List<Integer> listB = Arrays.stream(commonB).mapToObj(j -> b[j]).toList();
            List<Change> changes;
            try {
                changes = new ArrayList<>(new MyersDiff<Integer>()
                        .computeDiff(listA, listB, new Limit(commonA.length + commonB.length)));
            } catch (GivenUp e) {
                return;
            }
            changes.sort((x, y) -> Integer.compare(x.startOriginal + x.startRevised, y.startOriginal + y.startRevised));
            int i = 0;
            int j = 0;
            for (Change change : changes) {
                while (i < change.startOriginal) {
                    partner[commonA[i++]] = commonB[j++];
                }
                i = change.endOriginal;
                j = change.endRevised;
            }
            while (i < commonA.length) {
                partner[commonA[i++]] = commonB[j++];
            }
        }

        /**
         * What was only put in, or only taken out, among equal units could stand at several places; it goes to the last
         * of them, so that the same change gives the same hunk whatever else changed.
         */
        private List<Hunk> settled(List<Hunk> hunks) {
            List<Hunk> out = new ArrayList<>();
            for (int h = hunks.size() - 1; h >= 0; h--) {
                Hunk hunk = hunks.get(h);
                int limit = out.isEmpty() ? a.length : out.getLast().from() - 1;
                while (hunk.to() < limit && canMoveOn(hunk)) {
                    hunk = hunk.movedBy(1);
                }
                out.add(hunk);
            }
            return out.reversed();
        }

        private boolean canMoveOn(Hunk hunk) {
            return hunk.isInsertion()
                    ? b[hunk.newFrom()] == b[hunk.newTo()]
                    : hunk.newFrom() == hunk.newTo() && a[hunk.from()] == a[hunk.to()];
        }
    }

    /** Ends a comparison that costs too much; the library has no other way to be told so. */
    private final class Limit implements DiffAlgorithmListener {
        private final int size;

        Limit(int size) {
            this.size = size;
        }

        @Override
        public void diffStart() {}

        @Override
        public void diffStep(int step, int most) {
            effort -= step + size / 16;
            if (step > MOST_DIFFERENT || effort < 0) {
                throw new GivenUp();
            }
        }

        @Override
        public void diffEnd() {}
    }

    private static final class GivenUp extends RuntimeException {
        GivenUp() {
            super("too different", null, false, false);
        }
    }
}
