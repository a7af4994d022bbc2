package dev.longhand.project.disk;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Another process that uses the system's disk as this one does, until it is killed or its input ends. */
final class DiskProcess implements AutoCloseable {
    /** What the process writes: the number again and again, so that a torn text shows. */
    private static final int REPEATED = 20_000;

    private final Process process;
    private final BufferedReader output;

    private DiskProcess(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Tries to lock {@code file} and says {@code held}, or {@code refused} and the holder's number. */
    static DiskProcess locking(Path file) throws IOException {
        return start("lock", file);
    }

    /** Writes {@code file} over and over, and says the number of each text when it is written. */
    static DiskProcess writing(Path file) throws IOException {
        return start("write", file);
    }

    private static DiskProcess start(String what, Path file) throws IOException {
        return new DiskProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dsun.jnu.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DiskProcess.class.getName(),
                        what,
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    long pid() {
        return process.pid();
    }

    /** The next line it says; null when it has ended. */
    @Nullable String line() throws IOException {
        return output.readLine();
    }

    /** As {@code kill -9} does; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        kill();
        output.close();
    }

    static boolean isWhole(String text) {
        int line = text.indexOf('\n') + 1;
        return line > 0 && text.equals(text.substring(0, line).repeat(REPEATED));
    }

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1]);
        if (arguments[0].equals("write")) {
            WholeFile whole = WholeFile.at(file);
            for (int i = 0; ; i++) {
                whole.write((i + "\n").repeat(REPEATED));
                System.out.println(i);
            }
        }
        SystemDisk disk = new SystemDisk();
        Optional<Disk.HeldLock> lock = disk.lock(file);
        System.out.println(lock.isPresent() ? "held" : "refused " + disk.holder(file).orElse(-1));
        if (lock.isPresent()) {
            System.in.read();
        }
    }
}
