package dev.longhand.core.prompt;

import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.engine.PromptPart;
import java.util.List;

/**
 * A stretch of the text before the place to be written: what one chunk brought, or text written elsewhere. The unit in
 * which old text is left out.
 *
 * @param kind how it follows what stands before it
 * @param label for the plan
 * @param request what was asked for, if it began a turn; empty otherwise
 * @param resumption what is asked for instead if it is the first that is left, so that the turn before it is missing
 * @param content the text, as sampled tokens where they are known
 */
record Passage(ChunkKind kind, String label, String request, String resumption, List<PromptPart> content) {
    boolean beginsTurn() {
        return kind != ChunkKind.CONTINUATION;
    }

    boolean isText() {
        return content.stream().allMatch(PromptPart.Text.class::isInstance);
    }
}
