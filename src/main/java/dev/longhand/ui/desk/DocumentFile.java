package dev.longhand.ui.desk;

import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.project.disk.FileProblem;
import java.nio.file.Path;

/** Where a document is kept on the disk. Used on one thread, never the JavaFX one. */
public interface DocumentFile {
    Path path();

    /**
     * Writes the document.
     *
     * @throws FileProblem if that fails; what was on the disk before is still there
     */
    void save(DocumentSnapshot document) throws FileProblem;
}
