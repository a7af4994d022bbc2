package dev.longhand.core.document;

/** How a chunk follows the text before it. */
public enum ChunkKind {
    /** It begins a section: a new turn of the conversation, under the section's heading. */
    SECTION,
    /** It says more of a section, or of a document, that ended short: a new turn, after a blank line. */
    EXTENSION,
    /** It goes on where the chunk before it was cut: the same turn, no character between. */
    CONTINUATION,
    /** It begins a document that is written as one answer. */
    ANSWER
}
