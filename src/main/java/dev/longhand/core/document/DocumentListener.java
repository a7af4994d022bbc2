package dev.longhand.core.document;

/** Hears every change of a {@link Document}, on its thread, after it was made. It must not change the document. */
public interface DocumentListener {
    void changed(DocumentChange change);
}
