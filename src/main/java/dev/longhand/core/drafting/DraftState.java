package dev.longhand.core.drafting;

/** Where a {@link Drafter} is. */
public enum DraftState {
    /** No chunk is open. */
    IDLE,
    /** The model reads the prompt. */
    PROCESSING_PROMPT,
    /** The model writes. */
    STREAMING,
    /** A candidate waits for the writer's verdict. */
    IN_REVIEW,
    /** The drafter is closed. */
    CLOSED;

    /** True while a generation runs. */
    public boolean isGenerating() {
        return this == PROCESSING_PROMPT || this == STREAMING;
    }
}
