package dev.longhand.project;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/**
 * A file that is written whole or not at all: into a new sibling, forced to the disk, then moved into place in one
 * step. Whoever reads the file finds the old text or the new, never half of one. Not thread-safe.
 */
public final class WholeFile {
    private final Path file;
    private final Path folder;

    private WholeFile(Path file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /**
     * A file that can be written, as far as can be known: its folder takes a new file, and it is no folder itself.
     * A link is followed, so that it stays a link. Nothing is left behind.
     *
     * @throws FileProblem if it cannot be written
     */
    public static WholeFile at(Path path) throws FileProblem {
        Path file = resolved(path);
        Path folder = file.getParent();
        if (folder == null || file.getFileName() == null || Files.isDirectory(file)) {
            throw new FileProblem(path + " is a folder; name a file in it.");
        }
        if (!Files.isDirectory(folder)) {
            throw new FileProblem("The folder " + folder + " does not exist; create it or choose another.");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new FileProblem(path + " is no ordinary file; choose another.");
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new FileProblem(path + " is write-protected; choose another file or lift the protection.");
        }
        WholeFile whole = new WholeFile(file, folder);
        whole.tryFolder();
        return whole;
    }

    /** The file, absolute, links followed. */
    public Path path() {
        return file;
    }

    /** Where {@link #backUp} copies it to: {@code name.bak} beside it. */
    Path backup() {
        return file.resolveSibling(file.getFileName() + ".bak");
    }

    /**
     * Replaces the file's content.
     *
     * @throws FileProblem if that fails; the file is then as it was
     */
    public void write(String text) throws FileProblem {
        Path sibling = sibling();
        try {
            writeNew(sibling, StandardCharsets.UTF_8.encode(text));
            keepPermissions(sibling);
            moveIntoPlace(sibling, file);
        } catch (IOException failed) {
            throw problem(file, failed);
        } finally {
            deleteQuietly(sibling);
        }
    }

    /**
     * Copies the file as it is now to {@link #backup}, replacing an older one; does nothing if there is no
     * file.
     *
     * @throws FileProblem if that fails
     */
    public void backUp() throws FileProblem {
        Path backup = backup();
        Path sibling = sibling();
        try {
            if (Files.exists(file)) {
                writeNew(sibling, ByteBuffer.wrap(Files.readAllBytes(file)));
                keepPermissions(sibling);
                moveIntoPlace(sibling, backup);
            }
        } catch (IOException failed) {
            throw problem(backup, failed);
        } finally {
            deleteQuietly(sibling);
        }
    }

    /** Links of folders are followed even where the file is not there yet, so that one file has one path. */
    private static Path resolved(Path path) throws FileProblem {
        try {
            Path absolute = path.toAbsolutePath();
            if (Files.exists(absolute)) {
                return absolute.toRealPath();
            }
            Path folder = absolute.getParent();
            return folder != null && Files.isDirectory(folder)
                    ? folder.toRealPath().resolve(absolute.getFileName())
                    : absolute.normalize();
        } catch (IOException unreadable) {
            throw new FileProblem(path + " cannot be reached: " + unreadable.getMessage() + ".", unreadable);
        }
    }

    /** Permissions alone do not tell whether a folder takes a file (read-only media, quotas), so one is made. */
    private void tryFolder() throws FileProblem {
        Path probe = sibling();
        try {
            Files.createFile(probe);
        } catch (IOException refused) {
            throw new FileProblem("The folder " + folder + " cannot be written; choose another.", refused);
        } finally {
            deleteQuietly(probe);
        }
    }

    private Path sibling() {
        return file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    }

    private static void writeNew(Path path, ByteBuffer bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private void keepPermissions(Path sibling) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix != null && Files.exists(file)) {
            Files.setPosixFilePermissions(sibling, posix.readAttributes().permissions());
        }
    }

    private void moveIntoPlace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException notAtomic) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
        forceFolder();
    }

    /** The new name is on the disk only when the folder is; Windows has no such thing and refuses to open one. */
    private void forceFolder() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notPossible) {
            // The file itself is written; its name follows when the system sees fit.
        }
    }

    private static FileProblem problem(Path path, IOException failed) {
        String why = failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
        return new FileProblem(path + " could not be written (" + why + "); make room or choose another file.", failed);
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException gone) {
            // An empty or complete sibling that cannot be deleted harms nobody.
        }
    }
}
