package dev.longhand.project.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The temporary siblings that a process left behind when it was killed while it wrote a file. */
public final class Leftovers {
    private Leftovers() {}

    /**
     * Removes those of {@code file}. Its links must have been followed already, as {@link WholeFile#path} does. What
     * cannot be removed stays, for the next time.
     *
     * @param held the lock under which alone the file is written: nobody else is in the middle of it then, and no
     *     clock needs to be asked how old a sibling is. Nothing in this process may be writing the file either.
     * @return what was removed
     * @throws IOException if the folder cannot be listed
     * @throws IllegalStateException if the lock is not held
     */
    public static List<Path> remove(Disk disk, Path file, Disk.HeldLock held) throws IOException {
        if (!held.held()) {
            throw new IllegalStateException("The siblings of " + file + " may be another process's.");
        }
        Path folder = file.getParent();
        List<Path> removed = new ArrayList<>();
        if (folder == null) {
            return removed;
        }
        for (Path other : disk.list(folder)) {
            if (Sibling.isOne(other, file) && isRemoved(disk, other)) {
                removed.add(other);
            }
        }
        return removed;
    }

    /**
     * Removes those of all files in a folder of which every file is written under one lock.
     *
     * @param held that lock
     * @throws IOException if the folder cannot be listed
     * @throws IllegalStateException if the lock is not held
     */
    public static void removeAll(Disk disk, Path folder, Disk.HeldLock held) throws IOException {
        if (!held.held()) {
            throw new IllegalStateException("The siblings in " + folder + " may be another process's.");
        }
        for (Path other : disk.list(folder)) {
            if (Sibling.isOne(other)) {
                isRemoved(disk, other);
            }
        }
    }

    private static boolean isRemoved(Disk disk, Path sibling) {
        try {
            disk.delete(sibling);
            return true;
        } catch (IOException stays) {
            return false;
        }
    }
}
