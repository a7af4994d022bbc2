package dev.longhand.project.disk;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does again, for a moment, what the system refuses because another program has the file open. Windows refuses so while
 * a virus scanner or a search index reads a file that was just written.
 */
final class Insistence {
    /** Waits of 10 ms, 20, 40 and so on: 1.3 s in all, a scanner's look at a large file. */
    private static final int MOST_TRIES = 8;
    private static final int FIRST_WAIT_MILLIS = 10;

    /** What is done again. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        /** @return false if there shall be no more tries */
        boolean isOver(int millis);
    }

    private final boolean insists;
    private final Pause pause;

    Insistence(boolean insists, Pause pause) {
        this.insists = insists;
        this.pause = pause;
    }

    /** Insists on Windows; elsewhere an open file can be moved, and what is refused stays so. */
    static Insistence ofThisSystem() {
        return new Insistence(File.separatorChar == '\\', Insistence::passed);
    }

    void on(Action action) throws IOException {
        int wait = FIRST_WAIT_MILLIS;
        for (int tries = 1; ; tries++) {
            try {
                action.run();
                return;
            } catch (FileSystemException refused) {
                if (!insists || tries == MOST_TRIES || !mayPass(refused) || !pause.isOver(wait)) {
                    throw refused;
                }
                wait *= 2;
            }
        }
    }

    /** Java gives “open elsewhere” as denied or without a class of its own; the classes of its own are final answers. */
    private static boolean mayPass(FileSystemException refused) {
        return refused instanceof AccessDeniedException || refused.getClass() == FileSystemException.class;
    }

    /** Nothing tells when another program closes a file, so there is nothing to wait for but time. */
    private static boolean passed(int millis) {
        try {
            return !new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
