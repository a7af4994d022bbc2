package dev.longhand.project.journal;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A journal whose thread is the test's own and whose clock moves when the test says so. */
final class JournalDesk implements JournalListener {
    static final Path FOLDER = Path.of("/guide.longhand");
    static final Path FILE = FOLDER.resolve("journal.jsonl");

    /** Tests fail disks thousands of times; the log has nothing to add to what the listener hears. */
    private static final Logger SILENT = Logger.getLogger(JournalWork.class.getPackageName());

    static {
        SILENT.setLevel(Level.OFF);
    }

    /** What the listener heard: codes, {@code recovered}, and {@code lost}. */
    final List<String> heard = new ArrayList<>();

    private final JournalWork work;
    private final Inbox inbox = new Inbox(this::now);
    /** About to overflow, as a clock that only counts may be. */
    private long now = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(150);

    private int appended;

    JournalDesk(Disk disk) throws IOException {
        this(disk, 1);
    }

    JournalDesk(Disk disk, long next) throws IOException {
        work = new JournalWork(disk, FILE, JournalFile.open(disk, FILE), next, this);
    }

    static String entry(long number) {
        return "{\"entry\":" + number + "}";
    }

    long now() {
        return now;
    }

    /** Appends entries that tell how many were appended before. */
    void append(int entries) {
        for (int i = 0; i < entries; i++) {
            int number = ++appended;
            append(() -> entry(number));
        }
        tick();
    }

    void append(Supplier<String> json) {
        inbox.put(new JournalOrder.Append(json));
    }

    CompletableFuture<Long> commit() {
        CompletableFuture<Long> done = new CompletableFuture<>();
        inbox.put(new JournalOrder.Commit(done));
        tick();
        return done;
    }

    CompletableFuture<Long> attempt() {
        CompletableFuture<Long> done = new CompletableFuture<>();
        inbox.put(new JournalOrder.Attempt(done));
        tick();
        return done;
    }

    <T> CompletableFuture<T> aside(Callable<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        inbox.put(new JournalOrder.Aside<>(task, done));
        tick();
        return done;
    }

    <T> CompletableFuture<T> run(JournalTask<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        inbox.put(new JournalOrder.Run<>(task, done));
        tick();
        return done;
    }

    CompletableFuture<Void> rotate(JournalTask<?> checkpoint) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        inbox.put(new JournalOrder.Rotate(checkpoint, done));
        tick();
        return done;
    }

    /** Lets time pass, and the journal do what is due meanwhile. */
    void pass(long millis) {
        long end = now + TimeUnit.MILLISECONDS.toNanos(millis);
        while (end - now > 0) {
            now += Math.min(end - now, TimeUnit.MILLISECONDS.toNanos(10));
            tick();
        }
    }

    void close() {
        inbox.close();
        tick();
        work.finish(now);
    }

    private void tick() {
        while (inbox.ready(work.due())) {
            work.step(inbox.take(work.due()), now);
            if (inbox.closed()) {
                return;
            }
        }
    }

    @Override
    public void problem(FileProblem problem) {
        heard.add(problem.code());
    }

    @Override
    public void recovered() {
        heard.add("recovered");
    }

    @Override
    public void lost(FileProblem problem) {
        heard.add("lost");
    }
}
