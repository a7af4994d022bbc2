package dev.longhand.project;

import dev.longhand.core.document.Document;
import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.project.state.ContentHash;
import dev.longhand.project.state.ProjectSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A document as its files have it: checkpoint and journal together. What another program did to the Markdown file is
 * not in it yet.
 *
 * @param document with all candidates
 * @param markdown what the Markdown file should contain, as far as the sidecar knows
 * @param content what it does contain; empty if it is not there
 * @param present the hash of that
 * @param style how the Markdown file writes its text
 * @param unfinished the generation that was under way when the program ended
 * @param lastEntry number of the last entry of the journal; 0 if there never was one
 * @param stored what the sidecar holds for good; empty if there is no sidecar that can be used
 * @param replayed how many changes came from the journal, not from the checkpoint
 * @param intact false if anything of the sidecar was missing, torn or damaged
 * @param broken files that could not be used; they are set aside before anything is written
 * @param unplaced text from damaged parts for which no place is known; may be empty
 * @param newer whether a newer Longhand wrote the sidecar: the document may only be read
 * @param notices for the writer
 */
record FoundDocument(
        Document document,
        ProjectSettings settings,
        Replay.MarkdownState markdown,
        Optional<byte[]> content,
        Optional<ContentHash> present,
        MarkdownText.Style style,
        Optional<UnfinishedGeneration> unfinished,
        long lastEntry,
        Optional<StoredProject> stored,
        int replayed,
        boolean intact,
        List<Path> broken,
        String unplaced,
        boolean newer,
        List<Notice> notices) {
    /** Whether the Markdown file is as this program wrote it, some time since the checkpoint. */
    boolean isOurs() {
        return present.filter(markdown::isOurs).isPresent();
    }

    /** What counts as written by this program. */
    Optional<ContentHash> standing() {
        return isOurs() ? present : markdown.after();
    }

    /** The document that the Markdown file came from. */
    DocumentSnapshot base() {
        return isOurs() || content.isEmpty()
                ? markdown.text()
                : MergeBase.nearer(markdown.text(), markdown.earlier(), content.get());
    }
}
