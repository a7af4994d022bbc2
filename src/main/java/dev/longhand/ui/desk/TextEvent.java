package dev.longhand.ui.desk;

import dev.longhand.core.document.Place;
import dev.longhand.core.document.TextEdit;
import java.util.List;
import java.util.Optional;

/** What changes in the text that the window shows, in the order in which it happened on the desk. */
public sealed interface TextEvent {
    /** The edits of the writer's up to this number are in the document. */
    record Typed(int number) implements TextEvent {}

    /**
     * The desk changed the document by itself.
     *
     * @param edits one after another
     * @param candidate where the candidate that is shown lies afterwards, if one is shown
     */
    record Edited(List<TextEdit> edits, Optional<Place> candidate) implements TextEvent {
        public Edited {
            edits = List.copyOf(edits);
        }
    }

    /**
     * A candidate is shown in the text, in place of whatever its chunk has there.
     *
     * @param chunk its chunk
     * @param place where the chunk lies in the document
     * @param lead the heading or blank line that the program writes before it
     * @param text of the candidate, as far as it has come
     * @param writing whether more comes
     */
    record Shown(int chunk, Place place, String lead, String text, boolean writing) implements TextEvent {}

    /** The candidate that is shown has more text. */
    record Streamed(String text) implements TextEvent {}

    /** No candidate is shown any more; the document stands alone. */
    record Hidden() implements TextEvent {}
}
