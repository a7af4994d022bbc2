package dev.longhand.cli;

/** What was asked for cannot be done as it was asked: one sentence on the error stream, exit code 2. */
public final class BadInput extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param sentence what is wrong and what to do, in one sentence
     */
    public BadInput(String sentence) {
        super(sentence);
    }

    /** The sentence for people. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
