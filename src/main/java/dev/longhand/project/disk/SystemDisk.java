package dev.longhand.project.disk;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The disk of the system the program runs on. */
public final class SystemDisk implements Disk {
    private final Insistence insistence;

    public SystemDisk() {
        this(Insistence.ofThisSystem());
    }

    SystemDisk(Insistence insistence) {
        this.insistence = insistence;
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    @Override
    public byte[] read(Path file, long from, int bytes) throws IOException {
        try (RandomAccessFile open = opened(file, "r")) {
            int length = (int) Math.clamp(open.length() - from, 0, bytes);
            byte[] read = new byte[length];
            open.seek(from);
            int filled = 0;
            while (filled < length) {
                int more = open.read(read, filled, length - filled);
                if (more < 0) {
                    return Arrays.copyOf(read, filled);
                }
                filled += more;
            }
            return read;
        }
    }

    @Override
    public Optional<Status> status(Path path) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            Kind kind = found.isDirectory() ? Kind.FOLDER : found.isRegularFile() ? Kind.FILE : Kind.OTHER;
            return Optional.of(new Status(
                    kind, found.size(), found.lastModifiedTime().toMillis(), Optional.ofNullable(found.fileKey())));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (FileSystemException refused) {
            // POSIX has an error of its own for a name in a file instead of a folder.
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null && Files.exists(parent) && !Files.isDirectory(parent)) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    @Override
    public Path real(Path path) throws IOException {
        return path.toRealPath();
    }

    @Override
    public boolean writable(Path file) {
        return Files.isWritable(file);
    }

    @Override
    public Room room(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        return new Room(store.getUsableSpace(), store.isReadOnly());
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        try (Stream<Path> names = Files.list(folder)) {
            return names.toList();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    @Override
    public Appending create(Path file) throws IOException {
        Files.createFile(file);
        try {
            return new Open(opened(file, "rw"));
        } catch (IOException refused) {
            Files.deleteIfExists(file);
            throw refused;
        }
    }

    @Override
    public Appending append(Path file) throws IOException {
        RandomAccessFile open = opened(file, "rw");
        try {
            open.seek(open.length());
            return new Open(open);
        } catch (IOException | RuntimeException failed) {
            open.close();
            throw failed;
        }
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException there) {
            if (!Files.isDirectory(folder)) {
                throw there;
            }
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        insistence.on(() ->
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }

    @Override
    public void delete(Path file) throws IOException {
        insistence.on(() -> Files.deleteIfExists(file));
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        if (File.separatorChar == '\\') {
            // Windows opens no folders; its file systems write names down themselves.
            return;
        }
        uninterrupted(() -> {
            try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
                open.force(true);
            } catch (AccessDeniedException mayNotBeRead) {
                // A folder that takes files but shows none: its names follow when the system sees fit.
            }
            return folder;
        });
    }

    @Override
    public void copyPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (posix != null) {
            Files.setPosixFilePermissions(to, posix.readAttributes().permissions());
        }
    }

    @Override
    public Optional<HeldLock> lock(Path file) throws IOException {
        return uninterrupted(() -> SystemLock.of(file));
    }

    @Override
    public OptionalLong holder(Path file) {
        return SystemLock.holder(file);
    }

    /** An operation of a channel, which an interrupt would end by closing the channel: done again, the interrupt kept. */
    private static <T> T uninterrupted(Operation<T> operation) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return operation.run();
                } catch (ClosedByInterruptException again) {
                    interrupted = Thread.interrupted() || interrupted;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @FunctionalInterface
    private interface Operation<T> {
        T run() throws IOException;
    }

    /** Unlike a channel this goes on after an interrupt of the thread that writes. */
    private static RandomAccessFile opened(Path file, String mode) throws IOException {
        try {
            return new RandomAccessFile(file.toFile(), mode);
        } catch (FileNotFoundException refused) {
            throw Files.notExists(file) && (mode.equals("r") || isFolderGone(file))
                    ? new NoSuchFileException(file.toString())
                    : new FileSystemException(file.toString(), null, reason(file, refused));
        }
    }

    /** Java writes the path and then, in brackets, what the system said. */
    private static String reason(Path file, FileNotFoundException refused) {
        String message = String.valueOf(refused.getMessage());
        String start = file + " (";
        return message.startsWith(start) ? message.substring(start.length(), message.length() - 1) : message;
    }

    private static boolean isFolderGone(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder != null && Files.notExists(folder);
    }

    /** A file that is written at its end. */
    private static final class Open implements Appending {
        private final RandomAccessFile file;

        Open(RandomAccessFile file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            byte[] all = new byte[bytes.remaining()];
            bytes.duplicate().get(all);
            file.write(all);
            bytes.position(bytes.limit());
            return all.length;
        }

        @Override
        public void force() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void truncate(long bytes) throws IOException {
            if (bytes < file.length()) {
                file.setLength(bytes);
            }
            file.seek(file.length());
        }

        @Override
        public long size() throws IOException {
            return file.length();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
