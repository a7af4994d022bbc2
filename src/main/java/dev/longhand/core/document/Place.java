package dev.longhand.core.document;

/**
 * Where a chunk lies in the text, in characters. What the program itself wrote before the chunk's text (a heading, a
 * blank line) belongs to the place.
 *
 * @param start where the place begins
 * @param textStart where the chunk's own text begins
 * @param end where it ends
 */
public record Place(int start, int textStart, int end) {
    public Place {
        if (start < 0 || textStart < start || end < textStart) {
            throw new IllegalArgumentException("Not a place: " + start + ", " + textStart + ", " + end);
        }
    }

    /** A place without text at {@code position}. */
    public static Place at(int position) {
        return new Place(position, position, position);
    }

    /** The place {@code by} characters further on; negative for back. */
    Place shifted(int by) {
        return new Place(start + by, textStart + by, end + by);
    }

    /**
     * The place after an edit. Text that is put inside it belongs to it; text at its borders does not. A place without
     * text stays before what is put there.
     */
    public Place map(TextEdit edit) {
        if (edit.at() > end) {
            return this; // most edits of a long document; many places are mapped over many edits
        }
        if (start == end) {
            return at(edit.map(start, edit.at() < start));
        }
        int newStart = edit.map(start, true);
        int newText = Math.max(newStart, edit.map(textStart, textStart == start));
        int newEnd = Math.max(newText, edit.map(end, false));
        return new Place(newStart, newText, newEnd);
    }
}
