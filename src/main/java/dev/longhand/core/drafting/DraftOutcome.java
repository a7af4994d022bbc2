package dev.longhand.core.drafting;

/**
 * How an unattended draft ended.
 *
 * @param reached whether the target was reached and every section of the outline was written
 * @param end why it ended
 * @param sentence for people, what happened and what to do; empty if the target was reached
 */
public record DraftOutcome(boolean reached, End end, String sentence) {
    /** Why an unattended draft ended. */
    public enum End {
        /** All is written and the target reached. */
        REACHED,
        /** All is written, but the model had no more to say. */
        SHORT,
        /** The writer stopped it. */
        STOPPED,
        /** The context window was full. */
        CONTEXT_FULL,
        /** The engine failed or did not answer. */
        FAILED,
        /** The bound on the number of chunks was reached. */
        BOUND
    }
}
