package dev.longhand.core.stop;

/**
 * Follows the lines of a Markdown text and tells where fenced code blocks are: CommonMark 0.31.2, section 4.5, with
 * fences inside list items. Takes a character at a time, so it needs no look ahead. Not thread-safe.
 */
final class CodeFences {
    private static final int NONE = 0;

    private final StringBuilder line = new StringBuilder();
    /** How many characters of white space the current line begins with, as far as it is known. */
    private int indent;
    /** The fence's character, or {@link #NONE} outside of code. */
    private int fence = NONE;

    private int fenceLength;
    private int fenceIndent;
    /** The column at which the list item around the fence has its text; a line that stands further left ends both. */
    private int container;
    /** The column at which the text of the last list item begins, or 0 outside of lists. */
    private int item;

    void feed(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            feed(text.charAt(i));
        }
    }

    void feed(char c) {
        if (c == '\n') {
            endOfLine();
            line.setLength(0);
            indent = 0;
        } else {
            if (lineIsBlank() && isSpace(c)) {
                indent++;
            }
            line.append(c);
        }
    }

    /** The current line so far. */
    CharSequence line() {
        return line;
    }

    /** True if the current line has no more than white space so far. */
    boolean lineIsBlank() {
        return indent == line.length();
    }

    /** True if the current line begins inside a fenced code block. The line that closes a block still does. */
    boolean inCode() {
        return fence != NONE && !(container > 0 && leavesContainer());
    }

    /** True if a line that begins with {@code first} here stands inside a fenced code block. */
    boolean inCodeWith(char first) {
        return fence != NONE && (container == 0 || isSpace(first) || first == '\n');
    }

    /** The first character of the current line that is not white space, or 0. */
    char firstSign() {
        return lineIsBlank() ? 0 : line.charAt(indent);
    }

    private void endOfLine() {
        if (fence != NONE && leavesContainer()) {
            fence = NONE;
        }
        if (fence == NONE) {
            open();
        } else if (closes()) {
            fence = NONE;
        }
    }

    private boolean leavesContainer() {
        return !lineIsBlank() && indent < container;
    }

    private void open() {
        int marker = listMarkerEnd(indent);
        int start = marker < 0 ? indent : marker;
        if (start >= line.length()) {
            return;
        }
        if (marker >= 0 || indent < item) {
            item = Math.max(marker, 0);
        }
        char sign = line.charAt(start);
        int length = runLength(start);
        if ((sign != '`' && sign != '~') || length < 3) {
            return;
        }
        if (sign == '`' && line.indexOf("`", start + length) >= 0) {
            return; // inline code
        }
        fence = sign;
        fenceLength = length;
        fenceIndent = start;
        // A fence is indented by at most three spaces; what stands further in belongs to a list item we did not see.
        container = Math.max(item, start - 3);
    }

    private boolean closes() {
        return !lineIsBlank()
                && indent <= fenceIndent + 3
                && line.charAt(indent) == fence
                && runLength(indent) >= fenceLength
                && line.substring(indent + runLength(indent)).isBlank();
    }

    /** Where the text after a list marker ({@code -}, {@code 12.}) begins, or -1 if there is no marker. */
    private int listMarkerEnd(int from) {
        int at = from;
        while (at < line.length() && at - from < 9 && isDigit(line.charAt(at))) {
            at++;
        }
        String signs = at > from ? ".)" : "-+*";
        if (at >= line.length() || signs.indexOf(line.charAt(at)) < 0) {
            return -1;
        }
        int text = ++at;
        while (text < line.length() && isSpace(line.charAt(text))) {
            text++;
        }
        return text > at ? text : -1;
    }

    private int runLength(int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) == line.charAt(from)) {
            at++;
        }
        return at - from;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
