package dev.longhand.project;

import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.WholeFile;
import dev.longhand.project.format.EntryJson;
import dev.longhand.project.journal.Journal;
import dev.longhand.project.state.ContentHash;
import dev.longhand.project.state.JournalEntry;
import dev.longhand.project.state.ProjectSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** The files of one open document, under its lock: everything is written by the journal's thread, in the order it came. */
final class OpenFiles {
    private static final System.Logger LOG = System.getLogger(OpenFiles.class.getName());

    private final Disk disk;
    private final DocumentFiles files;
    private final DocumentLock lock;
    private final Journal journal;
    private final DocumentWriter writer;

    OpenFiles(Disk disk, DocumentFiles files, DocumentLock lock, Journal journal, DocumentWriter writer) {
        this.disk = disk;
        this.files = files;
        this.lock = lock;
        this.journal = journal;
        this.writer = writer;
    }

    Path markdown() {
        return files.markdown();
    }

    void append(Supplier<JournalEntry> entry) {
        journal.append(() -> EntryJson.write(entry.get()));
    }

    CompletableFuture<Void> commit() {
        return journal.commit().thenAccept(safe -> {});
    }

    /** {@link #commit}, waiting until it is done or has failed once; it is tried again all the same. */
    void commitNow() throws FileProblem {
        now(journal.attempt());
    }

    CompletableFuture<SaveResult> save(DocumentSnapshot document, Optional<ContentHash> merged) {
        return journal.run(turn -> written(() -> writer.save(turn, document, merged)));
    }

    /** @param running all that is to be said of the generation under way */
    CompletableFuture<SaveResult> checkpoint(
            DocumentSnapshot document, Optional<ContentHash> merged, ProjectSettings settings,
            List<JournalEntry> running) {
        CompletableFuture<SaveResult> result = new CompletableFuture<>();
        CompletableFuture<Void> rotated = journal.rotate(turn -> {
            SaveResult saved = written(() -> {
                lock.keep();
                return writer.checkpoint(turn, document, merged, settings, running);
            });
            if (saved instanceof SaveResult.ChangedElsewhere) {
                result.complete(saved);
                throw new NotWrittenException();
            }
            return saved;
        });
        rotated.whenComplete((done, failed) -> {
            if (failed == null) {
                result.complete(new SaveResult.Saved(writer.wasGone()));
            } else if (!(failed instanceof NotWrittenException)) {
                result.completeExceptionally(failed);
            }
        });
        return result;
    }

    /** The checkpoint has to wait for a merge, and the journal goes on as it is. */
    private static final class NotWrittenException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Keeps another program's file beside the document. @return the name it has there */
    CompletableFuture<Path> keepOther(byte[] content) {
        return journal.aside(() -> written(() -> {
            Path copy = files.freeSibling(disk, DocumentFiles.OTHER);
            WholeFile.at(disk, copy).write(content);
            return copy;
        }));
    }

    /** Something that writes. */
    private interface Writing<T> {
        T run() throws IOException, FileProblem;
    }

    private <T> T written(Writing<T> writing) throws FileProblem {
        try {
            return writing.run();
        } catch (IOException failed) {
            throw FileProblem.of(disk, files.markdown(), "could not be written", failed);
        }
    }

    /** Waits for what was asked of the journal's thread. */
    static <T> T now(CompletableFuture<T> future) throws FileProblem {
        try {
            return future.join();
        } catch (CompletionException failed) {
            throw problem(failed);
        }
    }

    /** What to tell of a failure on the journal's thread. */
    static FileProblem problem(Throwable failed) {
        Throwable cause = failed instanceof CompletionException && failed.getCause() != null ? failed.getCause() : failed;
        if (cause instanceof FileProblem problem) {
            return problem;
        }
        LOG.log(System.Logger.Level.ERROR, "A document could not be written.", cause);
        return new FileProblem("FILE-ERROR", "The document could not be written; the details are in the log.", cause);
    }

    /** Ends the journal's thread and gives the document free. */
    void close() throws FileProblem {
        CompletableFuture<Void> all = commit();
        abandon();
        now(all);
    }

    /** Ends the journal's thread and gives the document free, whatever could be written. */
    void abandon() {
        journal.close();
        release();
    }

    private void release() {
        try {
            lock.close();
        } catch (IOException endsWithTheProcess) {
            // The system gives the lock free then, if not now.
        }
    }
}
