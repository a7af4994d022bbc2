package dev.longhand.project.merge;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A text divided into lines or words, each with a number; two units have the same number if their texts are equal. */
final class Units {
    /** Numbers that several texts share, from 0 without a gap. */
    static final class Numbers {
        private final Map<String, Integer> numbers = new HashMap<>();

        private int of(String unit) {
            return numbers.computeIfAbsent(unit, u -> numbers.size());
        }

        int count() {
            return numbers.size();
        }
    }

    private final String text;
    /** Where each unit begins, and where the last one ends. */
    private final int[] starts;
    private final int[] ids;

    private Units(String text, int[] ends, int count, Numbers numbers) {
        this.text = text;
        starts = new int[count + 1];
        System.arraycopy(ends, 0, starts, 1, count);
        ids = new int[count];
        for (int i = 0; i < count; i++) {
            ids[i] = numbers.of(text.substring(starts[i], starts[i + 1]));
        }
    }

    /** Lines, each with its line break. */
    static Units lines(String text, Numbers numbers) {
        int[] ends = new int[64];
        int count = 0;
        for (int end = 0; end < text.length(); count++) {
            int newline = text.indexOf('\n', end);
            end = newline < 0 ? text.length() : newline + 1;
            ends = with(ends, count, end);
        }
        return new Units(text, ends, count, numbers);
    }

    /** Words, runs of blanks, and everything else (ideographs, marks, line breaks) character by character. */
    static Units words(String text, Numbers numbers) {
        int[] ends = new int[64];
        int count = 0;
        for (int end = 0; end < text.length(); count++) {
            end = wordEnd(text, end);
            ends = with(ends, count, end);
        }
        return new Units(text, ends, count, numbers);
    }

    private static int wordEnd(String text, int start) {
        int first = text.codePointAt(start);
        int end = start + Character.charCount(first);
        while (end < text.length() && goOn(first, text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static boolean goOn(int first, int next) {
        return isSpace(first) ? isSpace(next) : isOfWord(first) && isOfWord(next);
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isOfWord(int c) {
        return !Character.isIdeographic(c)
                && (Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK);
    }

    private static int[] with(int[] ends, int count, int end) {
        int[] room = count < ends.length ? ends : Arrays.copyOf(ends, 2 * count);
        room[count] = end;
        return room;
    }

    int count() {
        return ids.length;
    }

    int[] ids() {
        return ids;
    }

    /** Where the unit at {@code index} begins; the end of the text for the one behind the last. */
    int start(int index) {
        return starts[index];
    }

    /** The text of the units from {@code from} (inclusive) to {@code to} (exclusive). */
    String text(int from, int to) {
        return text.substring(starts[from], starts[to]);
    }

    boolean isBlank(int index) {
        return text(index, index + 1).isBlank();
    }

    /** Whether the same {@code count} units stand here at {@code from} and there at {@code otherFrom}. */
    boolean matches(int from, Units other, int otherFrom, int count) {
        return Arrays.equals(ids, from, from + count, other.ids, otherFrom, otherFrom + count);
    }
}
