package dev.longhand.project.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is written whole or not at all: into a new sibling, forced to the disk, then moved into place in one
 * step. Whoever reads the file finds the old content or the new, never half of one. Not thread-safe.
 */
public final class WholeFile {
    private final Disk disk;
    private final Path file;
    private final Path folder;

    private WholeFile(Disk disk, Path file, Path folder) {
        this.disk = disk;
        this.file = file;
        this.folder = folder;
    }

    /**
     * {@link #at(Disk, Path)} on the system's disk.
     *
     * @throws FileProblem if it cannot be written
     */
    public static WholeFile at(Path path) throws FileProblem {
        return at(new SystemDisk(), path);
    }

    /**
     * A file that can be written, as far as can be known: its folder takes a new file, and it is no folder itself.
     * A link is followed, so that it stays a link. Nothing is left behind.
     *
     * @throws FileProblem if it cannot be written
     */
    public static WholeFile at(Disk disk, Path path) throws FileProblem {
        try {
            WholeFile whole = looked(disk, path);
            whole.tryFolder();
            return whole;
        } catch (IOException unreadable) {
            throw FileProblem.of(disk, path.toAbsolutePath(), "cannot be reached", unreadable);
        }
    }

    private static WholeFile looked(Disk disk, Path path) throws FileProblem, IOException {
        Path absolute = path.toAbsolutePath();
        Path parent = absolute.getParent();
        if (parent != null && !disk.status(parent).map(Disk.Status::folder).orElse(false)) {
            throw new FileProblem(
                    "FILE-GONE", "The folder " + parent.normalize() + " does not exist; create it or choose another.");
        }
        Optional<Disk.Status> status = disk.status(absolute);
        if (parent == null || absolute.getFileName() == null || status.map(Disk.Status::folder).orElse(false)) {
            throw new FileProblem("FILE-FOLDER", path + " is a folder; name a file in it.");
        }
        if (status.isPresent() && status.get().kind() != Disk.Kind.FILE) {
            throw new FileProblem("FILE-OTHER", path + " is no ordinary file; choose another.");
        }
        if (status.isPresent() && !disk.writable(absolute)) {
            throw new FileProblem(
                    "FILE-DENIED", path + " is write-protected; choose another file or lift the protection.");
        }
        // Links of folders are followed even where the file is not there yet, so that one file has one path.
        Path file = status.isPresent() ? disk.real(absolute) : disk.real(parent).resolve(absolute.getFileName());
        WholeFile whole = new WholeFile(disk, file, folderOf(file));
        // A name that leaves no room for the backup's is found while nothing depends on it.
        disk.status(whole.backup());
        return whole;
    }

    private static Path folderOf(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IOException("it stands in no folder");
        }
        return parent;
    }

    /** The file, absolute, links followed. */
    public Path path() {
        return file;
    }

    /** Where {@link #backUp} copies it to: {@code name.bak} beside it. */
    public Path backup() {
        return file.resolveSibling(file.getFileName() + ".bak");
    }

    /**
     * Replaces the file's content, in UTF-8.
     *
     * @throws FileProblem as {@link #write(byte[])}
     */
    public void write(String text) throws FileProblem {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Replaces the file's content.
     *
     * @throws FileProblem if that fails; the file is then as it was, except for {@code FILE-UNCONFIRMED}: the new
     *     content stands there, but the disk did not promise to keep it through a power cut
     */
    public void write(byte[] bytes) throws FileProblem {
        replace(file, bytes, Optional.empty());
    }

    /**
     * Replaces the file's content, unless another program changed the file meanwhile: it is looked at once more when
     * nothing is left to do but the last step.
     *
     * @param seen how the file was when its content was looked at; empty if it was not there
     * @return false if it is different now; nothing was written then
     * @throws FileProblem as {@link #write(byte[])}
     */
    public boolean writeOver(Optional<Disk.Status> seen, byte[] bytes) throws FileProblem {
        return replace(file, bytes, Optional.of(seen));
    }

    /**
     * Copies the file as it is now to {@link #backup}, replacing an older one; does nothing if there is no
     * file.
     *
     * @throws FileProblem if that fails; an older backup is then as it was
     */
    public void backUp() throws FileProblem {
        byte[] bytes;
        try {
            if (disk.status(file).isEmpty()) {
                return;
            }
            bytes = disk.read(file);
        } catch (IOException unreadable) {
            throw FileProblem.of(disk, file, "could not be read for its backup", unreadable);
        }
        replace(backup(), bytes, Optional.empty());
    }

    private boolean replace(Path target, byte[] bytes, Optional<Optional<Disk.Status>> expected) throws FileProblem {
        Path sibling = Sibling.of(file);
        try {
            writeNew(sibling, bytes);
            if (expected.isPresent() && !disk.status(target).equals(expected.get())) {
                deleteQuietly(sibling);
                return false;
            }
            disk.move(sibling, target);
        } catch (IOException failed) {
            deleteQuietly(sibling);
            throw FileProblem.of(disk, target, "could not be written", failed);
        }
        try {
            disk.forceFolder(folder);
        } catch (IOException failed) {
            throw new FileProblem(
                    "FILE-UNCONFIRMED",
                    target + " was written, but the disk does not confirm that it would outlast a power cut ("
                            + FileProblem.detail(failed) + "); check the disk or choose another.",
                    failed);
        }
        return true;
    }

    private void writeNew(Path sibling, byte[] bytes) throws IOException {
        try (Disk.Appending writing = disk.create(sibling)) {
            // Before the content, so that what only the writer may read is never open to others.
            if (disk.status(file).isPresent()) {
                disk.copyPermissions(file, sibling);
            }
            writing.writeAll(ByteBuffer.wrap(bytes));
            writing.force();
        }
    }

    /** Permissions alone do not tell whether a folder takes a file (read-only media, quotas), so one is made. */
    private void tryFolder() throws FileProblem {
        Path probe = Sibling.of(file);
        try {
            disk.create(probe).close();
        } catch (IOException refused) {
            Refusal refusal = Refusal.of(disk, file, refused);
            throw new FileProblem(
                    refusal.code(), "The folder " + folder + " cannot be written; choose another.", refused);
        } finally {
            deleteQuietly(probe);
        }
    }

    private void deleteQuietly(Path sibling) {
        try {
            disk.delete(sibling);
        } catch (IOException stays) {
            // It harms nobody, and Leftovers removes it when the document is opened next.
        }
    }
}
