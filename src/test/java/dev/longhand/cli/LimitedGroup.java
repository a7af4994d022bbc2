package dev.longhand.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A control group with a memory limit, in which programs are started. systemd makes it; without systemd it is made by
 * hand, below the group of this process or beside it, and nothing of the groups that are there is changed.
 */
final class LimitedGroup implements AutoCloseable {
    private static final Path TREES = Path.of("/sys/fs/cgroup");
    private static final String ENTER = "echo $$ > \"$0\" && exec \"$@\"";

    private final String way;
    private final List<String> entrance;
    private final Optional<Path> folder;

    private LimitedGroup(String way, List<String> entrance, Optional<Path> folder) {
        this.way = way;
        this.entrance = entrance;
        this.folder = folder;
    }

    /** A group of this many bytes, made in the first way that works; nothing where none does. */
    static Optional<LimitedGroup> of(long bytes) throws IOException, InterruptedException {
        for (String manager : List.of("--user", "--system")) {
            LimitedGroup group = new LimitedGroup(
                    "systemd-run " + manager,
                    List.of("systemd-run", manager, "--scope", "--quiet", "-p", "MemoryMax=" + bytes, "-p", "MemorySwapMax=0"),
                    Optional.empty());
            if (group.works()) {
                return Optional.of(group);
            }
        }
        for (Path parent : parents()) {
            Optional<LimitedGroup> group = below(parent, bytes);
            if (group.isPresent()) {
                return group;
            }
        }
        return Optional.empty();
    }

    /** Groups below which one may be made: of version 2, then of version 1. */
    private static List<Path> parents() throws IOException {
        List<Path> parents = new ArrayList<>();
        for (Path tree : List.of(TREES, TREES.resolve("unified"))) {
            // A group that holds processes can have no limited ones below it, unless it is the root.
            own(tree, "0::").ifPresent(own -> Stream.of(own, own.resolve("..").normalize())
                    .filter(group -> group.startsWith(tree) && givesMemory(group))
                    .forEach(parents::add));
        }
        own(TREES.resolve("memory"), ":memory:").ifPresent(parents::add);
        return parents;
    }

    /** This process's group, if it can be seen from here. */
    private static Optional<Path> own(Path tree, String mark) throws IOException {
        Path memberships = Path.of("/proc/self/cgroup");
        if (!Files.exists(memberships)) {
            return Optional.empty();
        }
        return Files.readAllLines(memberships).stream()
                .filter(line -> line.contains(mark))
                .map(line -> tree.resolve(line.split(":", 3)[2].substring(1)))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static boolean givesMemory(Path group) {
        try {
            return Arrays.asList(Files.readString(group.resolve("cgroup.subtree_control")).strip().split(" "))
                    .contains("memory");
        } catch (IOException notThere) {
            return false;
        }
    }

    private static Optional<LimitedGroup> below(Path parent, long bytes) throws IOException, InterruptedException {
        Path folder = parent.resolve("longhand-test-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(folder);
        } catch (IOException notAllowed) {
            return Optional.empty();
        }
        LimitedGroup group = new LimitedGroup(
                "the control group " + folder,
                List.of("sh", "-c", ENTER, folder.resolve("cgroup.procs").toString()),
                Optional.of(folder));
        try {
            boolean two = Files.exists(folder.resolve("memory.max"));
            Files.writeString(folder.resolve(two ? "memory.max" : "memory.limit_in_bytes"), Long.toString(bytes));
            if (group.works()) {
                return Optional.of(group);
            }
        } catch (IOException notAllowed) {
            // Removed below, as a group that lets no process in.
        }
        group.close();
        return Optional.empty();
    }

    private boolean works() throws InterruptedException {
        try {
            return start(List.of("true"))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /** A program that will run in the group. */
    ProcessBuilder start(List<String> command) {
        List<String> all = new ArrayList<>(entrance);
        all.addAll(command);
        return new ProcessBuilder(all);
    }

    /** Removes the group; what was started in it must have ended. */
    @Override
    public void close() throws IOException {
        if (folder.isPresent()) {
            Files.delete(folder.get());
        }
    }

    @Override
    public String toString() {
        return way;
    }
}
