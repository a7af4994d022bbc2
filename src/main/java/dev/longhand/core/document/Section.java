package dev.longhand.core.document;

import java.util.OptionalInt;

/**
 * One section of an outline.
 *
 * @param heading one line, never blank, without the leading {@code ##}
 * @param goal what the section should say; may be empty
 * @param targetTokens how long it should be, where the writer said so, at least 1
 */
public record Section(String heading, String goal, OptionalInt targetTokens) {
    public Section {
        if (heading.isBlank() || heading.chars().anyMatch(c -> c == '\n' || c == '\r')) {
            throw new IllegalArgumentException("A heading is one line that is not blank.");
        }
        if (targetTokens.isPresent() && targetTokens.getAsInt() < 1) {
            throw new IllegalArgumentException("A section's target must be at least 1 token.");
        }
    }

    public static Section of(String heading) {
        return new Section(heading, "", OptionalInt.empty());
    }
}
