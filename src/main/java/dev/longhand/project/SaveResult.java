package dev.longhand.project;

import dev.longhand.core.document.DocumentSnapshot;

/** What became of writing the Markdown file. */
sealed interface SaveResult {
    /**
     * It contains the text.
     *
     * @param wasGone another program had moved or deleted it
     */
    record Saved(boolean wasGone) implements SaveResult {}

    /**
     * It was not written, as another program changed it.
     *
     * @param content what it contains now
     * @param base the document as this program wrote it last
     */
    record ChangedElsewhere(byte[] content, DocumentSnapshot base) implements SaveResult {}
}
