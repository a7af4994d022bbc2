package dev.longhand.model;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
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
            long available = memAvailable();
            try {
                for (String line : Files.readAllLines(root.resolve("proc/self/cgroup"))) {
                    available = Math.min(available, restOfGroup(line));
                }
            } catch (IOException e) {
                LOGGER.log(Level.DEBUG, "No control groups to read", e);
            }
            return available;
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

        /** A line is {@code 0::/path} for the unified hierarchy or {@code 9:memory:/path} for the older one. */
        private long restOfGroup(String line) {
            String[] fields = line.split(":", 3);
            if (fields.length < 3) {
                return Long.MAX_VALUE;
            }
            boolean unified = fields[0].equals("0") && fields[1].isEmpty();
            if (!unified && !(("," + fields[1] + ",").contains(",memory,"))) {
                return Long.MAX_VALUE;
            }
            Path top = root.resolve(unified ? "sys/fs/cgroup" : "sys/fs/cgroup/memory");
            // In a container the path may be the host's; then the group's own files lie at the top.
            Path group = top.resolve(fields[2].replaceFirst("^/+", "")).normalize();
            long rest = Long.MAX_VALUE;
            for (Path at = group; at != null && at.startsWith(top); at = at.getParent()) {
                rest = Math.min(rest, unified ? restV2(at) : restV1(at));
            }
            return group.startsWith(top) ? rest : Math.min(rest, unified ? restV2(top) : restV1(top));
        }

        private static long restV2(Path group) {
            return rest(group.resolve("memory.max"), group.resolve("memory.current"), group, "");
        }

        private static long restV1(Path group) {
            return rest(
                    group.resolve("memory.limit_in_bytes"),
                    group.resolve("memory.usage_in_bytes"),
                    group,
                    "total_");
        }

        /**
         * Pages of files, the mapped weights of a model among them, are given back before a limit kills anybody: they
         * count as free, as they do in {@code MemAvailable}.
         */
        private static long rest(Path limit, Path usage, Path group, String prefix) {
            OptionalLong most = number(limit);
            OptionalLong used = number(usage);
            if (most.isEmpty() || used.isEmpty()) {
                return Long.MAX_VALUE;
            }
            Path statistics = group.resolve("memory.stat");
            long free = statistic(statistics, prefix + "inactive_file") + statistic(statistics, prefix + "active_file");
            return Math.max(0, most.getAsLong() - Math.max(0, used.getAsLong() - free));
        }

        private static OptionalLong number(Path file) {
            try {
                return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
            } catch (IOException | NumberFormatException e) {
                return OptionalLong.empty(); // absent, or the word "max"
            }
        }

        private static long statistic(Path file, String name) {
            try {
                for (String line : Files.readAllLines(file)) {
                    if (line.startsWith(name + " ")) {
                        return Long.parseLong(line.substring(name.length() + 1).strip());
                    }
                }
            } catch (IOException | NumberFormatException e) {
                return 0;
            }
            return 0;
        }
    }
}
