package dev.longhand.project.disk;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The names of the temporary files in which a file's new content grows: {@code .guide.md.4f1c09aa-<uuid>.tmp}. The eight
 * digits come from the whole name, so that a long name can be shortened and still no other file's is meant.
 */
final class Sibling {
    private static final Pattern NAME = Pattern.compile(
            "\\..*\\.[0-9a-f]{8}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp", Pattern.DOTALL);

    /** Of the file's own name; with what is added the name stays far below the 255 bytes that file systems take. */
    private static final int SHOWN_BYTES = 120;

    private Sibling() {}

    /** A new name beside {@code file}. */
    static Path of(Path file) {
        return file.resolveSibling(prefix(file) + UUID.randomUUID() + ".tmp");
    }

    /** Whether {@code other} has a name that {@link #of} gives for {@code file}. */
    static boolean isOne(Path other, Path file) {
        String name = String.valueOf(other.getFileName());
        return name.startsWith(prefix(file)) && NAME.matcher(name).matches();
    }

    /** Whether {@code other} has a name that {@link #of} gives for any file. */
    static boolean isOne(Path other) {
        return NAME.matcher(String.valueOf(other.getFileName())).matches();
    }

    private static String prefix(Path file) {
        String name = String.valueOf(file.getFileName());
        return "." + shortened(name) + "." + digits(name) + "-";
    }

    private static String shortened(String name) {
        int end = 0;
        int bytes = 0;
        while (end < name.length()) {
            int next = name.offsetByCodePoints(end, 1);
            bytes += name.substring(end, next).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > SHOWN_BYTES) {
                break;
            }
            end = next;
        }
        return name.substring(0, end);
    }

    private static String digits(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }
}
