package dev.longhand.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The memory that the Linux control groups of this process leave it: its own group and every group above may have a
 * limit. Which groups they are stands in {@code /proc/self/cgroup}, where their files lie in {@code /proc/self/mountinfo}
 * (cgroups(7), proc_pid_mountinfo(5)).
 *
 * @param root the folder that has {@code proc}; mount points are looked for below it too
 */
record ControlGroups(Path root) {
    /** No limit. */
    static final long UNLIMITED = Long.MAX_VALUE;

    /** A version of the interface: how a group's files are called and how its statistics begin. */
    private enum Version {
        ONE(List.of("memory.limit_in_bytes"), "memory.usage_in_bytes", "total_"),
        /** Above {@code memory.high} the kernel slows a group down until it is below, which is no room to work in. */
        TWO(List.of("memory.max", "memory.high"), "memory.current", "");

        private final List<String> limits;
        private final String usage;
        private final String prefix;

        Version(List<String> limits, String usage, String prefix) {
            this.limits = limits;
            this.usage = usage;
            this.prefix = prefix;
        }
    }

    /**
     * A mounted tree of groups that may limit memory.
     *
     * @param group the group at its top, as {@code /proc/self/cgroup} would name it
     * @param top the folder of that group
     */
    private record Mount(Version version, String group, Path top) {}

    /**
     * Bytes that all groups together leave; {@link #UNLIMITED} if none has a limit.
     *
     * @throws IOException if there are no control groups to read
     */
    long rest() throws IOException {
        List<String> memberships = lines("proc/self/cgroup");
        long rest = UNLIMITED;
        for (String line : lines("proc/self/mountinfo")) {
            Optional<Mount> mount = mount(line);
            Optional<String> path = mount.flatMap(m -> path(memberships, m.version()));
            if (mount.isPresent() && path.isPresent()) {
                rest = Math.min(rest, rest(mount.get(), path.get()));
            }
        }
        return rest;
    }

    /** Lines of a file in which a name may be in any encoding. */
    private List<String> lines(String file) throws IOException {
        return new String(Files.readAllBytes(root.resolve(file)), StandardCharsets.UTF_8).lines().toList();
    }

    /** A line is {@code 35 31 0:32 /group /mount/point rw,relatime - cgroup cgroup rw,memory}; before the dash may be more. */
    private Optional<Mount> mount(String line) {
        String[] halves = line.split(" - ", 2);
        String[] place = halves[0].split(" ");
        String[] kind = halves.length < 2 ? new String[0] : halves[1].split(" ");
        if (place.length < 6 || kind.length < 3) {
            return Optional.empty();
        }
        Path top = root.resolve(relative(unescaped(place[4])));
        if (kind[0].equals("cgroup2")) {
            return Optional.of(new Mount(Version.TWO, unescaped(place[3]), top));
        }
        boolean memory = kind[0].equals("cgroup") && hasMemory(kind[2]);
        return memory ? Optional.of(new Mount(Version.ONE, unescaped(place[3]), top)) : Optional.empty();
    }

    /** The process's group; a line is {@code 0::/path} for version 2 or {@code 9:memory:/path} for version 1. */
    private static Optional<String> path(List<String> memberships, Version version) {
        for (String line : memberships) {
            String[] fields = line.split(":", 3);
            boolean fits = fields.length == 3
                    && (version == Version.TWO ? line.startsWith("0::") : hasMemory(fields[1]));
            if (fits) {
                return Optional.of(fields[2]);
            }
        }
        return Optional.empty();
    }

    private static boolean hasMemory(String list) {
        return Arrays.asList(list.split(",")).contains("memory");
    }

    private static long rest(Mount mount, String path) {
        Path group = folder(mount, path);
        long rest = UNLIMITED;
        for (Path at = group; at != null && at.startsWith(mount.top()); at = at.getParent()) {
            rest = Math.min(rest, rest(at, mount.version()));
        }
        return rest;
    }

    /** In a container a group's path may be the host's, of which only the container's own end, or nothing, is mounted. */
    private static Path folder(Mount mount, String path) {
        boolean below = mount.group().equals("/") || (path + "/").startsWith(mount.group() + "/");
        if (!below) {
            return mount.top();
        }
        String rest = mount.group().equals("/") ? path : path.substring(mount.group().length());
        Path group = mount.top().resolve(relative(rest)).normalize();
        return group.startsWith(mount.top()) ? group : mount.top();
    }

    /**
     * Pages of files, the mapped weights of a model among them, are given back before a limit kills anybody: they count
     * as free, as they do in {@code MemAvailable}. What lies in memory file systems is in neither of the two lists.
     */
    private static long rest(Path group, Version version) {
        OptionalLong most = version.limits.stream()
                .flatMap(name -> number(group.resolve(name)).stream().boxed())
                .mapToLong(Long::longValue)
                .min();
        OptionalLong used = number(group.resolve(version.usage));
        if (most.isEmpty() || used.isEmpty()) {
            return UNLIMITED;
        }
        long files = statistic(group, version.prefix + "inactive_file") + statistic(group, version.prefix + "active_file");
        return Math.max(0, most.getAsLong() - Math.max(0, used.getAsLong() - files));
    }

    private static OptionalLong number(Path file) {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty(); // absent, or the word "max"
        }
    }

    private static long statistic(Path group, String name) {
        try (Stream<String> lines = Files.lines(group.resolve("memory.stat"))) {
            return lines.filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).strip()))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException | NumberFormatException e) {
            return 0;
        }
    }

    private static String relative(String path) {
        return path.replaceFirst("^/+", "");
    }

    /** In mountinfo a space, a tab, a line break and a backslash are written in octal. */
    private static String unescaped(String text) {
        return text.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\");
    }
}
