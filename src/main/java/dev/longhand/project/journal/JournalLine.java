package dev.longhand.project.journal;

/**
 * One line of a journal.
 *
 * @param number from 1 on, one more than that of the line before, over the whole life of a document
 * @param json what was appended: one JSON object
 */
public record JournalLine(long number, String json) {}
