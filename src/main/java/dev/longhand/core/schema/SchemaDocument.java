package dev.longhand.core.schema;

import java.util.Map;

/**
 * A whole schema: what a value must be, and the definitions it refers to.
 *
 * @param root what the value must be
 * @param definitions by their names; they may refer to each other and to themselves
 */
public record SchemaDocument(JsonSchema root, Map<String, JsonSchema> definitions) {
    public SchemaDocument {
        definitions = Map.copyOf(definitions);
    }

    public static SchemaDocument of(JsonSchema root) {
        return new SchemaDocument(root, Map.of());
    }

    /** @throws IllegalArgumentException if there is no such definition */
    JsonSchema resolve(JsonSchema.Reference reference) {
        JsonSchema found = definitions.get(reference.name());
        if (found == null) {
            throw new IllegalArgumentException("There is no definition “" + reference.name() + "”.");
        }
        return found;
    }
}
