package dev.longhand.cli;

import java.util.ArrayList;
import java.util.List;

/** Text from elsewhere (briefs, models, file names) made fit for a terminal. */
final class TerminalText {
    private static final String REPLACEMENT = "\uFFFD";

    private TerminalText() {}

    /**
     * One line without control characters: a line break becomes a space, anything else that a terminal might obey,
     * escape sequences and changes of the writing direction among them, U+FFFD.
     */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\r' || c == '\t') {
                line.append(' ');
            } else if (Character.isISOControl(c) || changesDirection(c) || Character.getType(c) == Character.SURROGATE) {
                line.append(REPLACEMENT);
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    /** Embeddings, overrides and isolates, which would turn the rest of the line around; plain marks do not. */
    private static boolean changesDirection(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }

    /** How many columns {@code text} takes: two for wide characters such as Chinese, none for combining marks. */
    static int columns(String text) {
        return text.codePoints().map(TerminalText::columns).sum();
    }

    /** As much of {@code text} as fits {@code columns}, with "…" at the end if something was cut. */
    static String fit(String text, int columns) {
        if (columns(text) <= columns) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (used + columns(c) > columns - 1) {
                break;
            }
            used += columns(c);
            cut.appendCodePoint(c);
        }
        return columns < 1 ? "" : cut.append('…').toString();
    }

    /**
     * {@code text} in lines of at most {@code columns}, broken at spaces, with {@code indent} spaces before all lines
     * but the first. A word is never broken, so that a path can be copied.
     */
    static List<String> lines(String text, int columns, int indent) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (columns(rest) > columns) {
            int end = breakOf(rest, columns, lines.isEmpty() ? 0 : indent);
            if (end < 0) {
                break;
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = " ".repeat(indent) + rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }

    /** The last space up to which {@code line} fits, or the first one there is; -1 if there is none after a word. */
    private static int breakOf(String line, int columns, int indent) {
        int found = -1;
        for (int space = line.indexOf(' ', indent); space >= 0; space = line.indexOf(' ', space + 1)) {
            String before = line.substring(0, space);
            boolean fits = columns(before.stripTrailing()) <= columns;
            if (!before.isBlank() && (fits || found < 0) && !line.substring(space).isBlank()) {
                found = space;
            }
        }
        return found;
    }

    private static int columns(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(c) ? 2 : 1;
    }

    /** The wide and full-width blocks of Unicode Standard Annex 11, and emoji. */
    private static boolean isWide(int c) {
        return c >= 0x1100 && c <= 0x115F
                || c >= 0x2E80 && c <= 0x303E
                || c >= 0x3041 && c <= 0xA4CF
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE30 && c <= 0xFE6F
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0xFFE0 && c <= 0xFFE6
                || c >= 0x1F300 && c <= 0x1FAFF
                || c >= 0x20000 && c <= 0x3FFFD;
    }
}
