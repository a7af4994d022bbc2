package dev.longhand.ui.desk;

/** Whether the document is on the disk. */
public enum SaveState {
    /** It has no file yet. */
    NO_FILE,
    /** It was changed since. */
    CHANGED,
    SAVED,
    /** It could not be written; it is tried again with the next change. */
    FAILED
}
