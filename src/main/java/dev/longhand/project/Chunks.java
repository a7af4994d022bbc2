package dev.longhand.project;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Place;
import java.util.OptionalInt;

/** Puts chunks back where their texts were found. */
final class Chunks {
    private Chunks() {}

    /** The chunk at another place; kept, with the same candidate, only if {@code status} says so. */
    static Chunk at(Chunk chunk, Place place, Chunk.Status status) {
        OptionalInt kept = status == Chunk.Status.KEPT ? chunk.kept() : OptionalInt.empty();
        return new Chunk(
                chunk.id(), chunk.section(), chunk.kind(), chunk.asked(), chunk.direction(), place, status, kept,
                chunk.outdated());
    }
}
