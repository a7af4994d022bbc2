package dev.longhand.project.state;

import dev.longhand.core.document.DocumentChange;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.engine.TokenCount;
import java.util.Optional;

/** One entry of a document's journal: all of them, one after another, from a checkpoint on, make the document. */
public sealed interface JournalEntry {
    /** The document changed. */
    record Changed(DocumentChange change) implements JournalEntry {}

    /**
     * A generation began. If no candidate of this number follows, the program ended in its middle.
     *
     * @param number that its candidate will have
     */
    record Started(int chunk, int number, Provenance provenance) implements JournalEntry {}

    /**
     * Text came from the generation that began last.
     *
     * @param text since the entry before
     * @param tokensSoFar of the generation
     */
    record Streamed(int chunk, int number, String text, TokenCount tokensSoFar) implements JournalEntry {}

    /**
     * The Markdown file is about to be written with the text as all entries before this one make it.
     *
     * @param before what stands in the file; empty if there is none
     * @param after what will
     */
    record Writing(Optional<ContentHash> before, ContentHash after) implements JournalEntry {}

    /** The settings are others now. */
    record Configured(ProjectSettings settings) implements JournalEntry {}
}
