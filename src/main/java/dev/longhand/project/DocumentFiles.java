package dev.longhand.project;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Where everything that belongs to one document lies.
 *
 * @param markdown the document, absolute
 * @param sidecar the folder beside it: {@code Report.longhand} for {@code Report.md}
 */
public record DocumentFiles(Path markdown, Path sidecar) {
    private static final String EXTENSION = ".md";
    private static final String SIDECAR = ".longhand";
    /** What another program wrote. */
    static final String OTHER = "other";
    /** Text whose place is not known. */
    static final String RECOVERED = "recovered";

    /** The files of the document at {@code markdown}; none of them need be there. A link stands for its target. */
    public static DocumentFiles of(Disk disk, Path markdown) throws FileProblem {
        Path file = real(disk, markdown.toAbsolutePath().normalize());
        String name = String.valueOf(file.getFileName());
        String stem = name.toLowerCase(Locale.ROOT).endsWith(EXTENSION)
                ? name.substring(0, name.length() - EXTENSION.length())
                : name;
        return new DocumentFiles(file, file.resolveSibling(stem + SIDECAR));
    }

    private static Path real(Disk disk, Path file) throws FileProblem {
        try {
            return disk.status(file).isPresent() ? disk.real(file) : file;
        } catch (IOException unreadable) {
            throw FileProblem.of(disk, file, "cannot be reached", unreadable);
        }
    }

    /** The folder of both. */
    Path folder() {
        return Objects.requireNonNull(sidecar.getParent(), "an absolute path");
    }

    /** Where a new document puts the sidecar of an earlier one of its name. */
    public Path sidecarBackup() {
        return sidecar.resolveSibling(sidecar.getFileName() + ".bak");
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

    /** Whether {@code file} has a name that {@link #text} gives. */
    boolean isText(Path file) {
        return String.valueOf(file.getFileName()).matches("text-\\d+\\.md");
    }

    /** Whether {@code file} belongs to a checkpoint, or to what was done after one. */
    boolean isPart(Path file) {
        return isText(file) || List.of(journal(), olderJournal(), history()).contains(file);
    }

    /** The copies {@code project.json.broken-1} and so on that there are of a file, and the one that comes next. */
    static List<Path> brokenCopies(Disk disk, Path file) throws IOException {
        List<Path> all = new ArrayList<>();
        do {
            all.add(file.resolveSibling(file.getFileName() + ".broken-" + (all.size() + 1)));
        } while (disk.status(all.getLast()).isPresent());
        return all;
    }

    /** The copies beside the document that {@link #freeSibling} has named, and the one that it names next. */
    List<Path> siblings(Disk disk, String what) throws IOException {
        List<Path> all = new ArrayList<>();
        do {
            all.add(sibling(what, all.size() + 1));
        } while (disk.status(all.getLast()).isPresent());
        return all;
    }

    /** A name beside the document that is not taken yet: {@code Report (recovered 1).md} and so on. */
    Path freeSibling(Disk disk, String what) throws IOException {
        return siblings(disk, what).getLast();
    }

    private Path sibling(String what, int number) {
        String name = String.valueOf(sidecar.getFileName());
        String stem = name.substring(0, name.length() - SIDECAR.length());
        return markdown.resolveSibling(stem + " (" + what + " " + number + ")" + EXTENSION);
    }
}
