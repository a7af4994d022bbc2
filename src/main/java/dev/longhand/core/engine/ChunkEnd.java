package dev.longhand.core.engine;

/** Where a chunk that reached its token limit ends. */
public enum ChunkEnd {
    /** At the limit, wherever that is. */
    HARD,
    /** At the end of the sentence, at most a quarter of the limit later. */
    SENTENCE,
    /** At the end of the paragraph, at most a quarter of the limit later. */
    PARAGRAPH
}
