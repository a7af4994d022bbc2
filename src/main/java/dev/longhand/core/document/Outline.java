package dev.longhand.core.document;

import java.util.List;

/** The sections of a document in their order; empty where the document is drafted as one answer. */
public record Outline(List<Section> sections) {
    public static final Outline NONE = new Outline(List.of());

    public Outline {
        sections = List.copyOf(sections);
    }

    public boolean isEmpty() {
        return sections.isEmpty();
    }
}
