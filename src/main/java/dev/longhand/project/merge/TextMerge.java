package dev.longhand.project.merge;

import dev.longhand.core.document.TextEdit;
import java.util.List;

/**
 * What another program changed in a file, as edits of the document that was meanwhile changed here. The sides are
 * compared line by line; a line that changed is compared word by word, so that places in a document survive a small
 * correction beside or inside them.
 *
 * <p>Changes of different lines are all kept. The same change on both sides is none. Where both sides changed the same
 * lines differently, or put in different lines at the same place, our text stays and a conflict says so; the caller keeps
 * the whole other text under another name, so that nothing is lost.
 *
 * <p>A byte order mark, CR LF for LF, and a missing line break at the end are no changes: a document has LF and no mark,
 * and the program ends a file with a line break. What is put in has LF.
 *
 * @param edits to be done one after another, from the last place to the first
 * @param conflicts where something of theirs was left out, in the order of their places
 */
public record TextMerge(List<TextEdit> edits, List<Conflict> conflicts) {
    /** For all comparisons of one merge; well under a second. */
    private static final long EFFORT = 10_000_000;

    public TextMerge {
        edits = List.copyOf(edits);
        conflicts = List.copyOf(conflicts);
    }

    /**
     * Lines that both sides changed differently. The texts are whole lines with LF.
     *
     * @param at where our text begins in the document after all edits, in characters (UTF-16 units)
     * @param base what both had before; empty where both put something in
     * @param ours what stands in the document; empty if it was taken out here
     * @param theirs what the other program made of it; empty if it took it out
     */
    public record Conflict(int at, String base, String ours, String theirs) {}

    /**
     * The edits of {@code ours} that bring in what {@code theirs} changed against {@code base}. Takes time about as the
     * texts are long, whatever they contain: what is too large and too different to be compared in detail counts as
     * replaced as a whole.
     *
     * @param base the text that both sides come from
     * @param ours the text of the document now
     * @param theirs the text that another program wrote
     */
    public static TextMerge of(String base, String ours, String theirs) {
        FileText document = new FileText(ours);
        String ourText = document.text();
        String baseText = new FileText(base).text();
        String theirText = new FileText(theirs).text();
        if (theirText.equals(baseText) || theirText.equals(ourText)) {
            return new TextMerge(List.of(), List.of());
        }
        LineMerge merge = new LineMerge(baseText, ourText, theirText, new SequenceDiff(EFFORT));
        List<TextEdit> edits = document.ownEdits(merge.edits());
        List<Conflict> conflicts = merge.conflicts().stream()
                .map(c -> new Conflict(after(document.position(c.at()), edits), c.base(), c.ours(), c.theirs()))
                .toList();
        return new TextMerge(edits.reversed(), conflicts);
    }

    /** The text of a file as a document holds it: no byte order mark, no CR at the end of a line. */
    public static String plain(String fileText) {
        return FileText.plain(fileText);
    }

    /** Where a position of the text before {@code edits}, which are in the order of their places, lies after them. */
    private static int after(int position, List<TextEdit> edits) {
        int moved = position;
        for (TextEdit edit : edits) {
            if (edit.at() + edit.removed().length() > position) {
                break;
            }
            moved += edit.inserted().length() - edit.removed().length();
        }
        return moved;
    }
}
