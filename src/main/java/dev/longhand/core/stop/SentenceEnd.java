package dev.longhand.core.stop;

import dev.longhand.core.engine.ChunkEnd;

/** Finds where a text that was ended somewhere can be cut so that it ends with a whole sentence. */
public final class SentenceEnd {
    private SentenceEnd() {}

    /**
     * The length of the longest beginning of {@code text}, in characters, that ends with a sentence or a paragraph; the
     * whole length if more than half of the text would be lost.
     */
    public static int lastIn(String text) {
        Boundaries boundaries = new Boundaries(ChunkEnd.SENTENCE, "");
        int last = 0;
        // What follows the text may be the white space that makes its last full stop the end of a sentence.
        for (int i = 0; i <= text.length(); i++) {
            int found = boundaries.feed(i < text.length() ? text.charAt(i) : '\n');
            last = found == Boundaries.NONE ? last : Math.min(found, text.length());
        }
        int end = text.substring(0, last).stripTrailing().length();
        return end > text.length() / 2 ? end : text.length();
    }
}
