package dev.longhand.core.schema;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a JSON value may be: the part of JSON Schema (draft 2020-12) that documents need and that a grammar can hold a
 * text to. {@link SchemaReader} reads it, {@link SchemaGrammar} makes a grammar of it, {@link SchemaCheck} checks by it.
 */
public sealed interface JsonSchema {
    /** {@code null}. */
    record Null() implements JsonSchema {}

    /** {@code true} or {@code false}. */
    record Bool() implements JsonSchema {}

    /** One of these values: {@code enum}, or {@code const} with a single one. */
    record Values(List<JsonValue> values) implements JsonSchema {
        public Values {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("There must be at least one value.");
            }
        }
    }

    /**
     * A string of so many characters.
     *
     * @param least code points, 0 or more
     * @param most code points, at least {@code least}
     */
    record Text(int least, OptionalInt most) implements JsonSchema {
        public Text {
            Limits.check(least, most);
        }
    }

    /**
     * A string that fits a pattern.
     *
     * @param pattern {@link TextPattern#excludes} where something is excluded
     * @param excluded strings that it must not be: {@code not} with an {@code enum}
     */
    record Fitting(TextPattern pattern, Set<String> excluded) implements JsonSchema {
        public Fitting {
            excluded = Set.copyOf(excluded);
            if (!excluded.isEmpty() && !pattern.excludes()) {
                throw new IllegalArgumentException("The pattern has more than one run of changing length.");
            }
        }

        public Fitting(TextPattern pattern) {
            this(pattern, Set.of());
        }
    }

    /**
     * A whole number.
     *
     * @param least the smallest, if there is a limit
     * @param most the largest, if there is a limit
     */
    record Whole(OptionalLong least, OptionalLong most) implements JsonSchema {
        public Whole {
            Limits.check(least, most);
        }

        public static Whole between(long least, long most) {
            return new Whole(OptionalLong.of(least), OptionalLong.of(most));
        }
    }

    /** A number, with or without a fraction, between whole limits. */
    record Real(OptionalLong least, OptionalLong most) implements JsonSchema {
        public Real {
            Limits.check(least, most);
        }
    }

    /**
     * A list.
     *
     * @param element what each element is
     * @param least elements, 0 or more
     * @param most elements, at least {@code least}
     */
    record Array(JsonSchema element, int least, OptionalInt most) implements JsonSchema {
        public Array {
            Limits.check(least, most);
        }
    }

    /** An object that has its members in this order. */
    record Members(List<Property> properties) implements JsonSchema {
        public Members {
            properties = List.copyOf(properties);
            if (properties.stream().map(Property::name).distinct().count() < properties.size()) {
                throw new IllegalArgumentException("A property may stand in an object once.");
            }
        }

        /** The property of that name. */
        Optional<Property> property(String name) {
            return properties.stream().filter(p -> p.name().equals(name)).findFirst();
        }
    }

    /** One member of an object. */
    record Property(String name, JsonSchema schema, boolean required) {}

    /** A value that is at least one of these: {@code anyOf}, and {@code oneOf} where no value can be two of them. */
    record AnyOf(List<JsonSchema> alternatives) implements JsonSchema {
        public AnyOf {
            alternatives = List.copyOf(alternatives);
            if (alternatives.isEmpty()) {
                throw new IllegalArgumentException("There must be at least one alternative.");
            }
        }
    }

    /** What {@code $defs} has under this name. */
    record Reference(String name) implements JsonSchema {}
}
