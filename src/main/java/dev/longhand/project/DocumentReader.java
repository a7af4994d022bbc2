package dev.longhand.project;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Outline;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.format.EntryJson;
import dev.longhand.project.format.FormatException;
import dev.longhand.project.format.ProjectFile;
import dev.longhand.project.journal.JournalContent;
import dev.longhand.project.journal.JournalLine;
import dev.longhand.project.journal.JournalReader;
import dev.longhand.project.state.ContentHash;
import dev.longhand.project.state.JournalEntry;
import dev.longhand.project.state.ProjectSettings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a document and its sidecar as they lie on the disk. Writes nothing, so that any thread may do it at any time. */
final class DocumentReader {
    /** Larger files are no manuscripts. */
    private static final long LARGEST_MARKDOWN = 64L << 20;

    private final Disk disk;
    private final DocumentFiles files;
    private final List<Notice> notices = new ArrayList<>();
    private final List<Path> broken = new ArrayList<>();

    DocumentReader(Disk disk, DocumentFiles files) {
        this.disk = disk;
        this.files = files;
    }

    /** @throws FileProblem if there is no document, or it cannot be read */
    FoundDocument read() throws FileProblem {
        try {
            Optional<byte[]> content = markdown();
            StoredProjects stored = new StoredProjects(disk, files, content);
            Optional<StoredProject> best = stored.best();
            notices.addAll(stored.notices());
            broken.addAll(stored.broken());
            return best.isPresent() ? replayed(best.get(), content) : plain(content, stored.newer());
        } catch (IOException unreadable) {
            throw FileProblem.of(disk, files.markdown(), "could not be read", unreadable);
        }
    }

    private Optional<byte[]> markdown() throws IOException, FileProblem {
        Optional<Disk.Status> status = disk.status(files.markdown());
        if (status.isEmpty()) {
            return Optional.empty();
        }
        if (status.get().folder()) {
            throw new FileProblem("FILE-FOLDER", files.markdown() + " is a folder; name a Markdown file.");
        }
        if (status.get().kind() == Disk.Kind.OTHER) {
            // Reading a pipe might never end.
            throw new FileProblem("FILE-OTHER", files.markdown() + " is no ordinary file; name a Markdown file.");
        }
        if (status.get().bytes() > LARGEST_MARKDOWN) {
            throw new FileProblem(
                    "FILE-TOO-LARGE", files.markdown() + " has more than 64 MB; divide it into several documents.");
        }
        return Optional.of(disk.read(files.markdown()));
    }

    /** A document without a sidecar that can be used. What a sidecar has all the same is set aside. */
    private FoundDocument plain(Optional<byte[]> content, boolean newer) throws IOException, FileProblem {
        MarkdownText text = decoded(content.orElseThrow(() -> new FileProblem(
                "FILE-GONE", files.markdown() + " does not exist; check the name.")));
        Optional<ContentHash> present = content.map(ContentHash::of);
        Document document = new Document(Brief.titled(title(text.text())), Outline.NONE, text.text());
        Replay.MarkdownState markdown = Replay.MarkdownState.of(present, document.snapshot());
        List<JournalLine> lines = newer ? List.of() : linesWithoutCheckpoint();
        Salvage salvage = new Salvage(new Replay(document, ProjectSettings.STANDARD, present), content);
        salvage.take(lines);
        return new FoundDocument(
                document, ProjectSettings.STANDARD, markdown, content, present, text.style(), Optional.empty(),
                highest(lines), Optional.empty(), 0, broken.isEmpty(), broken, salvage.unplaced(), newer, notices);
    }

