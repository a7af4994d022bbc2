package dev.longhand.project;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.DocumentChange;
import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.WholeFile;
import dev.longhand.project.format.CandidateJson;
import dev.longhand.project.format.FormatException;
import dev.longhand.project.format.ProjectFile;
import dev.longhand.project.format.ProjectJson;
import dev.longhand.project.format.ProjectReading;
import dev.longhand.project.format.UnknownMembers;
import dev.longhand.project.journal.JournalLine;
import dev.longhand.project.state.Checkpoint;
import dev.longhand.project.state.ContentHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes checkpoints: first the candidates that the history does not have yet, then the text, then the project file,
 * which makes both count. Used on the journal's thread only.
 */
final class StoredWriter {
    private final Disk disk;
    private final DocumentFiles files;
    private final String program;
    private final UnknownMembers unknown;
    private Optional<ProjectFile> last;
    private Map<Integer, Integer> stored = new HashMap<>();
    /** Whether the project file that stands there may become the backup. */
    private boolean backsUp;
    /** Whether the history is gone on with; else it is written anew. */
    private boolean goesOn;

    /**
     * @param last the checkpoint that is there; its history is gone on with if all of it is there
     * @param backsUp false if the project file is damaged: then it is no backup
     */
    StoredWriter(
            Disk disk, DocumentFiles files, String program, Optional<StoredProject> last, boolean backsUp) {
        this.disk = disk;
        this.files = files;
        this.program = program;
        this.unknown = last.map(StoredProject::unknown).orElse(UnknownMembers.NONE);
        this.last = last.map(StoredProject::file);
        this.backsUp = backsUp;
        this.goesOn = last.map(StoredProject::whole).orElse(false);
        last.filter(StoredProject::whole)
                .ifPresent(l -> l.checkpoint().document().candidates()
                        .forEach((chunk, all) -> stored.put(chunk, all.size())));
    }

    void write(Checkpoint checkpoint, MarkdownText.Style style) throws IOException, FileProblem {
        disk.createFolder(files.sidecar());
        History history = appended(checkpoint.document());
        String text = checkpoint.document().text();
        Path textFile = files.text(checkpoint.entry());
        WholeFile.at(disk, textFile).write(text);
        ProjectFile file = ProjectFile.of(
                program, checkpoint, style.crlf(), style.bom(),
                new ProjectFile.TextFile(String.valueOf(textFile.getFileName()), ContentHash.of(text)),
                history.file);
        WholeFile project = WholeFile.at(disk, files.project());
        if (backsUp) {
            project.backUp();
        }
        project.write(ProjectJson.write(file, unknown));
        if (disk.status(files.olderProject()).isEmpty()) {
            project.backUp();
        }
        last = Optional.of(file);
        stored = history.stored;
        backsUp = true;
        goesOn = true;
    }

    /** What the history has now. */
    private record History(ProjectFile.History file, Map<Integer, Integer> stored) {}

    private History appended(DocumentSnapshot document) throws IOException {
        int lines = last.filter(f -> goesOn).map(f -> f.history().lines()).orElse(0);
        long bytes = last.filter(f -> goesOn).map(f -> f.history().bytes()).orElse(0L);
        Map<Integer, Integer> has = new HashMap<>(stored);
        try (Disk.Appending history = disk.append(files.history())) {
            if (history.size() < bytes) {
                // Another program cut or removed it: all that is in memory is written again.
                lines = 0;
                bytes = 0;
                has.clear();
            }
            // What is behind belongs to a checkpoint that was never finished.
            history.truncate(bytes);
            for (Chunk chunk : byId(document.chunks())) {
                List<Candidate> all = document.candidates().getOrDefault(chunk.id(), List.of());
                for (Candidate candidate : all.subList(Math.min(all.size(), has.getOrDefault(chunk.id(), 0)), all.size())) {
                    byte[] line = JournalLine.encode(
                            ++lines, CandidateJson.write(new DocumentChange.Added(chunk.id(), candidate)));
                    history.writeAll(ByteBuffer.wrap(line));
                    bytes += line.length;
                }
                has.put(chunk.id(), all.size());
            }
            history.force();
        }
        return new History(new ProjectFile.History(lines, bytes), has);
    }

    private static List<Chunk> byId(List<Chunk> chunks) {
        return chunks.stream().sorted(Comparator.comparingInt(Chunk::id)).toList();
    }

    /** Removes the texts of checkpoints that neither the project file nor its backup needs. */
    void removeOlder() {
        try {
            List<String> needed = new ArrayList<>();
            last.map(f -> f.text().name()).ifPresent(needed::add);
            if (ProjectJson.read(disk.read(files.olderProject())) instanceof ProjectReading.Understood older) {
                needed.add(older.file().text().name());
            }
            for (Path file : disk.list(files.sidecar())) {
                String name = String.valueOf(file.getFileName());
                if (files.isText(file) && !needed.contains(name)) {
                    disk.delete(files.sidecar().resolve(name));
                }
            }
        } catch (IOException | FormatException stays) {
            // It is removed after the next checkpoint.
        }
    }
}
