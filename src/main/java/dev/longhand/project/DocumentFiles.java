package dev.longhand.project;

import dev.longhand.project.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where everything that belongs to one document lies.
 *
 * @param markdown the document, absolute
 * @param sidecar the folder beside it: {@code Report.longhand} for {@code Report.md}
 */
public record DocumentFiles(Path markdown, Path sidecar) {
    private static final String EXTENSION = ".md";

    /** The files of the document at {@code markdown}; none of them need be there. */
    public static DocumentFiles of(Path markdown) {
        Path file = markdown.toAbsolutePath().normalize();
        String name = String.valueOf(file.getFileName());
        String stem = name.toLowerCase(Locale.ROOT).endsWith(EXTENSION)
                ? name.substring(0, name.length() - EXTENSION.length())
                : name;
        return new DocumentFiles(file, file.resolveSibling(stem + ".longhand"));
    }

    /** The checkpoint. */
    Path project() {
        return sidecar.resolve("project.json");
    }

    /** The checkpoint before the last. */
    Path olderProject() {
        return sidecar.resolve("project.json.bak");
    }

    Path journal() {
        return sidecar.resolve("journal.jsonl");
    }

    /** The journal between the checkpoint before the last and the last. */
    Path olderJournal() {
        return sidecar.resolve("journal.previous.jsonl");
    }

    /** All candidates that are in a checkpoint. */
    Path history() {
        return sidecar.resolve("history.jsonl");
    }

    Path lock() {
        return sidecar.resolve("lock");
    }

    /** The text that belongs to the checkpoint of {@code entry}. */
    Path text(long entry) {
        return sidecar.resolve("text-" + entry + EXTENSION);
    }

    /** A name beside {@code file} that is not taken yet: {@code project.json.broken-1} and so on. */
    static Path free(Disk disk, Path file, String what) throws IOException {
        for (int i = 1; ; i++) {
            Path free = file.resolveSibling(file.getFileName() + "." + what + "-" + i);
            if (disk.status(free).isEmpty()) {
                return free;
            }
        }
    }
}
