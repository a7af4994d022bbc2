package dev.longhand.project;

import org.jspecify.annotations.Nullable;

/** A file cannot be written: one sentence that says why and what to do. */
public final class FileProblem extends Exception {
    private static final long serialVersionUID = 1L;

    FileProblem(String sentence) {
        this(sentence, null);
    }

    FileProblem(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** The sentence for people. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
