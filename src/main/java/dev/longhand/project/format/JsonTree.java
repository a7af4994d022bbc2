package dev.longhand.project.format;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A JSON value as it stands in a file: numbers keep their spelling, so that what this version does not know is written
 * again as it was read, and a list of token ids takes no more than its numbers do.
 */
sealed interface JsonTree {
    /** {@code null}. */
    record Null() implements JsonTree {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements JsonTree {}

    /**
     * A number.
     *
     * @param digits as JSON has it
     */
    record Number(String digits) implements JsonTree {}

    /** A string. */
    record Text(String value) implements JsonTree {}

    /** A list of numbers that are all {@code int}s; it is not changed once it is here. */
    record Ints(int[] values) implements JsonTree {
        @Override
        public boolean equals(Object other) {
            return other instanceof Ints that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return Arrays.toString(values);
        }
    }

    /** Any other list. */
    record Elements(List<JsonTree> values) implements JsonTree {
        static final Elements NONE = new Elements(List.of());
    }

    /** An object, its members in their order. */
    record Members(Map<String, JsonTree> values) implements JsonTree {
        static final Members NONE = new Members(Map.of());

        static Builder with() {
            return new Builder();
        }
    }

    /** Collects the members of an object in the order in which they are written. */
    final class Builder {
        private final Map<String, JsonTree> members = new LinkedHashMap<>();

        Builder member(String name, JsonTree value) {
            members.put(name, value);
            return this;
        }

        /** The members of {@code other} after those that are here. */
        Builder members(Members other) {
            members.putAll(other.values());
            return this;
        }

        Builder text(String name, String value) {
            return member(name, new Text(value));
        }

        Builder text(String name, Optional<String> value) {
            return value.isPresent() ? text(name, value.get()) : this;
        }

        Builder texts(String name, List<String> values) {
            return elements(name, values.stream().<JsonTree>map(Text::new).toList());
        }

        Builder number(String name, long value) {
            return member(name, new Number(Long.toString(value)));
        }

        Builder number(String name, OptionalInt value) {
            return value.isPresent() ? number(name, value.getAsInt()) : this;
        }

        /** @param value neither infinite nor NaN, which JSON cannot write */
        Builder real(String name, double value) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(name + " is no number that JSON can write: " + value);
            }
            return member(name, new Number(Double.toString(value)));
        }

        Builder flag(String name, boolean value) {
            return member(name, new Bool(value));
        }

        Builder name(String name, Enum<?> value) {
            return text(name, value.name());
        }

        Builder elements(String name, List<? extends JsonTree> values) {
            return member(name, new Elements(List.copyOf(values)));
        }

        Members build() {
            return new Members(Collections.unmodifiableMap(members));
        }
    }
}
