package dev.longhand.project.journal;

/**
 * One line of a journal.
 *
 * @param number from 1 on, one more than that of the line before, over the whole life of a document
 * @param json what was appended: one JSON object
 */
public record JournalLine(long number, String json) {
    /**
     * The line as it stands in a file, with its checksum and its line feed.
     *
     * @throws IllegalArgumentException if {@code json} is not one JSON object without line breaks
     */
    public static byte[] encode(long number, String json) {
        return LineFormat.encode(number, json);
    }
}
