package dev.longhand.core.schema;

import dev.longhand.core.schema.JsonValue.Members;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON schema (draft 2020-12) as far as a grammar covers it. What is not covered is refused by name, never left
 * out in silence; keywords that only describe ({@code title}, {@code description} ...) are passed over. Objects have
 * their properties in the order of the schema and no others.
 */
public final class SchemaReader {
    private static final Set<String> DESCRIBING = Set.of(
            "$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly",
            "writeOnly");
    private static final String DEFINITIONS = "#/$defs/";
    private static final BigDecimal FARTHEST = BigDecimal.valueOf(999_999_999_999_999L);

    private SchemaReader() {}

    /** @throws UncoveredSchemaException naming the first keyword that a grammar does not cover, and its place */
    public static SchemaDocument read(JsonValue schema) throws UncoveredSchemaException {
        SchemaReader reader = new SchemaReader();
        Map<String, JsonSchema> definitions = new LinkedHashMap<>();
        Map<String, JsonValue> defined = new HashMap<>();
        if (schema instanceof Members(Map<String, JsonValue> keywords)
                && keywords.get("$defs") instanceof Members(Map<String, JsonValue> values)) {
            defined.putAll(values);
            for (Map.Entry<String, JsonValue> entry : values.entrySet()) {
                definitions.put(entry.getKey(), reader.read(entry.getValue(), DEFINITIONS + entry.getKey()));
            }
            Map<String, JsonValue> rest = new LinkedHashMap<>(keywords);
            rest.remove("$defs");
            schema = new Members(rest);
        }
        SchemaDocument document = new SchemaDocument(reader.read(schema, "#"), definitions);
        SchemaEnds.check(document);
        return document;
    }

    private JsonSchema read(JsonValue schema, String path) throws UncoveredSchemaException {
        if (!(schema instanceof Members(Map<String, JsonValue> all))) {
            throw uncovered("type", path, "is missing; a grammar needs to know what the value is.");
        }
        Map<String, JsonValue> keywords = new LinkedHashMap<>(all);
        keywords.keySet().removeAll(DESCRIBING);
        for (String kind : List.of("$ref", "const", "enum", "anyOf", "oneOf")) {
            if (keywords.containsKey(kind)) {
                return special(kind, keywords, path);
            }
        }
        JsonValue type = keywords.remove("type");
        if (type instanceof JsonValue.Array(List<JsonValue> types) && !types.isEmpty()) {
            return ofTypes(types, keywords, path);
        }
        return ofType(type, keywords, path);
    }

    private JsonSchema special(String kind, Map<String, JsonValue> keywords, String path)
            throws UncoveredSchemaException {
        JsonValue value = Objects.requireNonNull(keywords.remove(kind));
        if (kind.equals("const") || kind.equals("enum")) {
            JsonValue type = keywords.remove("type");
            nothingElse(keywords, path, "beside “" + kind + "”");
            return values(kind, value, type, path);
        }
        nothingElse(keywords, path, "beside “" + kind + "”");
        return switch (kind) {
            case "$ref" -> reference(value, path);
            case "oneOf" -> {
                JsonSchema.AnyOf alternatives = alternatives(kind, value, path);
                if (!Disjoint.are(alternatives.alternatives())) {
                    throw uncovered(kind, path, "has alternatives that one value might meet at once, which a grammar"
                            + " cannot rule out; use anyOf, or give each a “const” of its own.");
                }
                yield alternatives;
            }
            default -> alternatives(kind, value, path);
        };
    }

    private static JsonSchema values(String kind, JsonValue value, @Nullable JsonValue type, String path)
            throws UncoveredSchemaException {
        List<JsonValue> values = kind.equals("const")
                ? List.of(value)
                : value instanceof JsonValue.Array(List<JsonValue> list) ? list : List.of();
        if (values.isEmpty()) {
            throw uncovered(kind, path, "must be a list of at least one value.");
        }
        if (type instanceof JsonValue.Text(String name)) {
            for (JsonValue one : values) {
                if (!isOfType(one, name)) {
                    throw uncovered(kind, path, "has a value that is no " + name + "; leave out what its type forbids.");
                }
            }
        } else if (type != null) {
            throw uncovered("type", path, "is not covered beside “" + kind + "” unless it is one name.");
        }
        return new JsonSchema.Values(values);
    }

