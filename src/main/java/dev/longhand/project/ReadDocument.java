package dev.longhand.project;

import dev.longhand.core.document.Document;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.state.ContentHash;
import dev.longhand.project.state.ProjectSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A document as it was read, not open for writing.
 *
 * @param path of the Markdown file, absolute
 * @param document with all candidates; what is done to it is written nowhere
 * @param drafted whether it has a sidecar that could be used: else there is only its text
 * @param notices what was found
 */
public record ReadDocument(
        Path path, Document document, ProjectSettings settings, boolean drafted, List<Notice> notices) {
    /** How often a document is read again because a process that has it open wrote a checkpoint meanwhile. */
    private static final int MOST_TRIES = 5;

    static ReadDocument of(Disk disk, DocumentFiles files) throws FileProblem {
        FoundDocument found = read(disk, files, MOST_TRIES);
        Document document = found.document();
        List<Notice> notices = new ArrayList<>(found.notices());
        found.unfinished().flatMap(g -> g.candidate(document)).ifPresent(added -> {
            document.add(added.chunk(), added.candidate());
            notices.add(Notice.interrupted(added));
        });
        return new ReadDocument(
                files.markdown(), document, found.settings(), found.stored().isPresent(), List.copyOf(notices));
    }

    /** Without the lock, files of two checkpoints may come together; that looks like damage and is none. */
    private static FoundDocument read(Disk disk, DocumentFiles files, int tries) throws FileProblem {
        Optional<ContentHash> before = checkpoint(disk, files);
        try {
            FoundDocument found = new DocumentReader(disk, files).read();
            if (found.intact() || tries == 1 || before.equals(checkpoint(disk, files))) {
                return found;
            }
        } catch (FileProblem refused) {
            if (tries == 1 || before.equals(checkpoint(disk, files))) {
                throw refused;
            }
        }
        return read(disk, files, tries - 1);
    }

    private static Optional<ContentHash> checkpoint(Disk disk, DocumentFiles files) {
        try {
            return Optional.of(ContentHash.of(disk.read(files.project())));
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
