package dev.longhand.project.journal;

import java.io.IOException;

/** The file under the journal's name is not the one that was written. */
final class JournalLostException extends IOException {
    private static final long serialVersionUID = 1L;

    JournalLostException() {
        super("the journal was deleted, moved or changed by another program");
    }
}