    private static boolean isOfType(JsonValue value, String type) {
        return switch (value) {
            case JsonValue.Null() -> type.equals("null");
            case JsonValue.Bool(boolean ignored) -> type.equals("boolean");
            case JsonValue.Number number -> type.equals("number") || type.equals("integer") && number.isWhole();
            case JsonValue.Text(String ignored) -> type.equals("string");
            case JsonValue.Array(List<JsonValue> ignored) -> type.equals("array");
            case Members(Map<String, JsonValue> ignored) -> type.equals("object");
        };
    }

    private static JsonSchema reference(JsonValue value, String path) throws UncoveredSchemaException {
        if (value instanceof JsonValue.Text(String target)
                && target.startsWith(DEFINITIONS)
                && target.length() > DEFINITIONS.length()
                && target.indexOf('/', DEFINITIONS.length()) < 0) {
            return new JsonSchema.Reference(target.substring(DEFINITIONS.length()));
        }
        throw uncovered("$ref", path, "is covered only where it is “" + DEFINITIONS + "NAME”.");
    }

    private JsonSchema.AnyOf alternatives(String kind, JsonValue value, String path) throws UncoveredSchemaException {
        if (!(value instanceof JsonValue.Array(List<JsonValue> list)) || list.isEmpty()) {
            throw uncovered(kind, path, "must be a list of at least one schema.");
        }
        List<JsonSchema> alternatives = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            alternatives.add(read(list.get(i), path + "/" + kind + "/" + i));
        }
        return new JsonSchema.AnyOf(alternatives);
    }

    /** Several types at once: what else is said must then be said of none of them. */
    private JsonSchema ofTypes(List<JsonValue> types, Map<String, JsonValue> keywords, String path)
            throws UncoveredSchemaException {
        List<JsonSchema> alternatives = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (JsonValue type : types) {
            Map<String, JsonValue> own = new LinkedHashMap<>(keywords);
            own.keySet().retainAll(keywordsOf(type));
            used.addAll(own.keySet());
            alternatives.add(ofType(type, own, path));
        }
        Map<String, JsonValue> unused = new LinkedHashMap<>(keywords);
        unused.keySet().removeAll(used);
        nothingElse(unused, path, "here");
        return new JsonSchema.AnyOf(alternatives);
    }

    private static Set<String> keywordsOf(JsonValue type) {
        return switch (type instanceof JsonValue.Text(String name) ? name : "") {
            case "string" -> Set.of("minLength", "maxLength", "pattern", "not");
            case "integer", "number" -> Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");
            case "array" -> Set.of("items", "minItems", "maxItems");
            case "object" -> Set.of("properties", "required", "additionalProperties");
            default -> Set.of();
        };
    }

    private JsonSchema ofType(@Nullable JsonValue type, Map<String, JsonValue> keywords, String path)
            throws UncoveredSchemaException {
        if (!(type instanceof JsonValue.Text(String name))) {
            for (String keyword : keywords.keySet()) {
                throw uncovered(keyword, path, "is not covered where no “type” says what the value is.");
            }
            throw uncovered("type", path, "is missing; a grammar needs to know what the value is.");
        }
        Map<String, JsonValue> others = new LinkedHashMap<>(keywords);
        others.keySet().removeAll(keywordsOf(type));
        nothingElse(others, path, "here");
        return switch (name) {
            case "null" -> new JsonSchema.Null();
            case "boolean" -> new JsonSchema.Bool();
            case "string" -> string(keywords, path);
            case "integer" -> {
                Span span = span(keywords, path, true);
                yield new JsonSchema.Whole(span.least(), span.most());
            }
            case "number" -> {
                Span span = span(keywords, path, false);
                yield new JsonSchema.Real(span.least(), span.most());
            }
            case "array" -> array(keywords, path);
            case "object" -> object(keywords, path);
            default -> throw uncovered("type", path, "is “" + name + "”, which JSON does not have.");
        };
    }

    private static JsonSchema string(Map<String, JsonValue> keywords, String path) throws UncoveredSchemaException {
        JsonValue pattern = keywords.get("pattern");
        JsonValue not = keywords.remove("not");
        if (not != null && pattern == null) {
            throw uncovered("not", path, "is covered only beside a “pattern”.");
        }
        if (pattern == null) {
            Lengths lengths = lengths("minLength", "maxLength", keywords, path);
            return new JsonSchema.Text(lengths.least(), lengths.most());
        }
        if (keywords.size() > 1) {
            throw uncovered("pattern", path, "is not covered beside a length; put the length into the pattern.");
        }
        try {
            TextPattern read = TextPattern.parse(pattern instanceof JsonValue.Text(String text) ? text : "");
            boolean tooMany = read.runs().stream()
                    .anyMatch(r -> Math.max(r.least(), r.most().orElse(0)) > SchemaGrammar.MOST_COUNTED);
            if (tooMany) {
                throw uncovered("pattern", path, tooLarge());
            }
            if (not != null && !read.excludes()) {
                throw uncovered("not", path, "is covered only beside a “pattern” of single characters and one run of them.");
            }
            return new JsonSchema.Fitting(read, not == null ? Set.of() : excluded(not, path));
        } catch (IllegalArgumentException notCovered) {
            throw uncovered("pattern", path, "is covered only where it " + notCovered.getMessage() + ".");
        }
    }

    /** {@code {"enum": [...]}} of strings. */
    private static Set<String> excluded(JsonValue not, String path) throws UncoveredSchemaException {
        Set<String> texts = new HashSet<>();
        if (not instanceof Members(Map<String, JsonValue> keywords)
                && keywords.size() == 1
                && keywords.get("enum") instanceof JsonValue.Array(List<JsonValue> values)
                && values.stream().allMatch(JsonValue.Text.class::isInstance)) {
            values.forEach(value -> texts.add(((JsonValue.Text) value).value()));
            return texts;
        }
        throw uncovered("not", path, "is covered only where it is an “enum” of strings.");
    }

    private record Lengths(int least, OptionalInt most) {}

    private static Lengths lengths(String low, String high, Map<String, JsonValue> keywords, String path)
            throws UncoveredSchemaException {
        int least = count(low, keywords, path).orElse(0);
        OptionalInt most = count(high, keywords, path);
        if (most.isPresent() && most.getAsInt() < least) {
            throw uncovered(high, path, "is less than “" + low + "”, so nothing could ever fit.");
        }
        return new Lengths(least, most);
    }

    private static OptionalInt count(String keyword, Map<String, JsonValue> keywords, String path)
            throws UncoveredSchemaException {
        JsonValue value = keywords.get(keyword);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (!(value instanceof JsonValue.Number number) || !number.isWhole() || number.value().signum() < 0) {
            throw uncovered(keyword, path, "must be a whole number, 0 or more.");
        }
        if (number.value().compareTo(BigDecimal.valueOf(SchemaGrammar.MOST_COUNTED)) > 0) {
            throw uncovered(keyword, path, tooLarge());
        }
        return OptionalInt.of(number.value().intValueExact());
    }

    private static String tooLarge() {
        return "is larger than " + SchemaGrammar.MOST_COUNTED
                + ", the most that a grammar counts; leave it out and check the length afterwards.";
    }

    private record Span(OptionalLong least, OptionalLong most) {}

    private static Span span(Map<String, JsonValue> keywords, String path, boolean whole)
            throws UncoveredSchemaException {
        OptionalLong least = limit("minimum", keywords, path, 0);
        OptionalLong most = limit("maximum", keywords, path, 0);
        if (!whole) {
            for (String exclusive : List.of("exclusiveMinimum", "exclusiveMaximum")) {
                if (keywords.containsKey(exclusive)) {
                    throw uncovered(exclusive, path, "is covered for integers only; use minimum or maximum.");
                }
            }
        }
        OptionalLong above = limit("exclusiveMinimum", keywords, path, 1);
        OptionalLong below = limit("exclusiveMaximum", keywords, path, -1);
        least = above.isPresent() ? OptionalLong.of(Math.max(above.getAsLong(), least.orElse(Long.MIN_VALUE))) : least;
        most = below.isPresent() ? OptionalLong.of(Math.min(below.getAsLong(), most.orElse(Long.MAX_VALUE))) : most;
        if (least.isPresent() && most.isPresent() && most.getAsLong() < least.getAsLong()) {
            throw uncovered("maximum", path, "leaves no number above the least, so nothing could ever fit.");
        }
        return new Span(least, most);
    }

    private static OptionalLong limit(String keyword, Map<String, JsonValue> keywords, String path, int step)
            throws UncoveredSchemaException {
        JsonValue value = keywords.get(keyword);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (!(value instanceof JsonValue.Number number)
                || !number.isWhole()
                || number.value().abs().compareTo(FARTHEST) > 0) {
            throw uncovered(keyword, path, "is covered only where it is a whole number of at most 15 digits.");
        }
        return OptionalLong.of(number.value().longValueExact() + step);
    }

    private JsonSchema array(Map<String, JsonValue> keywords, String path) throws UncoveredSchemaException {
        JsonValue items = keywords.get("items");
        if (items == null) {
            throw uncovered("items", path, "is missing; a grammar needs to know what the elements are.");
        }
        Lengths lengths = lengths("minItems", "maxItems", keywords, path);
        return new JsonSchema.Array(read(items, path + "/items"), lengths.least(), lengths.most());
    }

    private JsonSchema object(Map<String, JsonValue> keywords, String path) throws UncoveredSchemaException {
        JsonValue listed = keywords.getOrDefault("properties", new Members(Map.of()));
        if (!(listed instanceof Members(Map<String, JsonValue> schemas))) {
            throw uncovered("properties", path, "must be an object.");
        }
        JsonValue others = keywords.get("additionalProperties");
        if (others != null && !(others instanceof JsonValue.Bool) || others == null && schemas.isEmpty()) {
            throw uncovered("additionalProperties", path,
                    "is covered only as true or false: a grammar needs the names of all members.");
        }
        Set<String> required = required(keywords, path);
        List<JsonSchema.Property> properties = new ArrayList<>();
        for (Map.Entry<String, JsonValue> entry : schemas.entrySet()) {
            String where = path + "/properties/" + entry.getKey();
            properties.add(new JsonSchema.Property(
                    entry.getKey(), read(entry.getValue(), where), required.remove(entry.getKey())));
        }
        if (!required.isEmpty()) {
            throw uncovered("required", path, "names “" + required.iterator().next() + "”, which “properties” has not.");
        }
        return new JsonSchema.Members(properties);
    }

    private static Set<String> required(Map<String, JsonValue> keywords, String path) throws UncoveredSchemaException {
        Set<String> names = new LinkedHashSet<>();
        JsonValue value = keywords.getOrDefault("required", new JsonValue.Array(List.of()));
        for (JsonValue name : value instanceof JsonValue.Array(List<JsonValue> list) ? list : List.of(value)) {
            if (!(name instanceof JsonValue.Text(String text))) {
                throw uncovered("required", path, "must be a list of names.");
            }
            names.add(text);
        }
        return names;
    }

    private static void nothingElse(Map<String, JsonValue> keywords, String path, String where)
            throws UncoveredSchemaException {
        Optional<String> first = keywords.keySet().stream().findFirst();
        if (first.isPresent()) {
            throw uncovered(first.get(), path, "is not covered " + where + "; leave it out and check it afterwards.");
        }
    }

    private static UncoveredSchemaException uncovered(String keyword, String path, String why) {
        return new UncoveredSchemaException(keyword, path, why);
    }
}
