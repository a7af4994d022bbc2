package dev.longhand.core.engine;

/**
 * Hears a generation. All calls come in order on the session's thread; none may block. What a listener throws is
 * logged and ends the generation as failed.
 */
public interface GenerationListener {
    /**
     * Prompt processing went on.
     *
     * @param total tokens of the prompt
     * @param reused of these, tokens that need no evaluation
     * @param evaluated tokens evaluated so far; {@code reused + evaluated} reaches {@code total}
     */
    default void promptProgress(int total, int reused, int evaluated) {}

    /**
     * Text that will stay part of the result's text.
     *
     * @param piece at least one whole character
     * @param tokensSoFar tokens generated until now
     */
    default void text(String piece, TokenCount tokensSoFar) {}

    /** The generation is over. Called exactly once, as the last call. */
    void finished(GenerationResult result);
}
