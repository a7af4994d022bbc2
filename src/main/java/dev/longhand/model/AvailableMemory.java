package dev.longhand.model;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import oshi.SystemInfo;

/**
 * How much memory a program may still take, in bytes. On Linux the smaller of the kernel's {@code MemAvailable} and what
 * is left of the control groups the process is in; elsewhere what the system reports as available.
 */
@FunctionalInterface
public interface AvailableMemory {
    /** Bytes available now; read anew at each call. */
    long bytes();

    /** This machine's. */
    static AvailableMemory ofThisMachine() {
        return System.getProperty("os.name", "").startsWith("Linux")
                ? new Linux(Path.of("/"))::bytes
                : () -> new SystemInfo().getHardware().getMemory().getAvailable();
    }

    /**
     * Linux, below a root folder that tests choose.
     *
     * @param root the folder that has {@code proc} and {@code sys}
     */
    record Linux(Path root) {
        private static final Logger LOGGER = System.getLogger(AvailableMemory.class.getName());
        private static final int KIBIBYTE = 1024;

        long bytes() {
            try {
                return Math.min(memAvailable(), new ControlGroups(root).rest());
            } catch (IOException e) {
                LOGGER.log(Level.DEBUG, "No control groups to read", e);
                return memAvailable();
            }
        }

        private long memAvailable() {
            try {
                for (String line : Files.readAllLines(root.resolve("proc/meminfo"))) {
                    if (line.startsWith("MemAvailable:")) {
                        return Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE;
                    }
                }
            } catch (IOException | NumberFormatException e) {
                LOGGER.log(Level.WARNING, "The available memory cannot be read; no limit is assumed", e);
            }
            return Long.MAX_VALUE;
        }
    }
}
