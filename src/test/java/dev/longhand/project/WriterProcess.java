package dev.longhand.project;

import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.SystemDisk;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Another process in which a {@link SeededWriter} works on a document until it is killed. Before each step it writes the
 * step's number and the time into a file, {@code asked} where the step has files written, and afterwards what is certain:
 * {@code safe} and the number of a step up to which everything is on the disk.
 */
final class WriterProcess implements AutoCloseable {
    /** Between two steps: a model that is faster than most, and a writer who is faster than all. */
    private static final long PAUSE_MICROS = 1_000;

    private final Process process;
    private final BufferedReader output;
    private final PrintWriter input;

    private WriterProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /** Starts one that waits for its work. */
    static WriterProcess start() throws IOException {
        return new WriterProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx256m",
                        "-Dsun.jnu.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriterProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Has it open {@code document}, say {@code opening} before, and do no more. */
    void opens(Path document) {
        works(document, 0, Path.of(""));
    }

    /** Has it open {@code document} and work; it says {@code opening}, and {@code begun} after its first step. */
    void works(Path document, long seed, Path witness) {
        input.println(document);
        input.println(seed);
        input.println(witness);
    }

    /** The next line it says; null when it has ended. */
    @Nullable String line() throws IOException {
        return output.readLine();
    }

    /** Lets it go on for a while. @return false if it ended by itself */
    boolean goesOnFor(Duration time) throws InterruptedException {
        return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** As {@code kill -9} does; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
        output.close();
        input.close();
    }

    public static void main(String[] arguments) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String file = input.readLine();
        if (file == null) {
            return;
        }
        Path document = Path.of(file);
        long seed = Long.parseLong(input.readLine());
        String witness = input.readLine();
        ScheduledExecutorService owner =
                Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "owner"));
        Notes notes = new Notes(witness);
        owner.submit(() -> {
            System.out.println("opening");
            Project project = Project.open(
                    document, new Workplace(new SystemDisk(), owner, notes, "Longhand test", Duration.ZERO));
            if (!witness.isEmpty()) {
                At at = new At(project, notes);
                at.writer = new SeededWriter(project.document(), project.recorder(), at, seed);
                owner.scheduleWithFixedDelay(at::step, 0, PAUSE_MICROS, TimeUnit.MICROSECONDS);
            }
            return project;
        }).get();
        owner.awaitTermination(1, TimeUnit.HOURS);
    }

    /** The witness: what it was told outlives the process. */
    private static final class Notes implements ProjectListener {
        private final OutputStream file;

        Notes(String file) throws IOException {
            this.file = file.isEmpty() ? System.err : new FileOutputStream(file, true);
        }

        void write(String line) {
            try {
                file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public void failing(FileProblem problem) {
            write("wrong " + problem.getMessage());
        }

        @Override
        public void noticed(Notice notice) {
            write("wrong " + notice);
        }
    }

    /** The writer's place of work. */
    private static final class At implements SeededWriter.Files {
        private final Project project;
        private final Notes notes;
        private @Nullable SeededWriter writer;
        private int step;

        At(Project project, Notes notes) {
            this.project = project;
            this.notes = notes;
        }

        void step() {
            try {
                step++;
                notes.write(step + " " + System.currentTimeMillis());
                if (writer != null) {
                    writer.step();
                }
                if (step == 1) {
                    System.out.println("begun");
                }
            } catch (Exception | Error wrong) {
                notes.write("wrong " + wrong);
                throw new IllegalStateException(wrong);
            }
        }

        @Override
        public void commit() throws FileProblem {
            project.commitNow();
            notes.write("safe " + step);
        }

        @Override
        public void save() {
            watched(project.save());
        }

        @Override
        public void checkpoint() {
            watched(project.checkpoint());
        }

        private void watched(CompletableFuture<Void> writing) {
            int asked = step;
            notes.write("asked " + asked);
            writing.whenComplete((done, failed) -> notes.write(failed == null ? "safe " + asked : "wrong " + failed));
        }
    }
}
