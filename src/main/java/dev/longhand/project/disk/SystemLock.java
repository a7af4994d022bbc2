package dev.longhand.project.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock of the system on a file, with the number of the process that took it as the file's text. The system gives it
 * back when the process ends, however it does, so the file may stay.
 */
final class SystemLock implements Disk.HeldLock {
    /** Far behind the text: Windows lets nobody read what is locked. */
    private static final long LOCKED_BYTE = 1L << 30;

    private static final int LONGEST_TEXT = 32;

    /**
     * The files that this process holds. They are not opened again: on POSIX systems closing any opening of a file gives
     * up all locks of the process on it ({@link FileLock} tells).
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private SystemLock(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * @return empty if it is held already, here or in another process
     * @throws ClosedByInterruptException if the thread is interrupted meanwhile; it is not locked then
     */
    static synchronized Optional<Disk.HeldLock> of(Path path) throws IOException {
        Path file = real(path);
        if (HELD.contains(file)) {
            return Optional.empty();
        }
        Optional<SystemLock> taken = taken(file);
        if (taken.isPresent()) {
            taken.get().leaveNumber();
            HELD.add(file);
        }
        return taken.map(held -> held);
    }

    private static Optional<SystemLock> taken(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Optional<SystemLock> taken = Optional.empty();
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock != null) {
                taken = Optional.of(new SystemLock(file, channel, lock));
            }
        } catch (OverlappingFileLockException heldHere) {
            // By a part of this process that does not come this way.
            return Optional.empty();
        } catch (ClosedByInterruptException interrupted) {
            throw interrupted;
        } catch (IOException | UnsupportedOperationException unsupported) {
            FileSystemException refused = new FileSystemException(
                    file.toString(), null, "files on this disk cannot be locked (" + unsupported.getMessage() + ")");
            refused.initCause(unsupported);
            throw refused;
        } finally {
            if (taken.isEmpty()) {
                channel.close();
            }
        }
        return taken;
    }

    /** The number is for messages alone; a disk that is full does not keep a lock from being held. */
    private void leaveNumber() throws ClosedByInterruptException {
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (ClosedByInterruptException lost) {
            throw lost;
        } catch (IOException untold) {
            // The lock is held all the same.
        }
    }

    static synchronized OptionalLong holder(Path path) {
        try {
            Path file = real(path);
            if (HELD.contains(file)) {
                return OptionalLong.of(ProcessHandle.current().pid());
            }
            byte[] text = new SystemDisk().read(file, 0, LONGEST_TEXT);
            return OptionalLong.of(Long.parseLong(new String(text, StandardCharsets.US_ASCII).strip()));
        } catch (IOException | NumberFormatException unknown) {
            return OptionalLong.empty();
        }
    }

    private static Path real(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        if (Files.exists(absolute)) {
            return absolute.toRealPath();
        }
        Path folder = absolute.getParent();
        return folder == null ? absolute : folder.toRealPath().resolve(absolute.getFileName());
    }

    @Override
    public boolean held() {
        return lock.isValid();
    }

    @Override
    public synchronized void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        try (channel) {
            lock.release();
        } finally {
            HELD.remove(file);
        }
    }
}
