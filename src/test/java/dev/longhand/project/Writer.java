package dev.longhand.project;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.document.Section;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.Timings;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenUsage;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.state.ProjectSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a writer does with a document that is open, as tests do it: on this thread, one thing after another. */
final class Writer {
    static final Outline OUTLINE = new Outline(List.of(Section.of("Tools"), Section.of("Valves"), Section.of("End")));

    private final Project project;

    Writer(Project project) {
        this.project = project;
    }

    /** Hears what is told of the files. */
    static final class Told implements ProjectListener {
        final List<FileProblem> problems = new ArrayList<>();
        final List<Notice> notices = new ArrayList<>();

        @Override
        public synchronized void failing(FileProblem problem) {
            problems.add(problem);
        }

        @Override
        public synchronized void noticed(Notice notice) {
            notices.add(notice);
        }

        synchronized List<Notice.Code> codes() {
            return notices.stream().map(Notice::code).toList();
        }
    }

    static Workplace at(Disk disk, ProjectListener listener) {
        return new Workplace(disk, Runnable::run, listener, "Longhand test", Duration.ZERO);
    }

    static Writer creates(Disk disk, Path markdown) throws FileProblem, InUseException {
        return creates(disk, markdown, ProjectListener.NONE);
    }

    static Writer creates(Disk disk, Path markdown, ProjectListener listener) throws FileProblem, InUseException {
        return new Writer(Project.create(
                markdown, new Document(Brief.titled("Pumps"), OUTLINE), ProjectSettings.STANDARD, at(disk, listener)));
    }

    static Writer opens(Disk disk, Path markdown) throws FileProblem, InUseException {
        return opens(disk, markdown, ProjectListener.NONE);
    }

    static Writer opens(Disk disk, Path markdown, ProjectListener listener) throws FileProblem, InUseException {
        return new Writer(Project.open(markdown, at(disk, listener)));
    }

    Project project() {
        return project;
    }

    Document document() {
        return project.document();
    }

    String text() {
        return document().text().toString();
    }

    Chunk opensChunk(int section) {
        return document().open(
                document().text().length(), OptionalInt.of(section), ChunkKind.SECTION, 100, "");
    }

    /** A place at the end of the document that belongs to no section. */
    Chunk opensChunk() {
        return document().open(document().text().length(), OptionalInt.empty(), ChunkKind.CONTINUATION, 100, "");
    }

    /** A generation begins. */
    void starts(Chunk chunk) {
        project.recorder().started(chunk, document().candidates(chunk.id()).size() + 1, provenance());
    }

    void streams(String text, int tokensSoFar) {
        project.recorder().streamed(text, TokenCount.exactly(tokensSoFar));
    }

    /** A generation ends. */
    void gets(Chunk chunk, String text) {
        document().add(chunk.id(), candidate(document().candidates(chunk.id()).size() + 1, text));
    }

    void keepsLast(Chunk chunk) throws FileProblem {
        keeps(chunk.id(), document().candidates(chunk.id()).size());
    }

    void keeps(int chunk, int candidate) throws FileProblem {
        document().keep(chunk, candidate);
        project.commitNow();
    }

    /** Drafts a section and keeps it. */
    Chunk drafts(int section, String text) throws FileProblem {
        Chunk chunk = opensChunk(section);
        starts(chunk);
        streams(text, 3);
        gets(chunk, text);
        keepsLast(chunk);
        return document().chunk(chunk.id());
    }

    /** Types at the end, letter by letter. */
    void types(String text) {
        text.codePoints().forEach(c -> {
            int end = document().text().length();
            document().edit(end, end, Character.toString(c));
        });
    }

    void saves() throws FileProblem {
        project.saveNow();
    }

    void closes() throws FileProblem {
        project.close();
    }

    static Candidate candidate(int number, String text) {
        return new Candidate(
                number, text, Optional.empty(), TokenCount.exactly(3), new StopReason.EndOfText(Optional.empty()),
                TokenUsage.NONE, Timings.NONE, provenance(), OptionalInt.empty());
    }

    private static Provenance provenance() {
        return new Provenance(
                "m", "f", "e", Sampling.STANDARD, 1, StopRules.limit(10), "", Provenance.Derivation.GENERATED,
                OptionalInt.empty());
    }
}
