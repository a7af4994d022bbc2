package dev.longhand.project;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.core.document.Place;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.format.FormatException;
import dev.longhand.project.format.ProjectJson;
import dev.longhand.project.format.ProjectReading;
import dev.longhand.project.format.ProjectFile;
import dev.longhand.project.state.Checkpoint;
import dev.longhand.project.state.ContentHash;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the last checkpoint that can be used: the newest, or the one before where that is damaged. */
final class StoredProjects {
    private final Disk disk;
    private final DocumentFiles files;
    private final Optional<byte[]> markdown;
    private final HistoryFile history;
    private final List<Notice> notices = new ArrayList<>();
    private final List<Path> broken = new ArrayList<>();
    private boolean newer;

    /** @param markdown what stands in the Markdown file: it helps where a checkpoint's own text is lost */
    StoredProjects(Disk disk, DocumentFiles files, Optional<byte[]> markdown) {
        this.disk = disk;
        this.files = files;
        this.markdown = markdown;
        this.history = HistoryFile.read(disk, files.history());
    }

    /** Files that could not be used. */
    List<Path> broken() {
        return broken;
    }

    List<Notice> notices() {
        return notices;
    }

    /** Whether a newer Longhand wrote them. */
    boolean newer() {
        return newer;
    }

    /** The best there is; empty if there is none. */
    Optional<StoredProject> best() throws IOException {
        Optional<ProjectReading.Understood> last = file(files.project());
        if (newer) {
            return Optional.empty();
        }
        Optional<StoredProject> whole = last.flatMap(this::whole);
        if (whole.isPresent()) {
            return whole;
        }
        last.ifPresent(this::findBroken);
        Optional<ProjectReading.Understood> older = file(files.olderProject());
        Optional<StoredProject> olderWhole = older.flatMap(this::whole);
        if (olderWhole.isPresent()) {
            return olderWhole;
        }
        return last.or(() -> older).map(this::pieced);
    }

    private Optional<ProjectReading.Understood> file(Path path) throws IOException {
        Optional<byte[]> content = content(path);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            switch (ProjectJson.read(content.get())) {
                case ProjectReading.Understood understood -> {
                    return Optional.of(understood);
                }
                case ProjectReading.NewerSchema(var found) -> {
                    newer = true;
                    notices.add(new Notice(Notice.Code.READ_ONLY,
                            "A newer Longhand wrote " + files.sidecar().getFileName() + " (schema " + found
                                    + "); the document can only be read here, so update Longhand to go on with it."));
                }
            }
        } catch (FormatException damaged) {
            broken.add(path);
            notices.add(new Notice(Notice.Code.SET_ASIDE,
                    path.getFileName() + " of " + files.markdown().getFileName()
                            + " is damaged and was set aside: " + damaged.sentence()));
        }
        return Optional.empty();
    }

    /** The checkpoint with its very text and all of its candidates, if both are there. */
    private Optional<StoredProject> whole(ProjectReading.Understood read) {
        ProjectFile file = read.file();
        Optional<String> text = text(file);
        StoredHistory candidates = StoredHistory.of(history, file.history().lines());
        if (text.isEmpty() || !candidates.isWhole()) {
            return Optional.empty();
        }
        try {
            Checkpoint checkpoint = file.checkpoint(text.get(), candidates.candidates());
            return Optional.of(new StoredProject(checkpoint, file, read.unknown(), true));
        } catch (FormatException doesNotFit) {
            return Optional.empty();
        }
    }

    /** Which of a checkpoint's files cannot be used. */
    private void findBroken(ProjectReading.Understood read) {
        if (!StoredHistory.of(history, read.file().history().lines()).isWhole()) {
            broken.add(files.history());
        }
        if (text(read.file()).isEmpty()) {
            broken.add(files.sidecar().resolve(read.file().text().name()));
        }
    }

    /** The text that belongs to the checkpoint, wherever it is. */
    private Optional<String> text(ProjectFile file) {
        ContentHash wanted = file.text().content();
        Optional<String> own = quietly(files.sidecar().resolve(file.text().name()))
                .filter(content -> ContentHash.of(content).equals(wanted))
                .map(content -> new String(content, StandardCharsets.UTF_8));
        return own.or(() -> inMarkdown().filter(text -> ContentHash.of(text).equals(wanted)))
                .or(() -> inMarkdown()
                        .flatMap(StoredProjects::withoutLastBreak)
                        .filter(text -> ContentHash.of(text).equals(wanted)));
    }

    private Optional<String> inMarkdown() {
        return markdown.flatMap(StoredProjects::decoded).map(MarkdownText::text);
    }

    /** The Markdown file ends with a line break that the document may not have. */
    private static Optional<String> withoutLastBreak(String text) {
        return text.endsWith("\n") ? Optional.of(text.substring(0, text.length() - 1)) : Optional.empty();
    }

    /** What can be put together: the Markdown file's text, and the chunks whose text stands in it. */
    private StoredProject pieced(ProjectReading.Understood read) {
        ProjectFile file = read.file();
        StoredHistory candidates = StoredHistory.of(history, file.history().lines());
        Optional<String> text = text(file);
        notices.add(new Notice(Notice.Code.SET_ASIDE,
                "A part of the history of " + files.markdown().getFileName() + " is damaged; the document's text is"
                        + (text.isPresent() ? " whole." : " what stands in the file.")));
        String present = text.orElseGet(() -> inMarkdown().orElse(""));
        List<Chunk> chunks = text.isPresent() ? file.chunks() : candidates.found(file.chunks(), present);
        Map<Integer, List<Candidate>> completed = candidates.completed(chunks).candidates();
        List<Chunk> sound = chunks.stream()
                .map(c -> isSound(c, present, completed) ? c : Chunks.at(c, Place.at(0), Chunk.Status.DISCARDED))
                .toList();
        DocumentSnapshot document = new DocumentSnapshot(
                file.brief(), file.outline(), List.of(present.split("\n", -1)), sound, file.lastChunk(), completed);
        Optional<ContentHash> standing = text.isPresent() ? file.markdown().content() : markdown.map(ContentHash::of);
        return new StoredProject(
                new Checkpoint(file.entry(), document, file.settings(), standing), file, read.unknown(), false);
    }

    private static boolean isSound(Chunk chunk, String text, Map<Integer, List<Candidate>> candidates) {
        return chunk.place().end() <= text.length()
                && chunk.kept().orElse(0) <= candidates.getOrDefault(chunk.id(), List.of()).size();
    }

    private static Optional<MarkdownText> decoded(byte[] content) {
        try {
            return Optional.of(MarkdownText.of(content));
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> quietly(Path file) {
        try {
            return content(file);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> content(Path file) throws IOException {
        try {
            return Optional.of(disk.read(file));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }
}
