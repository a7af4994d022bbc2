package dev.longhand.core.stop;

/**
 * Tells line by line whether a paragraph is open that stands in the text itself, not in a list item or a quotation: a
 * line of {@code =} or {@code -} after it makes it a heading. By CommonMark 0.31.2, section 4.8, with tables as GitHub
 * writes them; HTML is taken for text. Not thread-safe.
 */
final class Paragraphs {
    private static final int CODE_INDENT = 4;

    private boolean open;
    /** The last line belongs to a list item or a quotation, and a line of plain text would go on there. */
    private boolean contained;
    /** The column at which the text of the last list item begins, or 0 outside of lists. */
    private int item;

    boolean open() {
        return open;
    }

    /**
     * Takes a whole line.
     *
     * @param line without its line feed
     * @param code whether it stands in fenced code or fences it
     * @param heading whether it is a heading or the line under one
     */
    void endOfLine(CharSequence line, boolean code, boolean heading) {
        int at = 0;
        int indent = 0;
        while (at < line.length() && isSpace(line.charAt(at))) {
            indent += line.charAt(at) == '\t' ? CODE_INDENT : 1;
            at++;
        }
        boolean blank = at == line.length();
        boolean wasOpen = open;
        open = false;
        if (blank || code || heading || line.charAt(at) == '|' || (indent < CODE_INDENT && isBreak(line, at))) {
            contained = false;
            item = blank || indent >= item ? item : 0;
        } else if ((item > 0 && indent >= item) || (indent < CODE_INDENT && line.charAt(at) == '>')) {
            contained = true;
        } else if (indent < CODE_INDENT && itemTextAfter(line, at, wasOpen) > 0) {
            contained = true;
            item = indent + itemTextAfter(line, at, wasOpen);
        } else if (!contained) {
            item = 0;
            open = wasOpen || indent < CODE_INDENT;
        }
    }

    /** Three or more {@code - * _} and nothing else. */
    private static boolean isBreak(CharSequence line, int from) {
        char sign = line.charAt(from);
        int count = 0;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == sign) {
                count++;
            } else if (!isSpace(c)) {
                return false;
            }
        }
        return count >= 3 && (sign == '-' || sign == '*' || sign == '_');
    }

    /**
     * How far behind {@code from} the text of a list item begins, or 0 if none begins here.
     *
     * @param interrupts whether it would end a paragraph: only items with text do, and of the numbered ones the first
     */
    private static int itemTextAfter(CharSequence line, int from, boolean interrupts) {
        int digits = from;
        while (digits < line.length() && digits - from < 9 && isDigit(line.charAt(digits))) {
            digits++;
        }
        String markers = digits > from ? ".)" : "-+*";
        if (digits == line.length() || markers.indexOf(line.charAt(digits)) < 0) {
            return 0;
        }
        int text = digits + 1;
        while (text < line.length() && isSpace(line.charAt(text))) {
            text++;
        }
        boolean empty = text == line.length();
        if (!empty && text == digits + 1) {
            return 0;
        }
        boolean first = digits == from || line.subSequence(from, digits).toString().equals("1");
        if (interrupts && (empty || !first)) {
            return 0;
        }
        // More than four spaces are code inside the item, which then begins one space behind its marker.
        return (empty || text - digits > 1 + CODE_INDENT ? digits + 2 : text) - from;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
