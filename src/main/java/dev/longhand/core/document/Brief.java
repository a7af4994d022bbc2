package dev.longhand.core.document;

import java.util.List;

/**
 * What the writer asks for. A field the writer left out is empty.
 *
 * @param title of the document, never blank
 * @param audience who it is for
 * @param purpose what it is for
 * @param style how it should read
 * @param notes what it should say, one entry each
 * @param language what it is written in
 */
public record Brief(
        String title, String audience, String purpose, String style, List<String> notes, Language language) {
    public Brief {
        if (title.isBlank()) {
            throw new IllegalArgumentException("A brief needs a title.");
        }
        notes = List.copyOf(notes);
    }

    public static Brief titled(String title) {
        return new Brief(title, "", "", "", List.of(), Language.of(title));
    }
}
