package dev.longhand.project;

import dev.longhand.core.document.Document;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.state.ProjectSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    static ReadDocument of(Disk disk, DocumentFiles files) throws FileProblem {
        FoundDocument found = new DocumentReader(disk, files).read();
        Document document = found.document();
        List<Notice> notices = new ArrayList<>(found.notices());
        found.unfinished().flatMap(g -> g.candidate(document)).ifPresent(added -> {
            document.add(added.chunk(), added.candidate());
            notices.add(Notice.interrupted(added));
        });
        return new ReadDocument(
                files.markdown(), document, found.settings(), found.stored().isPresent(), List.copyOf(notices));
    }
}
