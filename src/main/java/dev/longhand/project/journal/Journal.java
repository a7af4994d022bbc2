package dev.longhand.project.journal;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The journal of an open document, written by the one named thread on which everything of that document is written.
 * Thread-safe, and nothing but {@link #close} waits for the disk.
 *
 * <p>Entries are written together, 200 ms at the latest after the first of them came, and forced to the disk at a
 * commit, and 1 s at the latest after they were written. What cannot be written is kept and tried again with what comes
 * next, and each second. Futures are completed on the journal's thread: what hangs on them must be short.
 */
public final class Journal implements AutoCloseable {
    /** Code of the problem of a journal that is gone, or lacks an entry: only a checkpoint puts that right. */
    public static final String LOST = "JOURNAL-LOST";

    private static final System.Logger LOG = System.getLogger(Journal.class.getName());
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

    private final Path file;
    private final Inbox inbox;
    private final LongSupplier nanoTime;
    private final JournalWork work;
    private final Thread thread;

    private Journal(Disk disk, Path file, JournalFile open, long next, JournalListener listener, LongSupplier nanoTime) {
        this.file = file;
        this.nanoTime = nanoTime;
        this.inbox = new Inbox(nanoTime);
        this.work = new JournalWork(disk, file, open, next, listener);
        // A daemon, so that a disk that never answers does not keep the program from ending.
        this.thread = Thread.ofPlatform().name("longhand-journal").daemon().start(this::obey);
    }

    /**
     * Opens a journal to append to; makes it if there is none. A line that was torn at its end stays and counts for
     * nothing. One that {@link JournalReader} found damaged must not be appended to: rotate it, or set it aside.
     *
     * @param next the number of the first entry
     * @throws FileProblem if it cannot be opened
     */
    public static Journal open(Disk disk, Path file, long next, JournalListener listener) throws FileProblem {
        return open(disk, file, next, listener, System::nanoTime);
    }

    /** @param nanoTime a clock that only counts */
    static Journal open(Disk disk, Path file, long next, JournalListener listener, LongSupplier nanoTime)
            throws FileProblem {
        try {
            return new Journal(disk, file, JournalFile.open(disk, file), next, listener, nanoTime);
        } catch (IOException failed) {
            throw FileProblem.of(disk, file, "could not be opened for writing", failed);
        }
    }

    /**
     * Appends an entry and returns at once.
     *
     * @param json gives one JSON object without line breaks and without members {@code n} and {@code crc}, at most 64
     *     MiB, on the journal's thread. If it throws, the journal counts as lost.
     * @throws IllegalStateException if the journal is closed
     */
    public void append(Supplier<String> json) {
        if (!inbox.put(new JournalOrder.Append(json))) {
            throw new IllegalStateException("The journal is closed.");
        }
    }

    /**
     * Forces everything appended before to the disk.
     *
     * @return completed, with the number of an entry up to which all are safe, when that is done, however long writing
     *     fails before; failed with a {@link FileProblem} if the journal is closed without it
     */
    public CompletableFuture<Long> commit() {
        CompletableFuture<Long> done = new CompletableFuture<>();
        return put(new JournalOrder.Commit(done), done);
    }

    /**
     * {@link #commit}, failed with a {@link FileProblem} as soon as an attempt fails, or while the journal is lost.
     * Everything appended waits all the same, and writing is tried again.
     */
    public CompletableFuture<Long> attempt() {
        CompletableFuture<Long> done = new CompletableFuture<>();
        return put(new JournalOrder.Attempt(done), done);
    }

    /**
     * Runs a task on the journal's thread when everything appended before is safe on the disk, and before anything that
     * comes later is written.
     *
     * @return what the task gives or throws; failed with a {@link FileProblem} if the journal cannot be written
     *     before, is lost, or is closed; the task is not run later then
     */
    public <T> CompletableFuture<T> run(JournalTask<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        return put(new JournalOrder.Run<>(task, done), done);
    }

    /**
     * Runs a task on the journal's thread that needs no journal: in its turn, but not waiting until the journal can be
     * written.
     *
     * @return what the task gives or throws; failed with a {@link FileProblem} if the journal is closed
     */
    public <T> CompletableFuture<T> aside(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        return put(new JournalOrder.Aside<>(task, done), done);
    }

    /**
     * Writes a checkpoint on the journal's thread, as {@link #run} does, and then begins a new file; the one so far is
     * kept under a second name until the next rotation. While the journal is lost or cannot be written, the checkpoint
     * does not wait for it.
     *
     * @param checkpoint makes all that was appended before durable by itself
     * @return completed when the new file is there; failed if the checkpoint was not written (the journal then goes on
     *     in its old file) or the journal is closed before
     */
    public CompletableFuture<Void> rotate(JournalTask<?> checkpoint) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        return put(new JournalOrder.Rotate(checkpoint, done), done);
    }

    /**
     * Writes and forces what is left and ends the thread. Waits for that, at most 10 s if the disk does not answer; not
     * at all on the journal's own thread. The listener hears if something could not be written.
     */
    @Override
    public void close() {
        inbox.close();
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        long end = System.nanoTime() + LONGEST_CLOSE.toNanos();
        for (long rest = LONGEST_CLOSE.toNanos(); rest > 0 && thread.isAlive(); rest = end - System.nanoTime()) {
            try {
                thread.join(Duration.ofNanos(rest));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (thread.isAlive()) {
            LOG.log(Level.WARNING, "The journal {0} could not be closed: its disk does not answer.", file);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> CompletableFuture<T> put(JournalOrder order, CompletableFuture<T> done) {
        if (!inbox.put(order)) {
            done.completeExceptionally(new FileProblem("JOURNAL-CLOSED", "The journal " + file + " is closed."));
        }
        return done;
    }

    private void obey() {
        do {
            work.step(inbox.take(work.due()), nanoTime.getAsLong());
        } while (!inbox.closed());
        // What was put in between the last batch and the closing; nothing follows.
        work.step(inbox.take(work.due()), nanoTime.getAsLong());
        work.finish(nanoTime.getAsLong());
    }
}
