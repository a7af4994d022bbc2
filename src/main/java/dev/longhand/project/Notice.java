package dev.longhand.project;

import dev.longhand.core.document.DocumentChange;

/**
 * Something about a document's files that the writer should know.
 *
 * @param code short, for support
 * @param sentence for people, with what to do where something can be done
 */
public record Notice(Code code, String sentence) {
    static Notice interrupted(DocumentChange.Added added) {
        return new Notice(Code.INTERRUPTED,
                "The program ended while candidate " + added.candidate().number() + " of chunk " + added.chunk()
                        + " was being written; what had come of it is back ("
                        + added.candidate().usage().generated() + " tokens).");
    }

    /** What happened. */
    public enum Code {
        /** Text that was not in the Markdown file came back from the journal. */
        RECOVERED,
        /** A candidate that was being written came back. */
        INTERRUPTED,
        /** Another program's changes came in. */
        MERGED,
        /** Another program changed what was changed here too; both are there. */
        CONFLICT,
        /** The Markdown file is gone, and is written again. */
        MISSING,
        /** A part of the sidecar could not be read and was set aside. */
        SET_ASIDE,
        /** A damaged part of the sidecar was mended. */
        REPAIRED,
        /** The document can only be read. */
        READ_ONLY
    }
}
