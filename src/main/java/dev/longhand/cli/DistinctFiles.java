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
    private final List<Path> folders = new ArrayList<>();

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
        if (taken.stream().anyMatch(other -> isSame(file, other)) || folders.stream().anyMatch(f -> isIn(file, f))) {
            throw refusal(option, file);
        }
        taken.add(file);
    }

    /**
     * Takes a folder to write, with all that is in it.
     *
     * @param option that named it
     * @throws BadInput if another file of the command is it, or lies in it
     */
    void writeFolder(String option, Path folder) throws BadInput {
        for (Path other : taken) {
            if (isIn(other, folder)) {
                throw refusal(option, other);
            }
        }
        folders.add(folder);
    }

    private static BadInput refusal(String option, Path file) {
        return new BadInput(option + " would overwrite " + file + ", which this command needs; name another file.");
    }

    /** True also for the folder itself. */
    private static boolean isIn(Path file, Path folder) {
        for (Path path = file.toAbsolutePath().normalize(); path != null; path = path.getParent()) {
            if (isSame(path, folder)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(Path a, Path b) {
        try {
            return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize()) || Files.isSameFile(a, b);
        } catch (IOException notThere) {
            return false;
        }
    }
}
