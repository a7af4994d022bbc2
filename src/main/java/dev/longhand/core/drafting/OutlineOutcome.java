package dev.longhand.core.drafting;

import dev.longhand.core.document.Outline;
import java.util.Optional;

/** How a proposal of an outline ended. */
public sealed interface OutlineOutcome {
    /**
     * There is one.
     *
     * @param outline whose headings are distinct and whose targets add up
     * @param notice what the writer should know about it, a sentence
     */
    record Proposed(Outline outline, Optional<String> notice) implements OutlineOutcome {}

    /** There is none: a sentence that says why and what to do. */
    record Refused(String sentence) implements OutlineOutcome {}

    /** The engine failed: a code and a sentence. */
    record Failed(String code, String sentence) implements OutlineOutcome {}

    /** The writer stopped it. */
    record Stopped() implements OutlineOutcome {}
}
