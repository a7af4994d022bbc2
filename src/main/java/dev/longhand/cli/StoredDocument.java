package dev.longhand.cli;

import dev.longhand.project.DocumentFiles;
import dev.longhand.project.InUseException;
import dev.longhand.project.Notice;
import dev.longhand.project.Project;
import dev.longhand.project.ProjectListener;
import dev.longhand.project.ReadDocument;
import dev.longhand.project.Workplace;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.SystemDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A document on the disk, as commands find it by the name that was typed. */
final class StoredDocument {
    private static final Disk DISK = new SystemDisk();

    private final Path typed;
    private final DocumentFiles files;

    private StoredDocument(Path typed, DocumentFiles files) {
        this.typed = typed;
        this.files = files;
    }

    /** @throws BadInput if the name cannot be looked at */
    static StoredDocument of(Path typed) throws BadInput {
        try {
            return new StoredDocument(typed, DocumentFiles.of(DISK, typed));
        } catch (FileProblem refused) {
            throw new BadInput(refused.sentence());
        }
    }

    /** What a project in a command works with. */
    static Workplace workplace(Executor owner, ProjectListener listener) {
        return Workplace.of(owner, listener, "Longhand " + LonghandCommand.Version.number());
    }

    /** As it was typed, for sentences and commands. */
    Path typed() {
        return typed;
    }

    /** A command over it that a writer can copy: {@code longhand keep my-guide.md --chunk 3}. */
    String command(String name, String options) {
        String file = typed.toString();
        return "longhand " + name + " " + (file.contains(" ") ? '"' + file + '"' : file) + " " + options;
    }

    DocumentFiles files() {
        return files;
    }

    boolean hasSidecar() {
        return Files.isDirectory(files.sidecar());
    }

    /** Reads it without a lock; writes nothing. */
    ReadDocument look() throws BadInput {
        try {
            return Project.look(files.markdown(), DISK);
        } catch (FileProblem refused) {
            throw new BadInput(refused.sentence());
        }
    }

    /**
     * {@link #look}, for what needs a document's chunks or settings.
     *
     * @throws BadInput if its sidecar is not there, or cannot be used
     */
    ReadDocument lookDrafted() throws BadInput {
        ReadDocument found = look();
        if (found.drafted()) {
            return found;
        }
        Optional<Notice> refused = found.notices().stream().findFirst();
        throw new BadInput(
                refused.isPresent()
                        ? refused.get().sentence()
                        : typed + " was not drafted by Longhand: it has no " + files.sidecar().getFileName()
                                + " beside it; name a document that `longhand draft` wrote.");
    }

    /** Opens it for writing; recovers what an interrupted run left. */
    Project open(Executor owner, ProjectListener listener) throws FileProblem, InUseException {
        return Project.open(files.markdown(), workplace(owner, listener));
    }

    /**
     * {@link #open}, and prints what was recovered.
     *
     * @throws BadInput if it cannot be opened just now; nothing has changed then
     */
    Project opened(Executor owner, LiveLine live) throws BadInput {
        try {
            Project project = open(owner, new ShownNews(live));
            project.notices().forEach(notice -> live.print("Note: " + notice.sentence()));
            return project;
        } catch (FileProblem refused) {
            throw new BadInput(refused.sentence());
        } catch (InUseException refused) {
            throw new BadInput(refused.sentence());
        }
    }

    /** {@link #open}; another process that has it open may take {@code patience} to close it. */
    Project open(Executor owner, ProjectListener listener, Duration patience) throws FileProblem, InUseException {
        return Project.open(files.markdown(), workplace(owner, listener).withPatience(patience));
    }
}
