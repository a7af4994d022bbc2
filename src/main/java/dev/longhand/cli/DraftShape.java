package dev.longhand.cli;

/** The two ways to draft a document. */
enum DraftShape {
    /** Section after section, each asked for by itself. */
    SECTIONS,
    /** In one answer, from the beginning. */
    ANSWER
}
