package dev.longhand.core.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks a JSON value against a schema. */
public final class SchemaCheck {
    private final SchemaDocument document;

    private SchemaCheck(SchemaDocument document) {
        this.document = document;
    }

    /**
     * The first thing in {@code value} that the schema does not allow, as a sentence with its place; empty if it keeps
     * the schema.
     */
    public static Optional<String> problem(SchemaDocument schema, JsonValue value) {
        return new SchemaCheck(schema).problem(schema.root(), value, "");
    }

    private boolean allows(JsonSchema schema, JsonValue value) {
        return problem(schema, value, "").isEmpty();
    }

    private Optional<String> problem(JsonSchema schema, JsonValue value, String path) {
        return switch (schema) {
            case JsonSchema.Null() -> unless(value instanceof JsonValue.Null, path, "is not null");
            case JsonSchema.Bool() -> unless(value instanceof JsonValue.Bool, path, "is neither true nor false");
            case JsonSchema.Values(List<JsonValue> values) ->
                unless(values.contains(value), path, "is none of the values that are allowed");
            case JsonSchema.Text text -> text(text, value, path);
            case JsonSchema.Fitting(TextPattern pattern, Set<String> excluded) -> unless(
                    value instanceof JsonValue.Text(String text) && pattern.fits(text) && !excluded.contains(text), path,
                    "is not a string of the form that is asked for");
            case JsonSchema.Whole whole -> whole(whole, value, path);
            case JsonSchema.Real real -> real(real, value, path);
            case JsonSchema.Array array -> array(array, value, path);
            case JsonSchema.Members members -> members(members, value, path);
            case JsonSchema.AnyOf(List<JsonSchema> alternatives) -> unless(
                    alternatives.stream().anyMatch(a -> allows(a, value)), path, "is none of the alternatives");
            case JsonSchema.Reference reference -> problem(document.resolve(reference), value, path);
        };
    }

    private static Optional<String> unless(boolean fine, String path, String what) {
        String place = path.isEmpty() ? "The value" : "The value at " + path;
        return fine ? Optional.empty() : Optional.of(place + " " + what + ".");
    }

    private static Optional<String> text(JsonSchema.Text schema, JsonValue value, String path) {
        if (!(value instanceof JsonValue.Text(String text))) {
            return unless(false, path, "is not a string");
        }
        int length = text.codePointCount(0, text.length());
        boolean fine = length >= schema.least() && length <= schema.most().orElse(Integer.MAX_VALUE);
        return unless(fine, path, "has " + length + " characters");
    }

    private static Optional<String> whole(JsonSchema.Whole schema, JsonValue value, String path) {
        if (!(value instanceof JsonValue.Number number) || !number.isWhole()) {
            return unless(false, path, "is not a whole number");
        }
        return real(new JsonSchema.Real(schema.least(), schema.most()), value, path);
    }

    private static Optional<String> real(JsonSchema.Real schema, JsonValue value, String path) {
        if (!(value instanceof JsonValue.Number number)) {
            return unless(false, path, "is not a number");
        }
        boolean low = schema.least().isPresent()
                && number.value().compareTo(java.math.BigDecimal.valueOf(schema.least().getAsLong())) < 0;
        boolean high = schema.most().isPresent()
                && number.value().compareTo(java.math.BigDecimal.valueOf(schema.most().getAsLong())) > 0;
        return unless(!low && !high, path, "is too " + (low ? "small" : "large"));
    }

    private Optional<String> array(JsonSchema.Array schema, JsonValue value, String path) {
        if (!(value instanceof JsonValue.Array(List<JsonValue> elements))) {
            return unless(false, path, "is not a list");
        }
        if (elements.size() < schema.least() || elements.size() > schema.most().orElse(Integer.MAX_VALUE)) {
            return unless(false, path, "has " + elements.size() + " elements");
        }
        for (int i = 0; i < elements.size(); i++) {
            Optional<String> problem = problem(schema.element(), elements.get(i), path + "/" + i);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private Optional<String> members(JsonSchema.Members schema, JsonValue value, String path) {
        if (!(value instanceof JsonValue.Members(Map<String, JsonValue> values))) {
            return unless(false, path, "is not an object");
        }
        for (String name : values.keySet()) {
            if (schema.property(name).isEmpty()) {
                return unless(false, path, "has the member “" + name + "”, which does not belong there");
            }
        }
        for (JsonSchema.Property property : schema.properties()) {
            JsonValue member = values.get(property.name());
            if (member == null && property.required()) {
                return unless(false, path, "has no member “" + property.name() + "”");
            }
            Optional<String> problem = member == null
                    ? Optional.empty()
                    : problem(property.schema(), member, path + "/" + property.name());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }
}
