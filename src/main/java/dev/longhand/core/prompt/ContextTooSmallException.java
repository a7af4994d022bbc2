package dev.longhand.core.prompt;

/** The window cannot hold what every prompt needs: brief, outline, request and room for the answer. */
public final class ContextTooSmallException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int window;
    private final int needed;

    ContextTooSmallException(int window, int fixed, int reserve) {
        super("A context of " + window + " tokens is too small: brief, outline and request take " + fixed
                + " and the chunk up to " + reserve + "; choose a larger context or smaller chunks.");
        this.window = window;
        this.needed = fixed + reserve;
    }

    /** Tokens of the window. */
    public int window() {
        return window;
    }

    /** The least window that would do, in tokens. */
    public int needed() {
        return needed;
    }
}
