package dev.longhand.project.merge;

import dev.longhand.core.document.TextEdit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Brings what one side changed into the other, line by line. All places are in our side's text. */
final class LineMerge {
    private final Units base;
    private final Units ours;
    private final Units theirs;
    private final List<Hunk> ourHunks;
    private final List<Hunk> theirHunks;
    private final WordDiff words;
    private final List<TextEdit> edits = new ArrayList<>();
    private final List<TextMerge.Conflict> conflicts = new ArrayList<>();

    LineMerge(String base, String ours, String theirs, SequenceDiff diff) {
        Units.Numbers numbers = new Units.Numbers();
        this.base = Units.lines(base, numbers);
        this.ours = Units.lines(ours, numbers);
        this.theirs = Units.lines(theirs, numbers);
        ourHunks = diff.between(this.base, this.ours, numbers);
        theirHunks = diff.between(this.base, this.theirs, numbers);
        words = new WordDiff(diff);
        merge();
    }

    /** In the order of their places, all counted in our text before the first of them. */
    List<TextEdit> edits() {
        return edits;
    }

    /** In the order of their places, which are counted in our text before the edits. */
    List<TextMerge.Conflict> conflicts() {
        return conflicts;
    }

    /** Goes through their hunks; those that clash with some of ours, directly or through others, are looked at together. */
    private void merge() {
        int i = 0;
        int j = 0;
        int shift = 0;
        while (j < theirHunks.size()) {
            Hunk first = theirHunks.get(j);
            while (i < ourHunks.size() && isBefore(ourHunks.get(i), first)) {
                shift += ourHunks.get(i++).growth();
            }
            int endOurs = i;
            int endTheirs = j + 1;
            boolean grown = true;
            while (grown) {
                grown = endOurs < ourHunks.size() && clash(ourHunks.get(endOurs), theirHunks.get(endTheirs - 1));
                endOurs += grown ? 1 : 0;
                if (!grown && endOurs > i && endTheirs < theirHunks.size()) {
                    grown = clash(ourHunks.get(endOurs - 1), theirHunks.get(endTheirs));
                    endTheirs += grown ? 1 : 0;
                }
            }
            List<Hunk> clashing = ourHunks.subList(i, endOurs);
            if (clashing.isEmpty()) {
                replace(first.from() + shift, first.to() + shift, first.newFrom(), first.newTo());
            } else {
                settle(clashing, theirHunks.subList(j, endTheirs), shift);
            }
            for (Hunk hunk : clashing) {
                shift += hunk.growth();
            }
            i = endOurs;
            j = endTheirs;
        }
    }

    private boolean isBefore(Hunk our, Hunk their) {
        return our.to() <= their.from() && !clash(our, their);
    }

    /**
     * Whether both changed the same lines, or put lines in at the same place. Changes side by side do not clash, unless
     * both put in the same line: that would then stand there twice.
     */
    private boolean clash(Hunk our, Hunk their) {
        if (our.from() < their.to() && their.from() < our.to()) {
            return true;
        }
        if (our.isInsertion() && their.isInsertion() && our.from() == their.from()) {
            return true;
        }
        return (our.to() == their.from() || their.to() == our.from()) && shareLine(our, their);
    }

    private boolean shareLine(Hunk our, Hunk their) {
        Set<Integer> lines = new HashSet<>();
        for (int i = our.newFrom(); i < our.newTo(); i++) {
            if (!ours.isBlank(i)) {
                lines.add(ours.ids()[i]);
            }
        }
        for (int i = their.newFrom(); i < their.newTo(); i++) {
            if (lines.contains(theirs.ids()[i])) {
                return true;
            }
        }
        return false;
    }

    /** Both sides changed these lines: the same way, one of them more than the other, or differently. */
    private void settle(List<Hunk> our, List<Hunk> their, int shift) {
        int from = Math.min(our.getFirst().from(), their.getFirst().from());
        int to = Math.max(our.getLast().to(), their.getLast().to());
        int ourFrom = from + shift;
        int ourTo = to + shift + our.stream().mapToInt(Hunk::growth).sum();
        int theirShift = their.getFirst().newFrom() - their.getFirst().from();
        int theirFrom = from + theirShift;
        int theirTo = to + theirShift + their.stream().mapToInt(Hunk::growth).sum();
        // Lines that both sides have now, at the beginning and the end, stand for as many lines that were there before.
        int most = from == to ? Integer.MAX_VALUE : to - from;
        while (most > 0 && ourFrom < ourTo && theirFrom < theirTo && ours.matches(ourFrom, theirs, theirFrom, 1)) {
            ourFrom++;
            theirFrom++;
            most--;
            from = Math.min(from + 1, to);
        }
        while (most > 0 && ourFrom < ourTo && theirFrom < theirTo && ours.matches(ourTo - 1, theirs, theirTo - 1, 1)) {
            ourTo--;
            theirTo--;
            most--;
            to = Math.max(to - 1, from);
        }
        if (same(ours, ourFrom, ourTo, theirs, theirFrom, theirTo) || same(base, from, to, theirs, theirFrom, theirTo)) {
            return;
        }
        if (same(base, from, to, ours, ourFrom, ourTo)) {
            replace(ourFrom, ourTo, theirFrom, theirTo);
            return;
        }
        conflicts.add(new TextMerge.Conflict(
                ours.start(ourFrom), base.text(from, to), ours.text(ourFrom, ourTo), theirs.text(theirFrom, theirTo)));
    }

    private static boolean same(Units a, int fromA, int toA, Units b, int fromB, int toB) {
        return toA - fromA == toB - fromB && a.matches(fromA, b, fromB, toA - fromA);
    }

    private void replace(int ourFrom, int ourTo, int theirFrom, int theirTo) {
        edits.addAll(words.edits(ours.start(ourFrom), ours.text(ourFrom, ourTo), theirs.text(theirFrom, theirTo)));
    }
}
