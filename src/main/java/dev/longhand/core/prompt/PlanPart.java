package dev.longhand.core.prompt;

/**
 * One part of a context plan.
 *
 * @param kind what it is
 * @param label for people, such as {@code 3. Tools}
 * @param tokens how many it has; of a part left out, how many it would have
 * @param included false if it was left out for lack of room
 */
public record PlanPart(Kind kind, String label, int tokens, boolean included) {
    /** The kinds of part, in the order in which the model reads them. */
    public enum Kind {
        SYSTEM,
        BRIEF,
        OUTLINE,
        /** A request and the kept text that answered it, or a stretch of text written elsewhere. */
        TEXT,
        /** What is asked for now, with the heading the program writes. */
        REQUEST,
        /** The marks of the chat template between all parts. */
        TEMPLATE
    }
}
