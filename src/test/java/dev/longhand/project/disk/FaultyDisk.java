package dev.longhand.project.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Another disk, of which one operation fails, or one and all that follow. Operations are counted from 1, those of open
 * files and locks included. Run the same once for each {@code k} until one was not {@link #reached}.
 */
public final class FaultyDisk implements Disk {
    /** What happens. A fault that an operation cannot have (a read on a full disk) spares it. */
    public enum Fault {
        /** An error of the device: any operation. What is closed is closed all the same. */
        ERROR,
        /** “No space left on device”: what makes names or writes; of a write nothing is written. */
        FULL,
        /** A write that writes half of the bytes, and then fails for want of room. */
        TORN_WRITE,
        /** A write that writes half of the bytes and says so, as every disk may; no failure. */
        SHORT_WRITE,
        /** A disk that turned read-only: whatever changes something. */
        READ_ONLY,
        /** Permissions that were taken away: opening, making names, moving and deleting. */
        DENIED,
        /** The process ends here, in the middle of a write, before any other operation; nothing works any more. */
        DEATH
    }

    /** What an operation does, so that faults know whom they concern. */
    private enum Need {
        NOTHING,
        NAMES,
        ROOM_FOR_NAMES,
        WRITE,
        CHANGE
    }

    /** The process has ended: what the program would still do does not happen. No program catches it by accident. */
    public static final class ProcessDied extends Error {
        private static final long serialVersionUID = 1L;

        ProcessDied(String operation) {
            super("the process ended at " + operation);
        }
    }

    private final Disk disk;
    private final long first;
    private final Fault fault;
    private final boolean lasting;
    private final List<String> log = new ArrayList<>();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private int failed;
    private boolean mended;

    private FaultyDisk(Disk disk, long first, Fault fault, boolean lasting) {
        this.disk = disk;
        this.first = first;
        this.fault = fault;
        this.lasting = lasting;
    }

    /** Counts and logs, and fails nothing. */
    public static FaultyDisk counting(Disk disk) {
        return new FaultyDisk(disk, Long.MAX_VALUE, Fault.ERROR, false);
    }

    /** Fails the {@code k}-th operation alone; after {@link Fault#DEATH} nothing works. */
    public static FaultyDisk at(long k, Fault fault, Disk disk) {
        return new FaultyDisk(disk, k, fault, fault == Fault.DEATH);
    }

    /** Fails the {@code k}-th operation and all that follow. */
    public static FaultyDisk from(long k, Fault fault, Disk disk) {
        return new FaultyDisk(disk, k, fault, true);
    }

    /** How many operations there were. */
    public synchronized long operations() {
        return log.size();
    }

    /** Whether there was a {@code k}-th operation at all; if not, larger ones need no run. */
    public synchronized boolean reached() {
        return log.size() >= first;
    }

    /** How many operations failed. */
    public synchronized int failed() {
        return failed;
    }

    /** Each operation with its number, and what happened to it if it failed; for the message of a failing test. */
    public synchronized List<String> log() {
        return List.copyOf(log);
    }

    /** Nothing fails any more. */
    public synchronized void mend() {
        mended = true;
    }

    /** As the system does when a process ends: closes its files, gives back its locks. */
    public void endProcess() throws Exception {
        for (AutoCloseable closing : open) {
            closing.close();
        }
        open.clear();
    }

    @Override
    public String toString() {
        return fault + (lasting ? " from " : " at ") + first + " of " + operations() + ":\n" + String.join("\n", log());
    }

    /** Counts an operation. @return what is to happen to it, if anything */
    private synchronized @Nullable Fault count(Need need, String operation) {
        log.add(log.size() + 1 + " " + operation);
        boolean due = lasting ? log.size() >= first : log.size() == first;
        if (!due || mended || !concerns(need)) {
            return null;
        }
        failed++;
        log.set(log.size() - 1, log.getLast() + " <- " + fault);
        return fault;
    }

    private boolean concerns(Need need) {
        return switch (fault) {
            case ERROR, DEATH -> true;
            case FULL -> need == Need.ROOM_FOR_NAMES || need == Need.WRITE;
            case TORN_WRITE, SHORT_WRITE -> need == Need.WRITE;
            case READ_ONLY -> need != Need.NOTHING;
            case DENIED -> need == Need.NAMES || need == Need.ROOM_FOR_NAMES;
        };
    }

    /** Whether the process ends just now. */
    private synchronized boolean isDying(Fault fault) {
        return fault == Fault.DEATH && failed == 1;
    }

    private void operation(Need need, String name, Path path) throws IOException {
        Fault happening = count(need, name + " " + path.getFileName());
        if (happening != null) {
            fail(happening, name, path.toString());
        }
    }

    private static void fail(Fault fault, String name, String path) throws IOException {
        switch (fault) {
            case ERROR -> throw new FileSystemException(path, null, "Input/output error");
            case FULL, TORN_WRITE -> throw new FileSystemException(path, null, "No space left on device");
            case READ_ONLY -> throw new FileSystemException(path, null, "Read-only file system");
            case DENIED -> throw new AccessDeniedException(path);
            case DEATH -> throw new ProcessDied(name + " " + path);
            case SHORT_WRITE -> {
                // No failure.
            }
        }
    }

    @Override
    public byte[] read(Path file) throws IOException {
        operation(Need.NOTHING, "read", file);
        return disk.read(file);
    }

    @Override
    public byte[] read(Path file, long from, int bytes) throws IOException {
        operation(Need.NOTHING, "read part of", file);
        return disk.read(file, from, bytes);
    }

    @Override
    public Optional<Status> status(Path path) throws IOException {
        operation(Need.NOTHING, "status", path);
        return disk.status(path);
    }

    @Override
    public Path real(Path path) throws IOException {
        operation(Need.NOTHING, "real", path);
        return disk.real(path);
    }

    @Override
    public boolean writable(Path file) throws IOException {
        operation(Need.NOTHING, "writable", file);
        return disk.writable(file);
    }

    @Override
    public Room room(Path folder) throws IOException {
        operation(Need.NOTHING, "room", folder);
        return disk.room(folder);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        operation(Need.NOTHING, "list", folder);
        return disk.list(folder);
    }

    @Override
    public Appending create(Path file) throws IOException {
        operation(Need.ROOM_FOR_NAMES, "create", file);
        return opened(disk.create(file), file);
    }

    @Override
    public Appending append(Path file) throws IOException {
        operation(Need.ROOM_FOR_NAMES, "append", file);
        return opened(disk.append(file), file);
    }

    private Appending opened(Appending file, Path path) {
        open.add(file);
        return new Open(file, path);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        operation(Need.ROOM_FOR_NAMES, "createFolder", folder);
        disk.createFolder(folder);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        operation(Need.ROOM_FOR_NAMES, "move to " + to.getFileName() + " of", from);
        disk.move(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        operation(Need.NAMES, "delete", file);
        disk.delete(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        operation(Need.NOTHING, "forceFolder", folder);
        disk.forceFolder(folder);
    }

    @Override
    public void copyPermissions(Path from, Path to) throws IOException {
        operation(Need.CHANGE, "copyPermissions to", to);
        disk.copyPermissions(from, to);
    }

    @Override
    public Optional<HeldLock> lock(Path file) throws IOException {
        operation(Need.ROOM_FOR_NAMES, "lock", file);
        Optional<HeldLock> lock = disk.lock(file);
        lock.ifPresent(open::add);
        return lock.map(held -> new Held(held, file));
    }

    @Override
    public OptionalLong holder(Path file) {
        return disk.holder(file);
    }

    /** A file that is written at its end. */
    private final class Open implements Appending {
        private final Appending file;
        private final Path path;

        Open(Appending file, Path path) {
            this.file = file;
            this.path = path;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            Fault happening = count(Need.WRITE, "write " + bytes.remaining() + " bytes to " + path.getFileName());
            if (happening == null) {
                return file.write(bytes);
            }
            int written = 0;
            if (happening == Fault.TORN_WRITE || happening == Fault.SHORT_WRITE || isDying(happening)) {
                // At least one byte, so that who writes on comes to an end.
                ByteBuffer half = bytes.slice(bytes.position(), Math.ceilDiv(bytes.remaining(), 2));
                file.writeAll(half);
                written = half.limit();
                bytes.position(bytes.position() + written);
            }
            fail(happening, "write", path.toString());
            return written;
        }

        @Override
        public void force() throws IOException {
            operation(Need.WRITE, "force", path);
            file.force();
        }

        @Override
        public void truncate(long bytes) throws IOException {
            operation(Need.CHANGE, "truncate to " + bytes, path);
            file.truncate(bytes);
        }

        @Override
        public long size() throws IOException {
            operation(Need.NOTHING, "size of", path);
            return file.size();
        }

        @Override
        public void close() throws IOException {
            closeOf(file, path);
        }
    }

    /** A lock on the other disk. */
    private final class Held implements HeldLock {
        private final HeldLock lock;
        private final Path path;

        Held(HeldLock lock, Path path) {
            this.lock = lock;
            this.path = path;
        }

        @Override
        public boolean held() {
            return lock.held();
        }

        @Override
        public void close() throws IOException {
            closeOf(lock, path);
        }
    }

    /** A file whose closing fails is closed nevertheless; a process that has ended closes nothing itself. */
    private void closeOf(AutoCloseable closing, Path path) throws IOException {
        Fault happening = count(Need.NOTHING, "close " + path.getFileName());
        if (happening != Fault.DEATH) {
            open.remove(closing);
            try {
                closing.close();
            } catch (IOException | RuntimeException failed) {
                throw failed;
            } catch (Exception impossible) {
                throw new AssertionError(impossible);
            }
        }
        if (happening != null) {
            fail(happening, "close", path.toString());
        }
    }
}
