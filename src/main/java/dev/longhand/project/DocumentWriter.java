package dev.longhand.project;

import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.WholeFile;
import dev.longhand.project.format.EntryJson;
import dev.longhand.project.journal.JournalTurn;
import dev.longhand.project.state.Checkpoint;
import dev.longhand.project.state.ContentHash;
import dev.longhand.project.state.JournalEntry;
import dev.longhand.project.state.ProjectSettings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/** Writes the Markdown file and the checkpoint of one document. Used on the journal's thread only. */
final class DocumentWriter {
    private final Disk disk;
    private final DocumentFiles files;
    private final MarkdownText.Style style;
    private final StoredWriter stored;
    private Optional<ContentHash> standing;
    private DocumentSnapshot base;
    /** Whether {@link #base} is what stands there, and not a text that was to be written. */
    private boolean current;
    /** What was about to be written last, and may stand there although writing failed. */
    private Optional<Attempt> attempt = Optional.empty();
    private boolean backedUp;
    private boolean wasGone;

    private record Attempt(ContentHash content, DocumentSnapshot document) {}

    /**
     * @param standing what should stand in the Markdown file; empty if it was never written
     * @param base the document whose text that is
     * @param current false if {@code base} is a later text, which was to be written there
     */
    DocumentWriter(
            Disk disk, DocumentFiles files, MarkdownText.Style style, StoredWriter stored,
            Optional<ContentHash> standing, DocumentSnapshot base, boolean current) {
        this.disk = disk;
        this.files = files;
        this.style = style;
        this.stored = stored;
        this.standing = standing;
        this.base = base;
        this.current = current;
    }

    /**
     * Writes the Markdown file unless another program changed it. The journal says so before, so that whatever happens
     * the file is known as ours.
     *
     * @param merged content of another program's that is in the document already and may be replaced
     */
    SaveResult save(JournalTurn journal, DocumentSnapshot document, Optional<ContentHash> merged)
            throws IOException, FileProblem {
        for (int tries = Merging.MOST_TRIES; tries > 0; tries--) {
            Optional<SaveResult> result = attempted(journal, document, merged);
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw Merging.changesAllTheTime(files.markdown());
    }

    /** @return empty if another program changed the file at this very moment */
    private Optional<SaveResult> attempted(
            JournalTurn journal, DocumentSnapshot document, Optional<ContentHash> merged)
            throws IOException, FileProblem {
        byte[] bytes = style.bytes(document.text());
        ContentHash after = ContentHash.of(bytes);
        Optional<Disk.Status> seen = disk.status(files.markdown());
        Optional<byte[]> content = content();
        Optional<ContentHash> present = content.map(ContentHash::of);
        attempt.filter(last -> present.equals(Optional.of(last.content)))
                .ifPresent(last -> base = last.document);
        boolean ours = present.equals(standing)
                || attempt.map(Attempt::content).equals(present);
        if (present.filter(after::equals).isPresent()) {
            if (!standing.equals(present)) {
                journal.write(EntryJson.write(new JournalEntry.Writing(present, after)));
                // Whoever wrote it, it may not be safe from a power cut yet.
                disk.forceFolder(files.folder());
            }
            wrote(after, document);
            wasGone = false;
            return Optional.of(new SaveResult.Saved(false));
        }
        if (present.isPresent() && current && present.equals(standing)
                && document.paragraphs().equals(base.paragraphs())) {
            // Nothing was done to the text: a file of another program, or of an earlier document, stays as it is.
            wasGone = false;
            return Optional.of(new SaveResult.Saved(false));
        }
        if (present.isPresent() && !ours && !present.equals(merged)) {
            DocumentSnapshot tried = attempt.map(Attempt::document).orElse(base);
            return Optional.of(
                    new SaveResult.ChangedElsewhere(content.get(), MergeBase.nearer(base, tried, content.get())));
        }
        wasGone = present.isEmpty() && standing.isPresent();
        WholeFile file = WholeFile.at(disk, files.markdown());
        journal.write(EntryJson.write(new JournalEntry.Writing(present, after)));
        if (!backedUp) {
            file.backUp();
            backedUp = true;
        }
        attempt = Optional.of(new Attempt(after, document));
        if (!file.writeOver(seen, bytes)) {
            return Optional.empty();
        }
        wrote(after, document);
        return Optional.of(new SaveResult.Saved(wasGone));
    }

    /** Whether the Markdown file was not there any more when it was written last. */
    boolean wasGone() {
        return wasGone;
    }

    private void wrote(ContentHash hash, DocumentSnapshot document) {
        standing = Optional.of(hash);
        base = document;
        current = true;
        attempt = Optional.empty();
    }

    private Optional<byte[]> content() throws IOException {
        try {
            return Optional.of(disk.read(files.markdown()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /**
     * Writes the Markdown file and then, unless another program changed it, the document as all entries until now make
     * it; the journal begins anew after it. A checkpoint's text is therefore always that of the Markdown file: whatever another
     * program does to the file later is a change of that text.
     *
     * @param running says all of the generation under way, which is not in a checkpoint
     */
    SaveResult checkpoint(
            JournalTurn journal, DocumentSnapshot document, Optional<ContentHash> merged, ProjectSettings settings,
            List<JournalEntry> running)
            throws IOException, FileProblem {
        SaveResult saved = save(journal, document, merged);
        if (saved instanceof SaveResult.Saved) {
            Checkpoint checkpoint = new Checkpoint(journal.last(), document, settings, standing);
            for (JournalEntry entry : running) {
                journal.carry(EntryJson.write(entry));
            }
            stored.write(checkpoint, style);
            stored.removeOlder();
        }
        return saved;
    }
}
