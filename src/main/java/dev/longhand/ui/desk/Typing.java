package dev.longhand.ui.desk;

/**
 * One edit of the text by the writer, as the window sends it.
 *
 * @param number of the edit, from 1, in the order they were made; one that is sent again has a new number
 * @param seen how many changes of the desk's the window had taken over when it was made
 * @param from where it begins, in characters of the document
 * @param removed how many characters go
 * @param inserted what comes instead
 * @param beforeCandidate whether it stands before the candidate that is shown at {@code from}
 */
public record Typing(int number, int seen, int from, int removed, String inserted, boolean beforeCandidate) {}
