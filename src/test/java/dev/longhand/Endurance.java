package dev.longhand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How thorough the long checks are in this build, and where their figures are written. */
public final class Endurance {
    private static final String FULL = "full";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Endurance() {}

    /** Whether the long checks run in full. */
    public static boolean full() {
        return System.getProperty("longhand.endurance", "tenth").equals(FULL);
    }

    /** {@code full} rounds where the long checks run in full, otherwise a tenth of them, at least one. */
    public static int of(int full) {
        return full() ? full : Math.max(1, full / 10);
    }

    /**
     * Writes a check's figures to {@code endurance.json} in the build folder; those of an earlier run are replaced.
     * Several tests, threads and processes may do so at once.
     *
     * @param name of the check
     * @param figures what Jackson can write
     */
    public static void record(String name, Map<String, ?> figures) {
        record(Path.of(System.getProperty("longhand.build", "target")), name, figures);
    }

    static synchronized void record(Path folder, String name, Map<String, ?> figures) {
        Path file = folder.resolve("endurance.json");
        try (FileChannel channel = FileChannel.open(
                        folder.resolve("endurance.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            Map<String, Object> all = Files.exists(file)
                    ? JSON.readValue(Files.readString(file), new TypeReference<LinkedHashMap<String, Object>>() {})
                    : new LinkedHashMap<>();
            Map<String, Object> entry = new LinkedHashMap<>(figures);
            entry.put("rounds", full() ? FULL : "tenth");
            all.put(name, entry);
            Files.writeString(file, JSON.writeValueAsString(all));
        } catch (IOException e) {
            throw new UncheckedIOException("The figures of " + name + " could not be written.", e);
        }
    }
}
