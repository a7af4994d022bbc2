package dev.longhand.core.prompt;

import dev.longhand.core.engine.PromptPart;
import java.util.List;

/**
 * A stretch of the text before the place to be written: what one chunk brought, or text written elsewhere. The unit in
 * which old text is left out.
 *
 * @param start where it begins in the document, in characters
 * @param label for the plan
 * @param request what was asked for, if it began a turn; empty otherwise
 * @param resumption what is asked for instead if it is the first that is left, so that the turn before it is missing
 * @param separator blank lines between it and the text before it; not said where a turn ends between them
 * @param content the text, as sampled tokens where they are known
 */
record Passage(
        int start, String label, String request, String resumption, String separator, List<PromptPart> content) {
    /** The newlines with which a lead begins: they part it from the text before, and are no text of its own. */
    static String separatorOf(String lead) {
        return lead.substring(0, lead.length() - lead.replaceFirst("^\n+", "").length());
    }
}
