package dev.longhand.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of one command: none that is read is written over, and none is written twice. */
final class DistinctFiles {
    private final List<Path> taken;

    /** @param read the files that are read */
    DistinctFiles(Path... read) {
        taken = new ArrayList<>(List.of(read));
    }

    /**
     * Takes a file to write.
     *
     * @param option that named it
     * @throws BadInput if it is another file of the command already, by whatever name
     */
    void write(String option, Path file) throws BadInput {
        for (Path other : taken) {
            if (isSame(file, other)) {
                throw new BadInput(
                        option + " would overwrite " + file + ", which this command needs; name another file.");
            }
        }
        taken.add(file);
    }

    private static boolean isSame(Path a, Path b) {
        try {
            return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize()) || Files.isSameFile(a, b);
        } catch (IOException notThere) {
            return false;
        }
    }
}
