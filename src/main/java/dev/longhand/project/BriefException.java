package dev.longhand.project;

/** A brief cannot be used: one sentence that says what is wrong and what to do. */
public final class BriefException extends Exception {
    private static final long serialVersionUID = 1L;

    BriefException(String sentence) {
        super(sentence);
    }

    /** The sentence for people. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
