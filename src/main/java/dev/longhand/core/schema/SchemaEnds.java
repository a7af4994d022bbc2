package dev.longhand.core.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses references that lead nowhere, back to themselves without a value, or into a value without an end. */
final class SchemaEnds {
    private final SchemaDocument document;
    /** Definitions that some finite value keeps, as far as is known. */
    private final Set<String> ending = new HashSet<>();

    private SchemaEnds(SchemaDocument document) {
        this.document = document;
    }

    static void check(SchemaDocument document) throws UncoveredSchemaException {
        SchemaEnds ends = new SchemaEnds(document);
        ends.allDefined(document.root(), "#");
        for (Map.Entry<String, JsonSchema> entry : document.definitions().entrySet()) {
            String path = "#/$defs/" + entry.getKey();
            ends.allDefined(entry.getValue(), path);
            ends.leadsOn(entry.getKey(), entry.getValue(), path);
        }
        while (document.definitions().entrySet().stream()
                .anyMatch(e -> ends.ends(e.getValue()) && ends.ending.add(e.getKey()))) {
            // Each round finds one more; there are as many rounds as definitions at most.
        }
        for (String name : document.definitions().keySet()) {
            if (!ends.ending.contains(name)) {
                throw refused("#/$defs/" + name, "leads into a value that never ends; make a property optional.");
            }
        }
    }

    private static UncoveredSchemaException refused(String path, String why) {
        return new UncoveredSchemaException("$ref", path, why);
    }

    private void allDefined(JsonSchema schema, String path) throws UncoveredSchemaException {
        if (schema instanceof JsonSchema.Reference(String name) && !document.definitions().containsKey(name)) {
            throw refused(path, "names “" + name + "”, which “$defs” has not.");
        }
        for (JsonSchema part : parts(schema)) {
            allDefined(part, path);
        }
    }

    private static List<JsonSchema> parts(JsonSchema schema) {
        return switch (schema) {
            case JsonSchema.Array array -> List.of(array.element());
            case JsonSchema.Members members ->
                members.properties().stream().map(JsonSchema.Property::schema).toList();
            case JsonSchema.AnyOf(List<JsonSchema> alternatives) -> alternatives;
            default -> List.of();
        };
    }

    /** Through references and alternatives alone no definition may come back to itself. */
    private void leadsOn(String name, JsonSchema schema, String path) throws UncoveredSchemaException {
        Set<String> reached = new HashSet<>();
        List<JsonSchema> open = new java.util.ArrayList<>(List.of(schema));
        while (!open.isEmpty()) {
            switch (open.removeLast()) {
                case JsonSchema.Reference(String next) -> {
                    if (next.equals(name)) {
                        throw refused(path, "leads back to itself without a value between.");
                    }
                    if (reached.add(next)) {
                        open.add(document.definitions().getOrDefault(next, new JsonSchema.Null()));
                    }
                }
                case JsonSchema.AnyOf(List<JsonSchema> alternatives) -> open.addAll(alternatives);
                default -> {}
            }
        }
    }

    private boolean ends(JsonSchema schema) {
        return switch (schema) {
            case JsonSchema.Reference(String name) -> ending.contains(name);
            case JsonSchema.Array array -> array.least() == 0 || ends(array.element());
            case JsonSchema.Members members ->
                members.properties().stream().filter(JsonSchema.Property::required).allMatch(p -> ends(p.schema()));
            case JsonSchema.AnyOf(List<JsonSchema> alternatives) -> alternatives.stream().anyMatch(this::ends);
            default -> true;
        };
    }
}
