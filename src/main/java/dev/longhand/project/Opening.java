package dev.longhand.project;

import dev.longhand.core.document.Document;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.Leftovers;
import dev.longhand.project.disk.WholeFile;
import dev.longhand.project.journal.Journal;
import dev.longhand.project.state.Checkpoint;
import dev.longhand.project.state.ContentHash;
import dev.longhand.project.state.ProjectSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Opens documents for writing, and makes new ones, each under its lock. */
final class Opening {
    private final Workplace workplace;
    private final Disk disk;
    private final DocumentFiles files;

    private Opening(Workplace workplace, DocumentFiles files) {
        this.workplace = workplace;
        this.disk = workplace.disk();
        this.files = files;
    }

    static Opening of(Path markdown, Workplace workplace) throws FileProblem {
        return new Opening(workplace, DocumentFiles.of(workplace.disk(), markdown));
    }

    /** Opens the document with all that its journal has. */
    Project open() throws FileProblem, InUseException {
        if (!hasSidecar()) {
            // A document that cannot be read gets none.
            new DocumentReader(disk, files).read();
        }
        DocumentLock lock = locked();
        try {
            FoundDocument found = new DocumentReader(disk, files).read();
            if (found.newer()) {
                throw new FileProblem("FILE-NEWER", found.notices().getFirst().sentence());
            }
            tidy(lock);
            List<Notice> notices = new ArrayList<>(found.notices());
            setAside(found, notices);
            return opened(found, lock, notices);
        } catch (FileProblem | RuntimeException failed) {
            release(lock);
            throw failed;
        }
    }

    /** Finds out whether an earlier document of that name is open. */
    void checkFree() throws FileProblem, InUseException {
        if (hasSidecar()) {
            release(locked());
        }
    }

    private boolean hasSidecar() throws FileProblem {
        try {
            return disk.status(files.sidecar()).isPresent();
        } catch (IOException unreadable) {
            throw FileProblem.of(disk, files.sidecar(), "cannot be reached", unreadable);
        }
    }

    private Project opened(FoundDocument found, DocumentLock lock, List<Notice> notices) throws FileProblem {
        boolean backsUp = found.stored().map(StoredProject::whole).orElse(false)
                && !found.broken().contains(files.project());
        StoredWriter stored = new StoredWriter(disk, files, workplace.program(), found.stored(), backsUp);
        if (found.intact()) {
            stored.removeOlder();
        }
        DocumentWriter writer = new DocumentWriter(
                disk, files, found.style(), stored, found.standing(), found.base(), isCurrent(found));
        Document document = found.document();
        Project project = project(document, found.settings(), writer, found.lastEntry(), lock, notices(found, notices));
        try {
            project.takeUp(found.unfinished());
            if (!found.intact() || found.stored().isEmpty()) {
                project.checkpointNow();
                // Once more, so that the checkpoint before the last and its journal are sound too.
                project.checkpointNow();
            } else if (found.replayed() > 0 || !isCurrent(found)) {
                attempted(project);
            }
            return project;
        } catch (FileProblem | RuntimeException failed) {
            project.abandon();
            throw failed;
        }
    }

    /** Rolls the Markdown file forward. If that does not work now the document is open all the same. */
    private void attempted(Project project) {
        try {
            project.checkpointNow();
        } catch (FileProblem later) {
            workplace.listener().failing(later);
        }
    }

    private static boolean isCurrent(FoundDocument found) {
        return found.present().equals(found.markdown().after());
    }

    /** Whether something is in the document that is not in the Markdown file, which is as this program left it. */
    private static boolean isBehind(FoundDocument found) {
        String due = found.document().text().toString();
        boolean ours = found.present().isEmpty() || found.isOurs();
        return ours && !due.isEmpty()
                && !found.present().equals(Optional.of(ContentHash.of(found.style().bytes(due))));
    }

    private List<Notice> notices(FoundDocument found, List<Notice> notices) {
        String name = String.valueOf(files.markdown().getFileName());
        if (found.stored().isPresent() && found.replayed() > 0 && isBehind(found)) {
            notices.add(new Notice(Notice.Code.RECOVERED,
                    "What was kept or typed after " + name + " was last written came back from the journal."));
        }
        found.unfinished()
                .flatMap(generation -> generation.candidate(found.document()))
                .map(Notice::interrupted)
                .ifPresent(notices::add);
        return notices;
    }

    /**
     * Makes a new document. What stands in the Markdown file stays there until the first {@link Project#save}, which
     * keeps it as {@code .bak}; an earlier sidecar becomes {@code NAME.longhand.bak}.
     */
    Project create(Document document, ProjectSettings settings) throws FileProblem, InUseException {
        try {
            WholeFile.at(disk, files.markdown());
            DocumentLock lock = cleared();
            try {
                Optional<ContentHash> present = disk.status(files.markdown()).isPresent()
                        ? Optional.of(ContentHash.of(disk.read(files.markdown())))
                        : Optional.empty();
                StoredWriter stored =
                        new StoredWriter(disk, files, workplace.program(), Optional.empty(), false);
                stored.write(new Checkpoint(0, document.snapshot(), settings, present), MarkdownText.Style.PLAIN);
                DocumentWriter writer = new DocumentWriter(
                        disk, files, MarkdownText.Style.PLAIN, stored, present, document.snapshot(), true);
                return project(document, settings, writer, 0, lock, List.of());
            } catch (IOException | FileProblem | RuntimeException failed) {
                release(lock);
                throw failed;
            }
        } catch (IOException failed) {
            throw FileProblem.of(disk, files.sidecar(), "could not be made", failed);
        }
    }

