package dev.longhand.core.schema;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A JSON value. Two are equal if JSON schema takes them for equal: 1.0 is 1, and the order of members is nothing. */
public sealed interface JsonValue {
    /** Numbers with more zeros or digits behind the point than this are written with an exponent. */
    int PLAIN = 20;

    /** {@code null}. */
    record Null() implements JsonValue {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value) implements JsonValue {}

    /** A number of any size. */
    record Number(BigDecimal value) implements JsonValue {
        public Number {
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        }

        public static Number of(long value) {
            return new Number(BigDecimal.valueOf(value));
        }

        /** Whether it has no fraction, however it is written. */
        public boolean isWhole() {
            return value.scale() <= 0;
        }
    }

    /** A string. */
    record Text(String value) implements JsonValue {}

    /** A list. */
    record Array(List<JsonValue> elements) implements JsonValue {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /** An object; its members keep their order. */
    record Members(Map<String, JsonValue> values) implements JsonValue {
        public Members {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** The value as JSON on one line, a space after each comma and colon. */
    default String toJson() {
        return switch (this) {
            case Null() -> "null";
            case Bool(boolean value) -> Boolean.toString(value);
            case Number(BigDecimal value) -> Math.abs(value.scale()) <= PLAIN ? value.toPlainString() : value.toString();
            case Text(String value) -> quoted(value);
            case Array(List<JsonValue> elements) ->
                elements.stream().map(JsonValue::toJson).collect(Collectors.joining(", ", "[", "]"));
            case Members(Map<String, JsonValue> values) -> values.entrySet().stream()
                    .map(member -> quoted(member.getKey()) + ": " + member.getValue().toJson())
                    .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    /** {@code text} as a JSON string; control characters and lone surrogates are written as escapes. */
    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.codePoints().forEach(c -> json.append(escaped(c)));
        return json.append('"').toString();
    }

    /** A character as it stands in a JSON string. */
    static String escaped(int c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            default -> c < ' ' || Character.getType(c) == Character.SURROGATE
                    ? "\\u%04x".formatted(c)
                    : Character.toString(c);
        };
    }
}
