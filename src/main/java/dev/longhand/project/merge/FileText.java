package dev.longhand.project.merge;

import dev.longhand.core.document.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A text and how it would stand in a file: without a byte order mark, each line ended by LF, the last one too. Edits of
 * the latter become edits of the text itself.
 */
final class FileText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Pattern RETURNS = Pattern.compile("\r++(?=\n|\\z)");

    private final String raw;
    private final String plain;
    private final String text;
    /** Where a CR was left out, counted in the text without them. */
    private final int[] returns;

    FileText(String raw) {
        this.raw = raw;
        this.plain = plain(raw);
        this.text = plain.endsWith("\n") ? plain : plain + "\n";
        this.returns = plain.length() == raw.length() ? new int[0] : returns(raw);
    }

    /** {@code text} without a byte order mark, and without CR at the end of a line; a CR inside one stays. */
    static String plain(String text) {
        String unmarked = isMarked(text) ? text.substring(1) : text;
        return unmarked.indexOf('\r') < 0 ? unmarked : RETURNS.matcher(unmarked).replaceAll("");
    }

    private static boolean isMarked(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    }

    private static int[] returns(String raw) {
        int first = isMarked(raw) ? 1 : 0;
        int[] places = RETURNS.matcher(raw).results()
                .flatMapToInt(found -> IntStream.range(found.start(), found.end()))
                .toArray();
        return IntStream.range(0, places.length).map(i -> places[i] - first - i).toArray();
    }

    /** As it would stand in a file; never empty. */
    String text() {
        return text;
    }

    /** The place in the text itself of {@code position} in the file. */
    int position(int position) {
        int at = Math.min(position, plain.length());
        int low = 0;
        int high = returns.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (returns[middle] < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return at + low + (isMarked(raw) ? 1 : 0);
    }

    /**
     * The edits of the text itself that give the same file as {@code edits} of the file do. Both are in the order of
     * their places, and counted in the text before the first of them.
     */
    List<TextEdit> ownEdits(List<TextEdit> edits) {
        List<TextEdit> apart = joined(edits);
        if (text != plain && !apart.isEmpty()) {
            endWithoutBreak(apart);
        }
        return joined(apart).stream().filter(edit -> !edit.isEmpty()).map(this::own).toList();
    }

    /** Edits that touch become one. */
    private List<TextEdit> joined(List<TextEdit> edits) {
        List<TextEdit> out = new ArrayList<>();
        for (TextEdit edit : edits) {
            TextEdit last = out.isEmpty() ? null : out.getLast();
            if (last != null && end(last) == edit.at()) {
                out.removeLast();
                out.add(new TextEdit(last.at(), last.removed() + edit.removed(), last.inserted() + edit.inserted()));
            } else {
                out.add(edit);
            }
        }
        return out;
    }

    /** The text has no line break at its end and gets none, unless what ends it now is an empty line. */
    private void endWithoutBreak(List<TextEdit> edits) {
        TextEdit last = edits.getLast();
        if (end(last) < plain.length()) {
            return;
        }
        String file = edited(edits);
        int from = Math.max(0, last.at() - 1);
        String now = text.substring(from, last.at()) + last.inserted() + text.substring(end(last));
        String kept = file.endsWith("\n\n") || now.isEmpty() ? now : now.substring(0, now.length() - 1);
        edits.removeLast();
        edits.add(WordDiff.trimmed(from, plain.substring(from), kept));
    }

    private String edited(List<TextEdit> edits) {
        StringBuilder out = new StringBuilder();
        int done = 0;
        for (TextEdit edit : edits) {
            out.append(text, done, edit.at()).append(edit.inserted());
            done = end(edit);
        }
        return out.append(text, done, text.length()).toString();
    }

    private static int end(TextEdit edit) {
        return edit.at() + edit.removed().length();
    }

    private TextEdit own(TextEdit edit) {
        int from = position(edit.at());
        return new TextEdit(from, raw.substring(from, position(end(edit))), edit.inserted());
    }
}
