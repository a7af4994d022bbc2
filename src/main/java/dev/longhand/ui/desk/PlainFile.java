package dev.longhand.ui.desk;

import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.WholeFile;
import java.nio.file.Path;

/** A document kept as a Markdown file alone: the kept text, without its chunks and candidates. */
public final class PlainFile implements DocumentFile {
    private final WholeFile file;
    private boolean backedUp;

    private PlainFile(WholeFile file) {
        this.file = file;
    }

    /** @throws FileProblem if nothing can be written there; nothing is written yet */
    public static PlainFile at(Path path) throws FileProblem {
        return new PlainFile(WholeFile.at(path));
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public void save(DocumentSnapshot document) throws FileProblem {
        if (!backedUp) {
            file.backUp();
            backedUp = true;
        }
        String text = document.text();
        file.write(text.endsWith("\n") ? text : text + "\n");
    }
}
