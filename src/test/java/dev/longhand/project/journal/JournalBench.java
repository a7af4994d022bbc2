package dev.longhand.project.journal;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.SystemDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Prints what the journal costs on a disk of this machine. Run its main with a folder on that disk. */
public final class JournalBench {
    private static final int EVENTS = 500_000;
    private static final int BATCHES = 5_000;
    private static final int COMMITS = 1_000;
    private static final int KEYS_IN_BATCH = 2;

    private final Disk disk = new SystemDisk();
    private final Path file;

    private JournalBench(Path file) {
        this.file = file;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(arguments.length > 0 ? arguments[0] : "target"), "journal-bench");
        JournalBench bench = new JournalBench(folder.resolve("journal.jsonl"));
        for (int warmUp = 0; warmUp < 2; warmUp++) {
            bench.events();
        }
        System.out.println("figure                                     median      p95      max  (microseconds)");
        bench.events().print();
        bench.batches();
        bench.commits();
        bench.reading();
        Files.deleteIfExists(folder);
    }

    private record Figures(double append, double overall) {
        void print() {
            System.out.printf(Locale.ROOT, "append, on the caller's side, mean       %8.3f%n", append);
            System.out.printf(Locale.ROOT, "event, from append to disk, mean         %8.3f%n", overall);
        }
    }

    private static String keys(int number) {
        return "{\"type\":\"edited\",\"at\":" + (100_000 + number) + ",\"removed\":\"\",\"inserted\":\"key \u9600\"}";
    }

    private static Supplier<String> event(int number) {
        return () -> keys(number);
    }

    /** Many events at once, as a fast engine makes them. */
    private Figures events() throws Exception {
        disk.delete(file);
        try (Journal journal = Journal.open(disk, file, 1, new Throwing())) {
            long start = System.nanoTime();
            for (int i = 0; i < EVENTS; i++) {
                journal.append(event(i));
            }
            long appended = System.nanoTime();
            journal.commit().get();
            long done = System.nanoTime();
            return new Figures((appended - start) / 1e3 / EVENTS, (done - start) / 1e3 / EVENTS);
        }
    }

    /** What the journal's thread does for the keys of 200 ms, without and with the force of each second. */
    private void batches() throws IOException {
        disk.delete(file);
        JournalWork work = new JournalWork(disk, file, JournalFile.open(disk, file), 1, new Throwing());
        long[] written = new long[BATCHES];
        long[] forced = new long[BATCHES];
        int writes = 0;
        int forces = 0;
        long now = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            now += Inbox.BATCH_NANOS;
            List<JournalOrder> keys = List.of(
                    new JournalOrder.Append(event(KEYS_IN_BATCH * batch)),
                    new JournalOrder.Append(event(KEYS_IN_BATCH * batch + 1)));
            boolean force = work.due().isPresent() && work.due().getAsLong() <= now;
            long start = System.nanoTime();
            work.step(keys, now);
            long took = System.nanoTime() - start;
            if (force) {
                forced[forces++] = took;
            } else {
                written[writes++] = took;
            }
        }
        work.finish(now);
        print("keystroke batch (200 ms of typing), written", Arrays.copyOf(written, writes));
        print("the same, forced (once a second)", Arrays.copyOf(forced, forces));
    }

    private void commits() throws Exception {
        disk.delete(file);
        long[] took = new long[COMMITS];
        try (Journal journal = Journal.open(disk, file, 1, new Throwing())) {
            for (int i = 0; i < COMMITS; i++) {
                long start = System.nanoTime();
                journal.append(event(i));
                journal.commit().get();
                took[i] = System.nanoTime() - start;
            }
        }
        print("entry with commit, until it is on the disk", took);
    }

    private void reading() throws Exception {
        events();
        long start = System.nanoTime();
        int lines = JournalReader.read(disk, file, 0).lines().size();
        long took = System.nanoTime() - start;
        System.out.printf(Locale.ROOT, "line read, mean                          %8.3f%n", took / 1e3 / lines);
        System.out.printf(
                Locale.ROOT, "(%d lines, %d bytes, %d ms)%n", lines, Files.size(file), TimeUnit.NANOSECONDS.toMillis(took));
        disk.delete(file);
    }

    private static void print(String name, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-43s%8.1f %8.1f %8.1f%n",
                name,
                nanos[nanos.length / 2] / 1e3,
                nanos[nanos.length * 95 / 100] / 1e3,
                nanos[nanos.length - 1] / 1e3);
    }

    /** A bench on a disk that fails measures nothing. */
    private static final class Throwing implements JournalListener {
        @Override
        public void problem(FileProblem problem) {
            throw new AssertionError(problem);
        }

        @Override
        public void recovered() {}

        @Override
        public void lost(FileProblem problem) {
            throw new AssertionError(problem);
        }
    }
}
