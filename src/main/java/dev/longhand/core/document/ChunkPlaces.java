package dev.longhand.core.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The order of chunks by their places, and where they lie after the text of one of them was replaced. */
public final class ChunkPlaces {
    private static final Comparator<Chunk> BY_PLACE =
            Comparator.<Chunk>comparingInt(c -> c.place().start()).thenComparingInt(Chunk::id);

    private ChunkPlaces() {}

    static List<Chunk> sorted(List<Chunk> chunks) {
        return chunks.stream().sorted(BY_PLACE).toList();
    }

    /** The list with {@code changed} in place of the chunk that has its id. */
    static List<Chunk> replaced(List<Chunk> chunks, Chunk changed) {
        return chunks.stream().map(c -> c.id() == changed.id() ? changed : c).toList();
    }

    /**
     * Whether {@code chunk}, which begins where {@code other} ends or later, comes after it. Of two that begin at one
     * character the one without text is first; of two without text the older one.
     */
    public static boolean follows(Chunk chunk, Chunk other) {
        boolean hasText = chunk.place().end() > chunk.place().start();
        return hasText && chunk.place().start() >= other.place().start() || BY_PLACE.compare(chunk, other) > 0;
    }

    /**
     * The chunks after the text of {@code self}'s place was replaced by {@code length} characters: those behind it have
     * moved, one that it lies in has grown or shrunk, and what lay inside it has lost its text. {@code self} itself is
     * as it was.
     */
    static List<Chunk> afterReplacing(List<Chunk> chunks, Chunk self, int length) {
        int from = self.place().start();
        int to = self.place().end();
        int by = length - (to - from);
        List<Chunk> moved = new ArrayList<>();
        for (Chunk chunk : chunks) {
            Place place = chunk.place();
            if (chunk.id() == self.id() || place.end() <= from && !follows(chunk, self)) {
                moved.add(chunk);
            } else if (place.start() >= to && follows(chunk, self)) {
                moved.add(chunk.at(place.shifted(by)));
            } else {
                moved.add(around(chunk, from, to, by));
            }
        }
        return moved;
    }

    private static Chunk around(Chunk chunk, int from, int to, int by) {
        Place place = chunk.place();
        Place mapped = new Place(
                around(place.start(), from, to, by),
                around(place.textStart(), from, to, by),
                around(place.end(), from, to, by));
        boolean lost = mapped.start() == mapped.end() && place.start() < place.end();
        return lost && chunk.status() == Chunk.Status.KEPT
                ? chunk.notKept(Chunk.Status.DISCARDED, mapped)
                : chunk.at(mapped);
    }

    private static int around(int position, int from, int to, int by) {
        return position <= from ? position : position >= to ? position + by : from;
    }
}
