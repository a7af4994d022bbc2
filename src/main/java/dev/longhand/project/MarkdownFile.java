package dev.longhand.project;

import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.WholeFile;
import java.nio.file.Path;

/**
 * The file a document is drafted into. What stood there before the first write of this run is kept as {@code .bak}
 * beside it. Not thread-safe.
 */
public final class MarkdownFile {
    private final WholeFile file;
    private boolean backedUp;

    private MarkdownFile(WholeFile file) {
        this.file = file;
    }

    /**
     * A file that can be written; nothing is written yet.
     *
     * @throws FileProblem if it cannot be
     */
    public static MarkdownFile at(Path path) throws FileProblem {
        return new MarkdownFile(WholeFile.at(path));
    }

    public Path path() {
        return file.path();
    }

    /** The {@code .bak} beside it. */
    public Path backup() {
        return file.backup();
    }

    /**
     * Makes {@code text} the whole content of the file, with a line break at its end if it has none.
     *
     * @throws FileProblem if that fails; the file is then as it was
     */
    public void write(String text) throws FileProblem {
        if (!backedUp) {
            file.backUp();
            backedUp = true;
        }
        file.write(text.endsWith("\n") ? text : text + "\n");
    }
}
