package dev.longhand.project.merge;

import dev.longhand.core.document.TextEdit;
import java.util.ArrayList;
import java.util.List;

/** Turns a replaced piece of text into edits of the words, or the letters, that really changed. */
final class WordDiff {
    private final SequenceDiff diff;

    WordDiff(SequenceDiff diff) {
        this.diff = diff;
    }

    /**
     * The edits that make {@code now} of {@code old}, which stands at {@code at}, in the order of their places and all
     * counted in the text before the first of them. No edit divides a pair of surrogates that stands in both texts.
     */
    List<TextEdit> edits(int at, String old, String now) {
        if (old.isEmpty() || now.isEmpty()) {
            return old.equals(now) ? List.of() : List.of(new TextEdit(at, old, now));
        }
        Units.Numbers numbers = new Units.Numbers();
        Units oldWords = Units.words(old, numbers);
        Units newWords = Units.words(now, numbers);
        List<TextEdit> edits = new ArrayList<>();
        for (Hunk hunk : joined(diff.between(oldWords, newWords, numbers), oldWords, newWords)) {
            edits.add(trimmed(
                    at + oldWords.start(hunk.from()),
                    oldWords.text(hunk.from(), hunk.to()),
                    newWords.text(hunk.newFrom(), hunk.newTo())));
        }
        return edits;
    }

    /** Words that are the same by chance between two larger changes are no reason to have two of them. */
    private static List<Hunk> joined(List<Hunk> hunks, Units old, Units now) {
        List<Hunk> out = new ArrayList<>();
        for (Hunk next : hunks) {
            Hunk hunk = next;
            while (!out.isEmpty() && isChance(out.getLast(), hunk, old, now)) {
                hunk = out.removeLast().through(hunk);
            }
            out.add(hunk);
        }
        return out;
    }

    private static boolean isChance(Hunk first, Hunk second, Units old, Units now) {
        int same = old.start(second.from()) - old.start(first.to());
        return same <= size(first, old, now) && same <= size(second, old, now);
    }

    private static int size(Hunk hunk, Units old, Units now) {
        return Math.max(
                old.start(hunk.to()) - old.start(hunk.from()), now.start(hunk.newTo()) - now.start(hunk.newFrom()));
    }

    /** The edit without the characters that both texts begin and end with. */
    static TextEdit trimmed(int at, String old, String now) {
        int shorter = Math.min(old.length(), now.length());
        int head = 0;
        while (head < shorter && old.charAt(head) == now.charAt(head)) {
            head++;
        }
        if (divides(old, head) || divides(now, head)) {
            head--;
        }
        int tail = 0;
        while (tail < shorter - head && old.charAt(old.length() - 1 - tail) == now.charAt(now.length() - 1 - tail)) {
            tail++;
        }
        if (divides(old, old.length() - tail) || divides(now, now.length() - tail)) {
            tail--;
        }
        return new TextEdit(
                at + head, old.substring(head, old.length() - tail), now.substring(head, now.length() - tail));
    }

    private static boolean divides(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
    }
}
