package dev.longhand.project.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Why the system refused to change a file, as far as it tells. */
enum Refusal {
    FULL("FILE-FULL", "the disk is full; make room and try again"),
    READ_ONLY("FILE-READ-ONLY", "its disk is read-only; choose another folder"),
    DENIED("FILE-DENIED", "the system does not allow it; lift the protection or choose another file"),
    GONE("FILE-GONE", "its folder is gone; bring it back or choose another"),
    NAME("FILE-NAME", "the name is too long for this disk; choose a shorter one"),
    OPEN("FILE-OPEN", "another program has it open; close it there and try again"),
    OTHER("FILE-ERROR", "the system reports an error; check the disk or choose another");

    /** The longest name in bytes that the common file systems take, without a path. */
    private static final int LONGEST_NAME = 255;

    /** A disk with less room than this counts as full where the system's message is in a language not known here. */
    private static final long NO_ROOM = 64 * 1024;

    private final String code;
    private final String advice;

    Refusal(String code, String advice) {
        this.code = code;
        this.advice = advice;
    }

    String code() {
        return code;
    }

    /** The reason and what to do, as the end of a sentence without its full stop. */
    String advice() {
        return advice;
    }

    /**
     * Java has exceptions for few reasons and hands on the system's message, in the system's language, for the others.
     * So the English messages are known here, and then the disk itself is asked.
     */
    static Refusal of(Disk disk, Path file, IOException failed) {
        Optional<Refusal> said = said(String.valueOf(failed.getMessage()));
        if (said.isPresent()) {
            return said.get();
        }
        Path folder = file.getParent();
        if (failed instanceof NoSuchFileException || folder != null && isGone(disk, folder)) {
            return GONE;
        }
        Optional<Disk.Room> room = folder == null ? Optional.empty() : room(disk, folder);
        if (room.isPresent() && room.get().readOnly()) {
            return READ_ONLY;
        }
        if (failed instanceof AccessDeniedException) {
            return DENIED;
        }
        if (room.isPresent() && room.get().usableBytes() < NO_ROOM) {
            return FULL;
        }
        return bytes(file) > LONGEST_NAME ? NAME : OTHER;
    }

    private static Optional<Refusal> said(String message) {
        if (contains(message, "No space left on device", "not enough space on the disk", "uota exceeded", "disk is full")) {
            return Optional.of(FULL);
        }
        if (contains(message, "Read-only file system", "media is write protected")) {
            return Optional.of(READ_ONLY);
        }
        if (contains(message, "File name too long", "filename or extension is too long")) {
            return Optional.of(NAME);
        }
        if (contains(message, "being used by another process")) {
            return Optional.of(OPEN);
        }
        return contains(message, "Permission denied", "Operation not permitted", "Access is denied")
                ? Optional.of(DENIED)
                : Optional.empty();
    }

    private static boolean contains(String message, String... parts) {
        return List.of(parts).stream().anyMatch(message::contains);
    }

    private static boolean isGone(Disk disk, Path folder) {
        try {
            return disk.status(folder).isEmpty();
        } catch (IOException unknown) {
            return false;
        }
    }

    private static Optional<Disk.Room> room(Disk disk, Path folder) {
        try {
            return Optional.of(disk.room(folder));
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    private static int bytes(Path file) {
        return String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8).length;
    }
}
