package dev.longhand.core.drafting;

/** What an unattended draft does when the model ended a section, or its answer, short of the target. */
public enum AtEnd {
    /** Asks it to say more until the target is reached or it has nothing more to say. */
    EXTEND,
    /** Goes on with the next section, which is asked for the more. */
    NEXT_SECTION,
    /** Takes what there is; later sections are not asked for more than their own target. */
    ACCEPT
}
