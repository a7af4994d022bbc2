package dev.longhand.core.document;

import java.util.OptionalInt;

/**
 * A place in the document that one generation fills: the unit that is kept or rerolled. Its candidates are kept by the
 * {@link Document}.
 *
 * @param id unique in the document, from 1, never used again
 * @param section index of its section in the outline, where it has one
 * @param kind how it follows the text before it
 * @param asked tokens that were asked for, at least 1
 * @param direction the writer's line for this chunk only; may be empty
 * @param place where it lies, or would lie if it were kept
 * @param status whether its text stands in the document
 * @param kept number of the kept candidate; present if and only if the status is KEPT
 * @param outdated number of the last candidate that was written after another text than the one that stands before the
 *     chunk now; 0 if there is none
 */
public record Chunk(
        int id,
        OptionalInt section,
        ChunkKind kind,
        int asked,
        String direction,
        Place place,
        Status status,
        OptionalInt kept,
        int outdated) {
    public Chunk {
        if (kept.isPresent() != (status == Status.KEPT)) {
            throw new IllegalArgumentException("A chunk is kept if and only if one of its candidates is.");
        }
    }

    /** Whether a chunk's text stands in the document. */
    public enum Status {
        /** It waits for its first candidate, or for the writer's verdict. */
        OPEN,
        KEPT,
        DISCARDED
    }

    Chunk at(Place newPlace) {
        return newPlace.equals(place) ? this : new Chunk(id, section, kind, asked, direction, newPlace, status, kept, outdated);
    }

    Chunk kept(int candidate, Place newPlace) {
        return new Chunk(id, section, kind, asked, direction, newPlace, Status.KEPT, OptionalInt.of(candidate), outdated);
    }

    Chunk notKept(Status newStatus, Place newPlace) {
        return new Chunk(id, section, kind, asked, direction, newPlace, newStatus, OptionalInt.empty(), outdated);
    }

    /** This chunk with another direction. What has a direction is asked for in a turn of its own. */
    public Chunk directed(String newDirection) {
        return new Chunk(id, section, kindFor(kind, newDirection), asked, newDirection, place, status, kept, outdated);
    }

    /** Whether the kept candidate was written after another text than the one that stands before it now. */
    public boolean isWrittenAfterAnotherText() {
        return kept.isPresent() && kept.getAsInt() <= outdated;
    }

    Chunk outdated(int last) {
        return new Chunk(id, section, kind, asked, direction, place, status, kept, last);
    }

    static ChunkKind kindFor(ChunkKind kind, String direction) {
        return kind == ChunkKind.CONTINUATION && !direction.isBlank() ? ChunkKind.EXTENSION : kind;
    }
}
