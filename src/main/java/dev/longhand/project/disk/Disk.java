package dev.longhand.project.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The file operations that documents need, each as small as the system's own, so that a test can fail any of them.
 * Thread-safe; an interrupt of the calling thread disturbs none of them. Every method throws {@link IOException} where
 * the system refuses.
 */
public interface Disk {
    /** What a name stands for. */
    enum Kind {
        FILE,
        FOLDER,
        /** A device, a pipe: nothing to keep a text in. */
        OTHER
    }

    /**
     * What can be known of a file without reading it.
     *
     * @param bytes its length
     * @param modifiedMillis since 1970, by a clock that may jump
     * @param key equal for two names of one file, where the system has such a thing
     */
    record Status(Kind kind, long bytes, long modifiedMillis, Optional<Object> key) {
        public boolean folder() {
            return kind == Kind.FOLDER;
        }
    }

    /** @param usableBytes what this process may still write */
    record Room(long usableBytes, boolean readOnly) {}

    /**
     * A file open for writing at its end. Not thread-safe. On Windows a file that is open can be neither moved nor
     * deleted: close it first.
     */
    interface Appending extends AutoCloseable {
        /** Writes some of {@code bytes}, as a channel does: perhaps fewer than there are. @return how many */
        int write(ByteBuffer bytes) throws IOException;

        /** Returns when everything written is on the disk itself; its name is there after {@link Disk#forceFolder}. */
        void force() throws IOException;

        /** Cuts the file to its first {@code bytes}; writing goes on there. */
        void truncate(long bytes) throws IOException;

        /** The length of the file, in bytes. */
        long size() throws IOException;

        @Override
        void close() throws IOException;

        /** Writes all of {@code bytes}. If that fails, any part of them may stand in the file. */
        default void writeAll(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                if (write(bytes) <= 0) {
                    throw new IOException("nothing could be written");
                }
            }
        }
    }

    /** A lock that the system holds for this process until it is closed, or the process ends, however it does. */
    interface HeldLock extends AutoCloseable {
        /** Whether it still is; false once closed. */
        boolean held();

        /** Gives the lock back; does nothing the second time. */
        @Override
        void close() throws IOException;
    }

    /** The whole content. @throws java.nio.file.NoSuchFileException if there is no such file */
    byte[] read(Path file) throws IOException;

    /** At most {@code bytes} bytes from {@code from} on; fewer where the file ends. */
    byte[] read(Path file, long from, int bytes) throws IOException;

    /** Empty if there is nothing of that name; links are followed. */
    Optional<Status> status(Path path) throws IOException;

    /** The absolute path with every link followed. @throws java.nio.file.NoSuchFileException if nothing is there */
    Path real(Path path) throws IOException;

    /** Whether permissions let this process change a file that is there. A folder may refuse all the same. */
    boolean writable(Path file) throws IOException;

    /** What the disk under a folder still takes. */
    Room room(Path folder) throws IOException;

    /** What stands in a folder, as paths in it, in no particular order. */
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

    /** Deletes a file, or an empty folder, if it is there. */
    void delete(Path file) throws IOException;

    /** Makes names made, moved or deleted in a folder durable, where there is such a thing. */
    void forceFolder(Path folder) throws IOException;

    /** Gives {@code to} the permissions of {@code from}, where files have any. */
    void copyPermissions(Path from, Path to) throws IOException;

    /**
     * Locks a file for this process; makes it if there is none. Its content is the disk's own. While it is held nothing
     * else in this process may open the file: on POSIX systems closing it again would give up the lock.
     *
     * @return empty if another process, or another part of this one, holds it
     * @throws IOException also where the file system has no locks
     */
    Optional<HeldLock> lock(Path file) throws IOException;

    /** The process that last locked a file, by the number it left there; for messages only. */
    OptionalLong holder(Path file);
}
