package dev.longhand.ui.desk;

/** Something the writer should know that a command of theirs brought about. */
public sealed interface DeskNotice {
    /** The window cannot hold what every prompt needs, in tokens. */
    record ContextTooSmall(int window, int needed) implements DeskNotice {}

    /** There is nothing left to draft by itself: the target is reached. */
    record TargetReached() implements DeskNotice {}

    /** Nothing can be undone that way while the model writes. */
    record NotWhileWriting() implements DeskNotice {}

    /** An unattended draft ended; {@code sentence} says why, empty if it reached its target. */
    record AutoEnded(String sentence) implements DeskNotice {}

    /** Something about the document's files. */
    record Files(String code, String sentence) implements DeskNotice {}

    /** Something nobody foresaw; the details are in the log under {@code code}. */
    record Unexpected(String code) implements DeskNotice {}
}
