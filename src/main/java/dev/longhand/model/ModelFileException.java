package dev.longhand.model;

import org.jspecify.annotations.Nullable;

/** A model file cannot be used: one sentence for people, and a short code such as {@code MODEL-ABSENT}. */
public final class ModelFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    public ModelFileException(String code, String sentence) {
        this(code, sentence, null);
    }

    public ModelFileException(String code, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** What is wrong and what to do, in one sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
