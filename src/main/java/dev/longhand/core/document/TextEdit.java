package dev.longhand.core.document;

/**
 * One replacement in a text: {@code removed} stood at {@code at}, now {@code inserted} does.
 *
 * @param at offset in characters (UTF-16 units)
 */
public record TextEdit(int at, String removed, String inserted) {
    /** The edit that takes this one back. */
    public TextEdit inverse() {
        return new TextEdit(at, inserted, removed);
    }

    /** True if nothing changes. */
    public boolean isEmpty() {
        return removed.equals(inserted);
    }

    /**
     * Where {@code position} lies after the edit. A position inside the removed text goes to its beginning. A position
     * at the place of an insertion stays before it, or goes behind it if {@code after}.
     */
    public int map(int position, boolean after) {
        if (position < at || (position == at && !after)) {
            return position;
        }
        int oldEnd = at + removed.length();
        if (position >= oldEnd && (position > at || after)) {
            return position + inserted.length() - removed.length();
        }
        return at;
    }
}
