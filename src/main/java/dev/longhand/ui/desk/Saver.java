package dev.longhand.ui.desk;

import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.project.disk.FileProblem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Writes the document a second after it was changed, on the thread for files, and never two writes at once. Used on the
 * desk's thread.
 */
final class Saver {
    private static final Duration REST = Duration.ofSeconds(1);

    private final DeskThread desk;
    private final Executor files;
    private final Supplier<DocumentSnapshot> document;
    private final Runnable told;
    private Optional<DocumentFile> file;
    private SaveState state;
    private String sentence = "";
    private boolean timed;
    private boolean writing;

    /** @param told is run when the state has changed, on the desk's thread */
    Saver(
            DeskThread desk,
            Executor files,
            Supplier<DocumentSnapshot> document,
            Optional<DocumentFile> file,
            Runnable told) {
        this.desk = desk;
        this.files = files;
        this.document = document;
        this.file = file;
        this.told = told;
        this.state = file.isPresent() ? SaveState.SAVED : SaveState.NO_FILE;
    }

    SaveState state() {
        return state;
    }

    /** What went wrong, for people; empty if nothing did. */
    String sentence() {
        return sentence;
    }

    void changed() {
        if (file.isEmpty()) {
            return;
        }
        become(SaveState.CHANGED, sentence);
        if (!timed) {
            timed = true;
            desk.after(REST, () -> {
                timed = false;
                now();
            });
        }
    }

    /** Keeps the document at another place from now on, and writes it there. */
    void saveTo(DocumentFile newFile) {
        file = Optional.of(newFile);
        become(SaveState.CHANGED, "");
        now();
    }

    /** Writes what has changed; what changes meanwhile is written afterwards. */
    void now() {
        if (writing || state == SaveState.SAVED || file.isEmpty()) {
            return;
        }
        DocumentFile to = file.get();
        DocumentSnapshot snapshot = document.get();
        writing = true;
        become(SaveState.SAVED, sentence);
        files.execute(() -> {
            String problem = "";
            try {
                to.save(snapshot);
            } catch (FileProblem failed) {
                problem = failed.sentence();
            }
            String outcome = problem;
            desk.execute(() -> written(outcome));
        });
    }

    private void written(String problem) {
        writing = false;
        if (!problem.isEmpty()) {
            become(SaveState.FAILED, problem);
        } else if (state == SaveState.CHANGED) {
            sentence = "";
            changed();
        } else {
            become(SaveState.SAVED, "");
        }
        told.run();
    }

    private void become(SaveState next, String why) {
        if (state != next || !sentence.equals(why)) {
            state = next;
            sentence = why;
            told.run();
        }
    }
}
