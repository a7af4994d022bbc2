package dev.longhand.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which signals reach this process and those it starts. Whoever started the tests may keep some from them: a shell
 * without job control the interrupt of what it runs in the background, {@code nohup} the hang-up.
 */
final class Signals {
    private static final Path STATUS = Path.of("/proc/self/status");

    private Signals() {}

    /** What stands for a Ctrl-C: the interrupt, or where it is kept from us the order to terminate. */
    static String interrupt() {
        return isIgnored(2) ? "TERM" : "INT";
    }

    static boolean hangUpArrives() {
        return !isIgnored(1);
    }

    private static boolean isIgnored(int number) {
        try {
            return Files.exists(STATUS)
                    && Files.readAllLines(STATUS).stream()
                            .filter(line -> line.startsWith("SigIgn:"))
                            .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
                            .anyMatch(mask -> (mask >>> (number - 1) & 1) == 1);
        } catch (IOException e) {
            return false;
        }
    }
}
