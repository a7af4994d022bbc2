package dev.longhand.core.drafting;

import dev.longhand.core.document.Outline;

/** The two ways to draft a document. */
public enum DraftShape {
    /** Section after section, each asked for by itself under the heading of the outline. */
    SECTIONS,
    /** In one answer; if there is an outline the model sees it and writes the headings itself. */
    ANSWER;

    /** By sections where there are any. */
    public static DraftShape of(Outline outline) {
        return outline.isEmpty() ? ANSWER : SECTIONS;
    }
}
