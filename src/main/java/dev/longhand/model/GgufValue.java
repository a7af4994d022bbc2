package dev.longhand.model;

import java.util.List;

/** One value of a header's metadata. */
public sealed interface GgufValue {
    /** A whole number; an unsigned 64-bit one above 2^63 - 1 comes out negative. */
    record Whole(long value) implements GgufValue {}

    record Real(double value) implements GgufValue {}

    record Flag(boolean value) implements GgufValue {}

    record Text(String value) implements GgufValue {}

    /** An array of whole numbers. */
    record Wholes(List<Long> values) implements GgufValue {
        public Wholes {
            values = List.copyOf(values);
        }
    }

    /** An array of texts. */
    record Texts(List<String> values) implements GgufValue {
        public Texts {
            values = List.copyOf(values);
        }
    }

    /**
     * An array that nothing here needs and that was read over.
     *
     * @param length number of elements
     */
    record Skipped(long length) implements GgufValue {}
}
