package dev.longhand.core.drafting;

/** Finds where a text that was cut somewhere can be cut so that it ends with a whole sentence. */
final class SentenceEnd {
    private static final String ENDS = ".!?:。！？：…";
    private static final String CLOSERS = "\"'”’)]）」』*_`";

    private SentenceEnd() {}

    /**
     * The length of the longest beginning of {@code text} that ends with a sentence or a line, or the whole length if
     * that would lose more than half of it.
     */
    static int lastIn(String text) {
        for (int i = text.length(); i > text.length() / 2; i--) {
            if (isEnd(text, i)) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean isEnd(String text, int length) {
        if (Character.isWhitespace(text.charAt(length - 1))) {
            return false;
        }
        if (length < text.length() && text.charAt(length) == '\n') {
            return true;
        }
        if (length < text.length() && !Character.isWhitespace(text.charAt(length))
                && text.charAt(length - 1) < 0x2000) {
            return false;
        }
        int last = length - 1;
        while (last > 0 && CLOSERS.indexOf(text.charAt(last)) >= 0) {
            last--;
        }
        return ENDS.indexOf(text.charAt(last)) >= 0 && !(last > 0 && Character.isDigit(text.charAt(last - 1))
                && text.charAt(last) == '.' && length == text.length());
    }
}
