package dev.longhand.core.schema;

import java.util.List;
import java.util.Optional;

/** Whether no value can keep two schemas at once, as far as that is plain to see: a doubt counts as no. */
final class Disjoint {
    private Disjoint() {}

    static boolean are(List<JsonSchema> schemas) {
        for (int i = 0; i < schemas.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (!are(schemas.get(i), schemas.get(j))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean are(JsonSchema a, JsonSchema b) {
        if (a instanceof JsonSchema.Reference || b instanceof JsonSchema.Reference) {
            return false;
        }
        if (a instanceof JsonSchema.AnyOf(List<JsonSchema> some)) {
            return some.stream().allMatch(one -> are(one, b));
        }
        if (b instanceof JsonSchema.AnyOf(List<JsonSchema> some)) {
            return some.stream().allMatch(one -> are(a, one));
        }
        if (a instanceof JsonSchema.Values(List<JsonValue> values)) {
            return values.stream().noneMatch(value -> mayBe(b, value));
        }
        if (b instanceof JsonSchema.Values(List<JsonValue> values)) {
            return values.stream().noneMatch(value -> mayBe(a, value));
        }
        if (a instanceof JsonSchema.Members one && b instanceof JsonSchema.Members other) {
            return one.properties().stream().anyMatch(property -> apart(property, other));
        }
        return !kind(a).equals(kind(b));
    }

    /** A reference inside {@code schema} leads out of what is seen here. */
    private static boolean mayBe(JsonSchema schema, JsonValue value) {
        try {
            return SchemaCheck.problem(SchemaDocument.of(schema), value).isEmpty();
        } catch (IllegalArgumentException leadsElsewhere) {
            return true;
        }
    }

    /** Both objects must have the property, and its values differ. */
    private static boolean apart(JsonSchema.Property property, JsonSchema.Members other) {
        Optional<JsonSchema.Property> same = other.property(property.name());
        return property.required()
                && (same.isEmpty() || same.get().required() && are(property.schema(), same.get().schema()));
    }

    private static String kind(JsonSchema schema) {
        return switch (schema) {
            case JsonSchema.Text ignored -> "string";
            case JsonSchema.Fitting ignored -> "string";
            case JsonSchema.Whole ignored -> "number";
            case JsonSchema.Real ignored -> "number";
            default -> schema.getClass().getSimpleName();
        };
    }
}
