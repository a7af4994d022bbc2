package dev.longhand.project;

import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.project.merge.TextMerge;
import java.nio.charset.CharacterCodingException;

/** Finds what another program began with where a save was cut short: it may have found the older file or the newer. */
final class MergeBase {
    private MergeBase() {}

    /** Of two documents the one from which {@code theirs} changed less; the first if they are equally near. */
    static DocumentSnapshot nearer(DocumentSnapshot first, DocumentSnapshot second, byte[] theirs) {
        if (first.paragraphs().equals(second.paragraphs())) {
            return first;
        }
        try {
            String text = MarkdownText.of(theirs).text();
            return changed(first, text) <= changed(second, text) ? first : second;
        } catch (CharacterCodingException noText) {
            return first;
        }
    }

    /** How many characters went and came. */
    private static int changed(DocumentSnapshot base, String theirs) {
        return TextMerge.of(base.text(), base.text(), theirs).edits().stream()
                .mapToInt(edit -> edit.removed().length() + edit.inserted().length())
                .sum();
    }
}
