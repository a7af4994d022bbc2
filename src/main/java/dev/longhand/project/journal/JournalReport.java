package dev.longhand.project.journal;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** What is told of a journal: to its listener once for each reason, and to whoever waits each time. Not thread-safe. */
final class JournalReport {
    private static final System.Logger LOG = System.getLogger(JournalReport.class.getName());
    private static final String FAILING = "cannot be written";

    private final Disk disk;
    private final Path path;
    private final JournalListener listener;
    /** What the listener heard since all was well. */
    private final Set<String> told = new HashSet<>();

    private FileProblem problem;

    JournalReport(Disk disk, Path path, JournalListener listener) {
        this.disk = disk;
        this.path = path;
        this.listener = listener;
        this.problem = new FileProblem("JOURNAL-ERROR", "The journal " + path + " could not be written.");
    }

    /** Why the last attempt failed. */
    FileProblem problem() {
        return problem;
    }

    void failed(IOException failed) {
        FileProblem why = why(failed);
        problem = why;
        if (told.add(FAILING)) {
            LOG.log(Level.WARNING, "The journal " + path + " cannot be written.", failed);
            tell(() -> listener.problem(why));
        }
    }

    /** What a disk says of itself while it fails may fail too. */
    private FileProblem why(IOException failed) {
        try {
            return FileProblem.of(disk, path, "could not be written", failed);
        } catch (Throwable again) {
            return new FileProblem(
                    "JOURNAL-ERROR",
                    "The journal " + path + " could not be written; save the document elsewhere.",
                    failed);
        }
    }

    /** @param how it was lost, as the middle of a sentence */
    void lost(String how) {
        FileProblem why = lostProblem(how + "; save the document to begin a new one.");
        problem = why;
        if (told.add(how)) {
            tell(() -> listener.lost(why));
        }
    }

    /** What a task hears that a checkpoint came before. */
    FileProblem passed() {
        return lostProblem("was lost before this could be done; try again.");
    }

    private FileProblem lostProblem(String how) {
        return new FileProblem(Journal.LOST, "The journal " + path + " " + how);
    }

    void recovered() {
        told.clear();
        tell(listener::recovered);
    }

    /** @param changes how many could not be written before the end; if there are none nothing is told */
    void unsaved(long changes) {
        if (changes > 0) {
            FileProblem lost = new FileProblem(
                    "JOURNAL-UNSAVED",
                    "The last " + changes + " changes could not be written to " + path
                            + "; keep a copy of the text elsewhere.");
            tell(() -> listener.problem(lost));
        }
    }

    /** What everybody hears who still waits at the end. */
    FileProblem closed() {
        return new FileProblem(
                "JOURNAL-CLOSED", "The journal " + path + " was closed before this was on the disk.");
    }

    /** Whatever goes wrong while somebody is told must not keep the journal from writing. */
    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (Throwable thrown) {
            LOG.log(Level.ERROR, "A listener of the journal failed.", thrown);
        }
    }
}
