package dev.longhand.project;

import java.nio.file.Path;

/** A document is open in another window or another command. */
public final class InUseException extends Exception {
    private static final long serialVersionUID = 1L;

    InUseException(Path markdown) {
        super(markdown.getFileName() + " is open in another Longhand; close it there and try again.");
    }

    /** The sentence for people. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
