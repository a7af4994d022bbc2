package dev.longhand.core.engine;

import org.jspecify.annotations.Nullable;

/** An engine could not do what it was asked: one sentence for people, and a short code. */
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code such as {@code MODEL-ABSENT}
     * @param sentence what is wrong and what to do, in one sentence
     */
    public EngineException(String code, String sentence) {
        this(code, sentence, null);
    }

    public EngineException(String code, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** The sentence for people. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
