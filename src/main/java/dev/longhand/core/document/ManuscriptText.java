package dev.longhand.core.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The text of a document as a sequence of paragraphs (lines), in blocks, so that an edit touches only the paragraphs it
 * changes and the work per key press does not grow with the document. A newline separates paragraphs. Offsets are in
 * characters (UTF-16 units). Not thread-safe.
 */
public final class ManuscriptText {
    private static final int BLOCK = 256;

    /** A run of paragraphs; {@code length} counts their characters and one newline each. */
    private static final class Block {
        final ArrayList<String> paragraphs = new ArrayList<>();
        int length;
    }

    /** A paragraph by its block and index in it, and the offset of its first character. */
    private record Spot(int block, int index, int start) {}

    private final ArrayList<Block> blocks = new ArrayList<>();
    private int length;
    private int paragraphs;

    public ManuscriptText() {
        this("");
    }

    public ManuscriptText(String text) {
        insertParagraphs(0, 0, split(text));
    }

    /** The same text, to be changed by itself; costs one reference for each paragraph. */
    public ManuscriptText copy() {
        ManuscriptText copy = new ManuscriptText();
        copy.blocks.clear();
        for (Block block : blocks) {
            Block same = new Block();
            same.paragraphs.addAll(block.paragraphs);
            same.length = block.length;
            copy.blocks.add(same);
        }
        copy.length = length;
        copy.paragraphs = paragraphs;
        return copy;
    }

    /** The number of characters. */
    public int length() {
        return length;
    }

    /** The number of paragraphs, at least 1. */
    public int paragraphs() {
        return paragraphs;
    }

    /** The paragraph at {@code index}, without its newline. */
    public String paragraph(int index) {
        int rest = index;
        for (Block block : blocks) {
            if (rest < block.paragraphs.size()) {
                return block.paragraphs.get(rest);
            }
            rest -= block.paragraphs.size();
        }
        throw new IndexOutOfBoundsException(index);
    }

    /** The index of the paragraph that {@code offset} lies in, the newline at its end included. */
    public int paragraphAt(int offset) {
        Spot spot = spot(offset);
        int before = 0;
        for (int b = 0; b < spot.block; b++) {
            before += blocks.get(b).paragraphs.size();
        }
        return before + spot.index;
    }

    /** The characters from {@code from} (inclusive) to {@code to} (exclusive). */
    public String substring(int from, int to) {
        check(from, to);
        StringBuilder out = new StringBuilder(to - from);
        Spot spot = spot(from);
        int start = spot.start;
        int index = spot.index;
        for (int b = spot.block; b < blocks.size() && start < to; b++) {
            List<String> block = blocks.get(b).paragraphs;
            for (; index < block.size() && start < to; index++) {
                String paragraph = block.get(index);
                int left = Math.max(0, from - start);
                int right = Math.min(paragraph.length(), to - start);
                out.append(paragraph, Math.min(left, right), right);
                start += paragraph.length();
                if (start < to && start >= from) {
                    out.append('\n');
                }
                start++;
            }
            index = 0;
        }
        return out.toString();
    }

    /** Replaces the characters from {@code from} to {@code to} by {@code with}, and says what was done. */
    public TextEdit replace(int from, int to, String with) {
        check(from, to);
        String removed = substring(from, to);
        Spot first = spot(from);
        Spot last = spot(to);
        String head = blocks.get(first.block).paragraphs.get(first.index).substring(0, from - first.start);
        String tail = blocks.get(last.block).paragraphs.get(last.index).substring(to - last.start);
        removeParagraphs(first, last);
        insertParagraphs(first.block, first.index, split(head + with + tail));
        return new TextEdit(from, removed, with);
    }

    /** Does {@code edit}, which must fit the text. */
    public void apply(TextEdit edit) {
        replace(edit.at(), edit.at() + edit.removed().length(), edit.inserted());
    }

    /** Does {@code edit} if the text that it removes stands there. @throws IllegalArgumentException if not */
    void applyExactly(TextEdit edit) {
        int end = edit.at() + edit.removed().length();
        if (edit.at() < 0 || end < edit.at() || end > length || !substring(edit.at(), end).equals(edit.removed())) {
            throw new IllegalArgumentException("What the edit at " + edit.at() + " removes does not stand there.");
        }
        apply(edit);
    }

    /** The paragraphs, without their newlines, as they are now; costs one reference each. */
    List<String> toParagraphs() {
        List<String> all = new ArrayList<>(paragraphs);
        blocks.forEach(block -> all.addAll(block.paragraphs));
        return Collections.unmodifiableList(all);
    }

    /** The whole text; for saving and export, never for each key. */
    @Override
    public String toString() {
        return substring(0, length);
    }

    private void check(int from, int to) {
        if (from < 0 || to < from || to > length) {
            throw new IndexOutOfBoundsException(from + " to " + to + " of " + length);
        }
    }

    private Spot spot(int offset) {
        int start = 0;
        for (int b = 0; b < blocks.size(); b++) {
            Block block = blocks.get(b);
            if (offset < start + block.length) {
                int index = 0;
                while (offset > start + block.paragraphs.get(index).length()) {
                    start += block.paragraphs.get(index).length() + 1;
                    index++;
                }
                return new Spot(b, index, start);
            }
            start += block.length;
        }
        throw new IndexOutOfBoundsException(offset);
    }

    private void removeParagraphs(Spot first, Spot last) {
        int firstBlock = first.block;
        for (int b = last.block; b >= firstBlock; b--) {
            Block block = blocks.get(b);
            int from = b == firstBlock ? first.index : 0;
            int to = b == last.block ? last.index + 1 : block.paragraphs.size();
            List<String> gone = block.paragraphs.subList(from, to);
            for (String paragraph : gone) {
                block.length -= paragraph.length() + 1;
                length -= paragraph.length() + 1;
            }
            paragraphs -= gone.size();
            gone.clear();
            if (block.paragraphs.isEmpty() && b != firstBlock) {
                blocks.remove(b);
            }
        }
    }

    private void insertParagraphs(int at, int index, List<String> added) {
        if (blocks.isEmpty()) {
            blocks.add(new Block());
            length = -1; // the last paragraph has no newline
        }
        Block block = blocks.get(at);
        block.paragraphs.addAll(index, added);
        for (String paragraph : added) {
            block.length += paragraph.length() + 1;
            length += paragraph.length() + 1;
        }
        paragraphs += added.size();
        if (block.paragraphs.size() > 2 * BLOCK) {
            divide(at);
        }
    }

    private void divide(int at) {
        List<String> all = new ArrayList<>(blocks.remove(at).paragraphs);
        int insertAt = at;
        for (int i = 0; i < all.size(); i += BLOCK) {
            Block block = new Block();
            block.paragraphs.addAll(all.subList(i, Math.min(all.size(), i + BLOCK)));
            block.length = block.paragraphs.stream().mapToInt(p -> p.length() + 1).sum();
            blocks.add(insertAt++, block);
        }
    }

    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(text.substring(start, end));
            start = end + 1;
        }
        lines.add(text.substring(start));
        return lines;
    }
}
