package dev.longhand.cli;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.drafting.DraftListener;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.project.InUseException;
import dev.longhand.project.Notice;
import dev.longhand.project.Project;
import dev.longhand.project.ProjectListener;
import dev.longhand.project.disk.FileProblem;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The files of a draft. They are made when the model has brought text, so that a draft that comes to nothing leaves
 * nothing; from then on every piece of text goes into the journal, and every kept chunk is on the disk before the next
 * listener hears of it. What cannot be written is said once and tried again after the next chunk. Lives on the
 * drafter's thread.
 */
final class DraftFiles implements DraftListener, AutoCloseable {
    /** Makes the document's files. */
    @FunctionalInterface
    interface Beginning {
        Project begin(ProjectListener listener) throws FileProblem, InUseException;
    }

    private final LiveLine live;
    private final Beginning beginning;
    private final News news = new News();
    private Optional<Project> project = Optional.empty();
    /** What the files have missed of the generation under way. */
    private Optional<Missed> missed = Optional.empty();
    private Optional<String> unsaved = Optional.empty();
    private boolean hasKept;
    private volatile boolean hasText;

    private static final class Missed {
        final Consumer<DraftListener> started;
        final StringBuilder text = new StringBuilder();
        boolean tried;

        Missed(Consumer<DraftListener> started) {
            this.started = started;
        }
    }

    private DraftFiles(LiveLine live, Beginning beginning) {
        this.live = live;
        this.beginning = beginning;
    }

    /** Of a document that is to be begun. */
    static DraftFiles toBegin(LiveLine live, Beginning beginning) {
        return new DraftFiles(live, beginning);
    }

    /** Of a document that is open already; closes it in the end. */
    static DraftFiles opened(LiveLine live, Beginning opening) throws FileProblem, InUseException {
        DraftFiles files = new DraftFiles(live, opening);
        files.project = Optional.of(opening.begin(files.news));
        return files;
    }

    /** The open document; the files must have been {@link #opened}. */
    Project project() {
        return project.orElseThrow();
    }

    /** Whether the model has brought text. Thread-safe. */
    boolean hasText() {
        return hasText;
    }

    @Override
    public void started(Chunk chunk, int number, Provenance provenance) {
        if (project.isPresent()) {
            project.get().recorder().started(chunk, number, provenance);
        } else {
            missed = Optional.of(new Missed(recorder -> recorder.started(chunk, number, provenance)));
        }
    }

    @Override
    public void streamed(String text, TokenCount tokensSoFar) {
        hasText = true;
        if (project.isPresent()) {
            project.get().recorder().streamed(text, tokensSoFar);
            return;
        }
        missed.ifPresent(generation -> {
            generation.text.append(text);
            if (!generation.tried && !generation.text.toString().isBlank()) {
                generation.tried = true;
                begin();
                project.map(Project::recorder).ifPresent(recorder -> {
                    generation.started.accept(recorder);
                    recorder.streamed(generation.text.toString(), tokensSoFar);
                });
            }
        });
    }

    @Override
    public void inReview(Chunk chunk, Candidate candidate) {
        missed = Optional.empty();
    }

    @Override
    public void kept(Chunk chunk, Candidate candidate) {
        hasKept = true;
        begin();
        project.ifPresent(open -> open.recorder().kept(chunk, candidate));
        save();
    }

    @Override
    public void removed(Chunk chunk) {
        project.ifPresent(open -> open.recorder().removed(chunk));
    }

    private void begin() {
        if (project.isPresent()) {
            return;
        }
        try {
            project = Optional.of(beginning.begin(news));
        } catch (FileProblem refused) {
            failed(refused.sentence());
        } catch (InUseException refused) {
            failed(refused.sentence());
        }
    }

    private void save() {
        if (project.isEmpty()) {
            return;
        }
        try {
            project.get().commitNow();
            project.get().saveNow();
            unsaved = Optional.empty();
        } catch (FileProblem problem) {
            failed(problem.sentence());
        }
    }

    private void failed(String sentence) {
        if (!unsaved.equals(Optional.of(sentence))) {
            live.print(sentence);
        }
        unsaved = Optional.of(sentence);
    }

    /** Writes all there is and closes it. @return why that could not be done, if so: a sentence */
    Optional<String> finish() {
        if (unsaved.isPresent() && hasKept) {
            begin();
            save();
        }
        try {
            close();
        } catch (FileProblem problem) {
            unsaved = Optional.of(problem.sentence());
        }
        return unsaved;
    }

    @Override
    public void close() throws FileProblem {
        if (project.isPresent()) {
            project.get().close();
        }
    }

    private final class News implements ProjectListener {
        @Override
        public void failing(FileProblem problem) {
            failed(problem.sentence());
        }

        @Override
        public void noticed(Notice notice) {
            live.print("Note: " + notice.sentence());
        }
    }
}
