package dev.longhand.core.drafting;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;

/** Hears an {@link UnattendedDraft}, on the drafter's thread. */
public interface UnattendedListener {
    /** A candidate was not kept and another is on its way. */
    default void rerolled(Chunk chunk, Candidate candidate) {}

    /** A chunk was dropped because it brought nothing. */
    default void dropped(Chunk chunk, Candidate candidate) {}

    /** The draft is over; called exactly once. */
    void finished(DraftOutcome outcome);
}
