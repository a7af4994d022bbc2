package dev.longhand.core.schema;

/** A text is not one JSON value: one sentence that says why. */
public final class NotJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    public NotJsonException(String sentence) {
        super(sentence);
    }

    /** The sentence for people. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
