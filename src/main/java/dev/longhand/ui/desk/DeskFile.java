package dev.longhand.ui.desk;

import dev.longhand.core.document.Document;
import dev.longhand.core.drafting.AtEnd;
import dev.longhand.core.drafting.DraftListener;
import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.core.drafting.DraftShape;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.project.InUseException;
import dev.longhand.project.Notice;
import dev.longhand.project.Project;
import dev.longhand.project.ProjectListener;
import dev.longhand.project.Workplace;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.state.ProjectSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The files of the document on the desk, once it has any. The journal gets everything by itself; the Markdown file is
 * written a second after the document was changed. Used on the desk's thread.
 */
public final class DeskFile {
    private static final Logger LOG = System.getLogger(DeskFile.class.getName());
    private static final Duration REST = Duration.ofSeconds(1);
    private static final String PROGRAM = "Longhand studio";

    private final DeskThread thread;
    private final List<Notice> found = new ArrayList<>();
    private Optional<Project> project = Optional.empty();
    private Runnable told = () -> {};
    private Consumer<Notice> noticed = found::add;
    private SaveState state = SaveState.NO_FILE;
    private String sentence = "";
    private boolean timed;
    private int changes;

    private DeskFile(DeskThread thread) {
        this.thread = thread;
    }

    /** Of a document that has no files yet. */
    public static DeskFile none(DeskThread thread) {
        return new DeskFile(thread);
    }

    /**
     * Opens a document, on its desk's thread.
     *
     * @throws FileProblem if it cannot be read or written
     * @throws InUseException if it is open elsewhere
     */
    public static DeskFile open(DeskThread thread, Path markdown) throws FileProblem, InUseException {
        DeskFile file = new DeskFile(thread);
        Project opened = Project.open(markdown, file.workplace());
        file.project = Optional.of(opened);
        file.state = SaveState.SAVED;
        file.found.addAll(opened.notices());
        return file;
    }

    /** The document that was {@link #open opened}. */
    public Document document() {
        return project.orElseThrow().document();
    }

    /** What was set for the document that was opened. */
    public Optional<ProjectSettings> settings() {
        return project.map(Project::settings);
    }

    /**
     * From now on changes are heard.
     *
     * @param onChange is run when the state has changed
     * @param onNotice hears what the writer should know of the files, at first what was found when they were opened
     */
    void attach(Runnable onChange, Consumer<Notice> onNotice) {
        told = onChange;
        noticed = onNotice;
        found.forEach(onNotice);
        found.clear();
    }

    SaveState state() {
        return state;
    }

    /** What went wrong, for people; empty if nothing did. */
    String sentence() {
        return sentence;
    }

    /** Writes down what a model says while it says it; to be the first of the drafter's listeners. */
    Optional<DraftListener> recorder() {
        return project.map(Project::recorder);
    }

    /** The document was changed. */
    void changed() {
        changes++;
        if (project.isPresent()) {
            become(state == SaveState.FAILED ? state : SaveState.CHANGED, sentence);
            if (!timed) {
                timed = true;
                thread.after(REST, () -> {
                    timed = false;
                    now();
                });
            }
        }
    }

    /** Writes the Markdown file if the document was changed. */
    void now() {
        if (project.isEmpty() || state == SaveState.SAVED) {
            return;
        }
        int written = changes;
        project.get().save().whenCompleteAsync((done, failed) -> {
            if (failed == null) {
                become(written == changes ? SaveState.SAVED : SaveState.CHANGED, "");
            } else {
                Throwable cause = failed.getCause() == null ? failed : failed.getCause();
                failing(cause instanceof FileProblem problem ? problem.sentence() : String.valueOf(cause.getMessage()));
            }
        }, thread);
    }

    /**
     * Makes the files of a document that has none, or other ones.
     *
     * @throws FileProblem if that fails; the files are the same as before then
     * @throws InUseException if there is such a document, and it is open
     */
    void create(Path markdown, Document document, ProjectSettings settings) throws FileProblem, InUseException {
        if (project.filter(p -> p.path().equals(markdown.toAbsolutePath())).isPresent()) {
            now();
            return;
        }
        Project made = Project.create(markdown, document, settings, workplace());
        close();
        project = Optional.of(made);
        become(SaveState.CHANGED, "");
        now();
    }

    /** What holds for the document from now on. */
    void settings(DraftSettings draft, DraftTarget target, DraftShape shape) {
        project.ifPresent(p -> p.settings(settings(Optional.of(p.settings()), draft, target, shape)));
    }

    static ProjectSettings settings(
            Optional<ProjectSettings> before, DraftSettings draft, DraftTarget target, DraftShape shape) {
        return new ProjectSettings(
                before.flatMap(ProjectSettings::model),
                before.map(ProjectSettings::context).orElse(OptionalInt.empty()),
                shape,
                Optional.of(target),
                before.map(ProjectSettings::atEnd).orElse(AtEnd.EXTEND),
                draft);
    }

    /** Writes everything and lets go of the files; waits for the disk. */
    void close() {
        project.ifPresent(p -> {
            try {
                p.close();
            } catch (FileProblem problem) {
                LOG.log(Level.WARNING, "The document could not be written at its end.", problem);
            }
        });
        project = Optional.empty();
    }

    private Workplace workplace() {
        return Workplace.of(thread, new ProjectListener() {
            @Override
            public void failing(FileProblem problem) {
                DeskFile.this.failing(problem.sentence());
            }

            @Override
            public void recovered() {
                become(SaveState.CHANGED, "");
                now();
            }

            @Override
            public void noticed(Notice notice) {
                noticed.accept(notice);
            }
        }, PROGRAM);
    }

    private void failing(String why) {
        become(SaveState.FAILED, why);
    }

    private void become(SaveState next, String why) {
        if (state != next || !sentence.equals(why)) {
            state = next;
            sentence = why;
            told.run();
        }
    }
}
