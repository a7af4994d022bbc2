package dev.longhand.core.document;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A document at one moment; immutable, so that any thread may write it to the disk.
 *
 * @param paragraphs of the kept text, without newlines; at least one
 * @param lastChunk the highest id that a chunk ever had; 0 if there was none
 * @param candidates of each chunk by its id, in the order they came
 */
public record DocumentSnapshot(
        Brief brief,
        Outline outline,
        List<String> paragraphs,
        List<Chunk> chunks,
        int lastChunk,
        Map<Integer, List<Candidate>> candidates) {
    public DocumentSnapshot {
        chunks = List.copyOf(chunks);
        candidates = candidates.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
    }

    /** The kept text. */
    public String text() {
        return String.join("\n", paragraphs);
    }
}
