package dev.longhand.project.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file operations that documents need, each as small as the system's own, so that a test can fail any of them.
 * Thread-safe. Every method throws {@link IOException} where the system refuses.
 */
public interface Disk {
    /** What can be known of a file without reading it. */
    record Status(long bytes, long modifiedMillis, boolean folder, Optional<Object> key) {}

    /** A file open for writing at its end. Not thread-safe. */
    interface Appending extends AutoCloseable {
        /** Writes some of {@code bytes}, as a channel does: perhaps fewer than there are. @return how many */
        int write(ByteBuffer bytes) throws IOException;

        /** Returns when everything written is on the disk itself. */
        void force() throws IOException;

        /** Cuts the file to its first {@code bytes}; writing goes on there. */
        void truncate(long bytes) throws IOException;

        /** The length of the file, in bytes. */
        long size() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** A lock that the system holds for this process until it is closed, or the process ends, however it does. */
    interface HeldLock extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** The whole content. @throws java.nio.file.NoSuchFileException if there is no such file */
    byte[] read(Path file) throws IOException;

    /** At most {@code bytes} bytes from {@code from} on; fewer where the file ends. */
    byte[] read(Path file, long from, int bytes) throws IOException;

    /** Empty if there is nothing of that name; links are followed. */
    Optional<Status> status(Path path) throws IOException;

    /** The names in a folder, in no particular order. */
    List<Path> list(Path folder) throws IOException;

    /** Opens a new file. @throws java.nio.file.FileAlreadyExistsException if there is one */
    Appending create(Path file) throws IOException;

    /** Opens a file to write at its end; makes it if there is none. */
    Appending append(Path file) throws IOException;

    /** Makes a folder; does nothing if it is there. Its parent must be. */
    void createFolder(Path folder) throws IOException;

    /**
     * Moves a file, or a folder, over {@code to} in one step: whoever looks finds the old or the new. Tries again for a
     * moment where the system refuses because another program has the file open (Windows).
     */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file if it is there. */
    void delete(Path file) throws IOException;

    /** Makes names made, moved or deleted in a folder durable, where there is such a thing. */
    void forceFolder(Path folder) throws IOException;

    /** Gives {@code to} the permissions of {@code from}, where files have any. */
    void copyPermissions(Path from, Path to) throws IOException;

    /**
     * Locks a file for this process; makes it if there is none.
     *
     * @return empty if another process, or another part of this one, holds it
     */
    Optional<HeldLock> lock(Path file) throws IOException;
}
