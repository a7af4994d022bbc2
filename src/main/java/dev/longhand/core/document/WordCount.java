package dev.longhand.core.document;

import java.lang.Character.UnicodeScript;

/** Counts as writers do: words, and characters for Chinese. */
public final class WordCount {
    private WordCount() {}

    /**
     * Words of {@code text}: every Han character counts as one, every other run of letters and digits (with apostrophes,
     * hyphens, points and commas inside it) counts as one. Markdown's marks are no words.
     */
    public static int of(CharSequence text) {
        int words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); ) {
            int c = Character.codePointAt(text, i);
            i += Character.charCount(c);
            if (UnicodeScript.of(c) == UnicodeScript.HAN && Character.isLetter(c)) {
                words++;
                inside = false;
            } else if (Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
                if (!inside) {
                    words++;
                }
                inside = true;
            } else if (!(inside && joins(c) && i < text.length()
                    && Character.isLetterOrDigit(Character.codePointAt(text, i)))) {
                inside = false;
            }
        }
        return words;
    }

    private static boolean joins(int c) {
        return c == '\'' || c == '’' || c == '-' || c == '.' || c == ',' || c == '_';
    }
}