    /** The lock of a sidecar without a document: an earlier one is kept aside. */
    private DocumentLock cleared() throws IOException, FileProblem, InUseException {
        DocumentLock lock = locked();
        try {
            if (hasWork()) {
                // No program can move a folder on Windows while it has a file in it open.
                lock.close();
                Backups.replace(disk, files.sidecar(), files.sidecarBackup());
                lock = locked();
            }
            // What is left is an attempt to make a document that failed, or one of which nothing came.
            disk.delete(files.olderProject());
            disk.delete(files.project());
            return lock;
        } catch (IOException | FileProblem | InUseException | RuntimeException failed) {
            release(lock);
            throw failed;
        }
    }

    /** Whether anybody did anything in the document that is there. */
    private boolean hasWork() throws IOException {
        for (Path file : List.of(files.history(), files.journal(), files.olderJournal())) {
            if (disk.status(file).filter(status -> status.bytes() > 0).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private Project project(
            Document document, ProjectSettings settings, DocumentWriter writer, long lastEntry, DocumentLock lock,
            List<Notice> notices)
            throws FileProblem {
        JournalNews news = new JournalNews(workplace);
        Journal journal = Journal.open(disk, files.journal(), lastEntry + 1, news);
        OpenFiles open = new OpenFiles(disk, files, lock, journal, writer);
        Project project = new Project(open, workplace, document, settings, notices);
        news.whenLost(project::lost);
        return project;
    }

    private DocumentLock locked() throws FileProblem, InUseException {
        try {
            if (disk.status(files.sidecar()).isEmpty()) {
                disk.createFolder(files.sidecar());
                disk.forceFolder(files.folder());
            }
            // The file gets a text as soon as it is locked.
            Links.refuse(disk, files.lock());
            DocumentLock lock = DocumentLock.take(disk, files, workplace.patience());
            checkLinks(lock);
            return lock;
        } catch (IOException refused) {
            throw FileProblem.of(disk, files.lock(), "could not be locked", refused);
        }
    }

    private void checkLinks(DocumentLock lock) throws IOException, FileProblem {
        try {
            Links.refuseAnyIn(disk, files.sidecar());
        } catch (IOException | FileProblem | RuntimeException refused) {
            release(lock);
            throw refused;
        }
    }

    /** Temporary files of a process that was killed while it wrote. */
    private void tidy(DocumentLock lock) {
        try {
            Leftovers.remove(disk, files.markdown(), lock);
            for (String what : List.of(DocumentFiles.OTHER, DocumentFiles.RECOVERED)) {
                for (Path copy : files.siblings(disk, what)) {
                    Leftovers.remove(disk, copy, lock);
                }
            }
            Leftovers.removeAll(disk, files.sidecar(), lock);
        } catch (IOException theyStay) {
            // They harm nobody.
        }
    }

    /** Keeps what could not be used beside the file, before that is written anew. */
    private void setAside(FoundDocument found, List<Notice> notices) throws FileProblem {
        for (Path file : found.broken()) {
            try {
                if (disk.status(file).isPresent()) {
                    setAside(file);
                }
            } catch (IOException failed) {
                throw FileProblem.of(disk, file, "could not be set aside", failed);
            }
        }
        if (!found.unplaced().isBlank()) {
            try {
                Path file = files.freeSibling(disk, DocumentFiles.RECOVERED);
                WholeFile.at(disk, file).write(found.unplaced());
                notices.add(new Notice(Notice.Code.SET_ASIDE,
                        "Text whose place is not known any more is in " + file.getFileName() + "."));
            } catch (IOException failed) {
                throw FileProblem.of(disk, files.markdown(), "could not be recovered", failed);
            }
        }
    }

    /** A file that stayed as it was since it was set aside, as opening failed then, is not set aside again. */
    private void setAside(Path file) throws IOException {
        byte[] content = disk.read(file);
        List<Path> copies = DocumentFiles.brokenCopies(disk, file);
        boolean isThere = copies.size() > 1 && Arrays.equals(content, disk.read(copies.get(copies.size() - 2)));
        if (!isThere) {
            copy(content, copies.getLast());
        }
    }

    private void copy(byte[] content, Path to) throws IOException {
        try (Disk.Appending copy = disk.create(to)) {
            copy.writeAll(ByteBuffer.wrap(content));
            copy.force();
        }
    }

    private static void release(DocumentLock lock) {
        try {
            lock.close();
        } catch (IOException endsWithTheProcess) {
            // The system gives it free then.
        }
    }
}
