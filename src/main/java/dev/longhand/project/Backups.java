package dev.longhand.project;

import dev.longhand.project.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;

/** Moves a folder out of the way, in place of the one that was moved there before. */
final class Backups {
    private Backups() {}

    static void replace(Disk disk, Path folder, Path backup) throws IOException {
        if (disk.status(backup).isPresent()) {
            remove(disk, backup);
        }
        disk.move(folder, backup);
    }

    /** Of a link the link alone. */
    private static void remove(Disk disk, Path path) throws IOException {
        if (disk.status(path).map(Disk.Status::folder).orElse(false) && !Links.isLink(disk, path)) {
            for (Path inside : disk.list(path)) {
                remove(disk, path.resolve(inside.getFileName()));
            }
        }
        disk.delete(path);
    }
}
