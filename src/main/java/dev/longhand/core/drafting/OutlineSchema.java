package dev.longhand.core.drafting;

import dev.longhand.core.document.Language;
import dev.longhand.core.schema.JsonReader;
import dev.longhand.core.schema.JsonSchema;
import dev.longhand.core.schema.NotJsonException;
import dev.longhand.core.schema.SchemaDocument;
import dev.longhand.core.schema.SchemaReader;
import dev.longhand.core.schema.UncoveredSchemaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * What a proposed outline must be: the JSON schemas stand in {@code outline.en.json} and {@code outline.zh.json} beside
 * this class.
 *
 * @param whole the outline
 * @param section one of its sections
 */
public record OutlineSchema(SchemaDocument whole, SchemaDocument section) {
    /** The schema for documents in a language. */
    public static OutlineSchema of(Language language, JsonReader json) {
        String name = "outline." + language.tag() + ".json";
        try (InputStream in = OutlineSchema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            SchemaDocument whole = SchemaReader.read(json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            return new OutlineSchema(whole, new SchemaDocument(sectionOf(whole.root()), whole.definitions()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NotJsonException | UncoveredSchemaException wrong) {
            throw new IllegalStateException(name, wrong);
        }
    }

    /** A section whose heading is none of these. */
    SchemaDocument sectionWithout(Set<String> headings) {
        if (!(section.root() instanceof JsonSchema.Members members)) {
            throw new IllegalStateException("a section is an object");
        }
        List<JsonSchema.Property> properties = members.properties().stream()
                .map(property -> property.name().equals("heading")
                                && property.schema() instanceof JsonSchema.Fitting fitting
                        ? new JsonSchema.Property(
                                property.name(), new JsonSchema.Fitting(fitting.pattern(), headings), property.required())
                        : property)
                .toList();
        return new SchemaDocument(new JsonSchema.Members(properties), section.definitions());
    }

    private static JsonSchema sectionOf(JsonSchema root) {
        if (root instanceof JsonSchema.Members outline) {
            for (JsonSchema.Property property : outline.properties()) {
                if (property.schema() instanceof JsonSchema.Array sections) {
                    return sections.element();
                }
            }
        }
        throw new IllegalStateException("an outline has a list of sections");
    }
}
