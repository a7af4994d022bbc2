package dev.longhand.project;

import dev.longhand.core.document.TextEdit;

/** Text that was put into a document nobody knows where: what was typed letter by letter is one passage again. */
final class UnplacedText {
    private final StringBuilder text = new StringBuilder();
    /** Where the passage that was added last ended in the document; -1 if nobody goes on with it. */
    private int end = -1;

    /** Adds a passage of its own. */
    void add(String passage) {
        if (!passage.isBlank()) {
            begin();
            text.append(passage);
        }
        end = -1;
    }

    /** Adds what an edit put in, or takes back what it removed at the end of the passage before. */
    void edited(TextEdit edit) {
        int removedTo = edit.at() + edit.removed().length();
        if (removedTo != end || !text.toString().endsWith(edit.removed())) {
            if (edit.inserted().isEmpty()) {
                return;
            }
            begin();
        } else {
            text.setLength(text.length() - edit.removed().length());
        }
        text.append(edit.inserted());
        end = edit.at() + edit.inserted().length();
    }

    private void begin() {
        if (!text.isEmpty()) {
            text.append("\n\n");
        }
    }

    /** All of it; may be empty. */
    String text() {
        return text.toString();
    }
}