    /** The lines of a journal whose checkpoints cannot be used; it, and what else belonged to them, is broken too. */
    private List<JournalLine> linesWithoutCheckpoint() throws IOException {
        if (disk.status(files.sidecar()).filter(Disk.Status::folder).isEmpty()) {
            return List.of();
        }
        JournalContent journal = JournalReader.read(disk, files.journal(), 0);
        List<JournalLine> lines = new ArrayList<>(journal.lines());
        journal.damage().ifPresent(damage -> lines.addAll(damage.salvage()));
        // A sidecar that was being made when the program ended has neither.
        if (!broken.isEmpty() || bytes(files.history()) > 0 || lines.stream().anyMatch(DocumentReader::isWork)) {
            for (Path name : disk.list(files.sidecar())) {
                Path file = files.sidecar().resolve(name.getFileName());
                if (files.isPart(file) && bytes(file) > 0) {
                    broken.add(file);
                }
            }
            notices.add(new Notice(Notice.Code.SET_ASIDE,
                    "The chunks of " + files.markdown().getFileName() + " cannot be told any more; its text is what stands in"
                            + " the file, and the files of " + files.sidecar().getFileName() + " were set aside."));
        }
        return lines;
    }

    private long bytes(Path file) throws IOException {
        return disk.status(file).map(Disk.Status::bytes).orElse(0L);
    }

    private static boolean isWork(JournalLine line) {
        try {
            return !(EntryJson.read(line.json()) instanceof JournalEntry.Writing);
        } catch (FormatException unknown) {
            return true;
        }
    }

    private static long highest(List<JournalLine> lines) {
        return lines.stream().mapToLong(JournalLine::number).max().orElse(0);
    }

    private MarkdownText decoded(byte[] content) throws FileProblem {
        try {
            return MarkdownText.of(content);
        } catch (CharacterCodingException notText) {
            throw new FileProblem(
                    "FILE-NOT-UTF8", files.markdown() + " is no text in UTF-8; convert it and try again.", notText);
        }
    }

    /** The first heading, or the file's name. */
    private String title(String text) {
        String name = String.valueOf(files.markdown().getFileName());
        return text.lines()
                .limit(50)
                .filter(line -> line.startsWith("# ") && !line.substring(2).isBlank())
                .map(line -> line.substring(2).strip())
                .findFirst()
                .orElse(name.substring(0, Math.max(1, name.length() - (name.endsWith(".md") ? 3 : 0))));
    }

    private FoundDocument replayed(StoredProject stored, Optional<byte[]> content) throws IOException {
        Replay replay = new Replay(
                Document.of(stored.checkpoint().document()), stored.checkpoint().settings(), stored.checkpoint().markdown());
        JournalContent journal = JournalReader.read(disk, files.journal(), stored.checkpoint().entry());
        long last = stored.checkpoint().entry();
        List<JournalLine> unusable = new ArrayList<>();
        for (JournalLine line : journal.lines()) {
            if (!unusable.isEmpty() || line.number() != last + 1 || !isApplied(replay, line)) {
                unusable.add(line);
            } else {
                last = line.number();
            }
        }
        journal.damage().ifPresent(damage -> unusable.addAll(damage.salvage()));
        Salvage salvage = new Salvage(replay, content);
        if (!unusable.isEmpty() || journal.damage().isPresent() || !stored.whole()) {
            salvage.take(unusable);
            broken.add(files.journal());
            broken.add(files.olderJournal());
            if (!stored.whole() && !broken.contains(files.history())) {
                // It will be written anew.
                broken.add(files.history());
            }
            notices.add(new Notice(Notice.Code.SET_ASIDE,
                    "A part of the journal was damaged; what could be read of it is back, and the journal was set aside."));
        } else if (journal.repaired() > 0) {
            notices.add(new Notice(Notice.Code.REPAIRED, "A damaged byte in the journal was mended; nothing is lost."));
        }
        boolean intact = broken.isEmpty() && !journal.torn() && journal.repaired() == 0 && stored.whole();
        long highest = Math.max(last, highest(unusable));
        return new FoundDocument(
                replay.document(), replay.settings(), replay.markdown(), content, content.map(ContentHash::of),
                style(stored.file().markdown()), replay.unfinished(), highest, Optional.of(stored), replay.actions(), intact,
                broken, salvage.unplaced(), false, notices);
    }

    private static MarkdownText.Style style(ProjectFile.Markdown markdown) {
        return new MarkdownText.Style(markdown.crlf(), markdown.bom());
    }

    private static boolean isApplied(Replay replay, JournalLine line) {
        try {
            replay.apply(EntryJson.read(line.json()));
            return true;
        } catch (FormatException | IllegalArgumentException doesNotFit) {
            return false;
        }
    }
}
