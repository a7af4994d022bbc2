package dev.longhand.project.state;

import dev.longhand.core.document.DocumentSnapshot;
import java.util.Optional;

/**
 * A document as all journal entries up to a number make it.
 *
 * @param entry the number of the last journal entry that it contains; 0 if there was none
 * @param document with all candidates
 * @param markdown what stood in the Markdown file when the program last wrote or merged it; empty if it never did
 */
public record Checkpoint(
        long entry, DocumentSnapshot document, ProjectSettings settings, Optional<ContentHash> markdown) {}
