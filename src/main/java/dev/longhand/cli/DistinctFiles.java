package dev.longhand.cli;

import dev.longhand.model.GgufHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of one command: none that is read is written over, and none is written twice. */
final class DistinctFiles {
    private final List<Path> taken;

    /**
     * @param model whose files are read, all parts of it
     * @param read the other files that are read
     */
    DistinctFiles(GgufHeader model, Path... read) {
        taken = new ArrayList<>(model.files());
        taken.addAll(List.of(read));
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
