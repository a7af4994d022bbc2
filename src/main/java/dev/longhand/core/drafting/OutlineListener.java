package dev.longhand.core.drafting;

import dev.longhand.core.engine.TokenCount;

/** Hears a proposal of an outline, on its owner's thread. */
public interface OutlineListener {
    /**
     * The model reads.
     *
     * @param total tokens of the prompt
     * @param done of these, tokens that it has read
     */
    default void promptProgress(int total, int done) {}

    /**
     * The model writes.
     *
     * @param sections that are taken already
     * @param tokens written since
     */
    default void written(int sections, TokenCount tokens) {}

    /** What came cannot be used; it is tried again with another seed. */
    default void retried(String why) {}

    /** The proposal is over. Called exactly once, as the last call. */
    void finished(OutlineOutcome outcome);
}
