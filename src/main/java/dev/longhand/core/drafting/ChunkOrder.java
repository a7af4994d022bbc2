package dev.longhand.core.drafting;

import dev.longhand.core.document.ChunkKind;
import java.util.OptionalInt;

/**
 * What the next chunk shall be.
 *
 * @param position where in the text it goes, in characters; absent for the end
 * @param section index of its section, where it has one
 * @param kind how it follows the text before it
 * @param asked tokens asked for in the request, at least 1
 * @param limit tokens after which it ends, at least 1
 * @param minimum tokens during which the end token is barred, from 0 to {@code limit}
 * @param direction the writer's line for it; may be empty
 */
public record ChunkOrder(
        OptionalInt position,
        OptionalInt section,
        ChunkKind kind,
        int asked,
        int limit,
        int minimum,
        String direction) {
    public ChunkOrder {
        if (asked < 1 || limit < 1 || minimum < 0 || minimum > limit) {
            throw new IllegalArgumentException(
                    "Not an order: asked " + asked + ", limit " + limit + ", minimum " + minimum);
        }
    }

    /** The beginning of the section at {@code section}. */
    public static ChunkOrder section(int section, int asked, int limit) {
        return new ChunkOrder(OptionalInt.empty(), OptionalInt.of(section), ChunkKind.SECTION, asked, limit, 0, "");
    }

    /** The beginning of a document written as one answer. */
    public static ChunkOrder answer(int limit) {
        return new ChunkOrder(OptionalInt.empty(), OptionalInt.empty(), ChunkKind.ANSWER, limit, limit, 0, "");
    }

    /** More from where the last chunk was cut. */
    public static ChunkOrder continuation(OptionalInt section, int limit) {
        return new ChunkOrder(OptionalInt.empty(), section, ChunkKind.CONTINUATION, limit, limit, 0, "");
    }

    /** More of a section, or a document, that ended short. */
    public static ChunkOrder extension(OptionalInt section, int asked, int limit) {
        return new ChunkOrder(OptionalInt.empty(), section, ChunkKind.EXTENSION, asked, limit, 0, "");
    }

    public ChunkOrder withMinimum(int tokens) {
        return new ChunkOrder(position, section, kind, asked, limit, Math.min(tokens, limit), direction);
    }

    public ChunkOrder withDirection(String line) {
        return new ChunkOrder(position, section, kind, asked, limit, minimum, line);
    }

    public ChunkOrder at(int offset) {
        return new ChunkOrder(OptionalInt.of(offset), section, kind, asked, limit, minimum, direction);
    }
}
