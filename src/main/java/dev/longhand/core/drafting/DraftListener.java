package dev.longhand.core.drafting;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.prompt.ContextPlan;

/** Hears a {@link Drafter}, on its owner's thread. */
public interface DraftListener {
    default void stateChanged(DraftState state) {}

    /** A generation is about to start with this plan. */
    default void planned(Chunk chunk, ContextPlan plan) {}

    /**
     * A generation has started.
     *
     * @param number that its candidate will have
     * @param provenance that its candidate will have
     */
    default void started(Chunk chunk, int number, Provenance provenance) {}

    /** Prompt processing: tokens of the prompt, those reused, those evaluated so far. */
    default void promptProgress(int total, int reused, int evaluated) {}

    /** Text arrived since the last call, and how many tokens were generated until now. */
    default void streamed(String text, TokenCount tokensSoFar) {}

    /** A candidate is complete, or was selected, edited or lengthened, and waits for a verdict. */
    default void inReview(Chunk chunk, Candidate candidate) {}

    /** A candidate's text went into the document. */
    default void kept(Chunk chunk, Candidate candidate) {}

    /** A chunk was dropped, or its text was taken out of the document again. */
    default void removed(Chunk chunk) {}
}
