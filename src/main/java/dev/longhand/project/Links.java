package dev.longhand.project;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells what lies in a folder from links that lead elsewhere. A sidecar may come from a stranger, with a link of the
 * journal's name to a file of the writer's: nothing is written, cut or deleted through one.
 */
final class Links {
    private Links() {}

    /**
     * Whether {@code path} itself is a link, also one that leads nowhere; links above it do not count.
     *
     * @throws IOException if its folder is not there, or the system refuses
     */
    static boolean isLink(Disk disk, Path path) throws IOException {
        Path folder = disk.real(Objects.requireNonNull(path.getParent(), "an absolute path"));
        try {
            Path real = disk.real(path);
            // Some systems do not tell upper from lower case, and a name may have been typed either way.
            boolean isNamedSo = String.valueOf(real.getFileName()).equalsIgnoreCase(String.valueOf(path.getFileName()));
            return !isNamedSo || !folder.equals(real.getParent());
        } catch (NoSuchFileException leadsNowhere) {
            return true;
        }
    }

    /** @throws FileProblem if {@code file} is there and is a link, a device or a pipe */
    static void refuse(Disk disk, Path file) throws IOException, FileProblem {
        Optional<Disk.Status> status = disk.status(file);
        if (status.isPresent() && (status.get().kind() == Disk.Kind.OTHER || isLink(disk, file))) {
            throw refused(file);
        }
    }

    /** @throws FileProblem if anything in {@code folder} is a link, a device or a pipe; nobody else may write there */
    static void refuseAnyIn(Disk disk, Path folder) throws IOException, FileProblem {
        for (Path inside : disk.list(folder)) {
            Path file = folder.resolve(inside.getFileName());
            if (isLink(disk, file)) {
                throw refused(file);
            }
            refuse(disk, file);
        }
    }

    private static FileProblem refused(Path file) {
        return new FileProblem(
                "FILE-LINK", file + " is a link or no ordinary file, and Longhand writes nowhere else; delete it there.");
    }
}
