package dev.longhand.project;

import dev.longhand.core.schema.JsonReader;
import dev.longhand.core.schema.JsonValue;
import dev.longhand.core.schema.NotJsonException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON text strictly: one value, no key twice, nothing after it, not nested deeper than sense has. */
public final class JsonText implements JsonReader {
    private static final int DEEPEST = 100;
    private static final int MOST_DIGITS = 100;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(MOST_DIGITS)
                    .build())
            .build();

    @Override
    public JsonValue read(String text) throws NotJsonException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw new NotJsonException("There is no JSON in the text.");
            }
            JsonValue value = value(parser);
            if (parser.nextToken() != null) {
                throw new NotJsonException("There is more after the JSON value.");
            }
            return value;
        } catch (JacksonException | NumberFormatException broken) {
            throw new NotJsonException("The text is not valid JSON" + place(broken) + ".");
        }
    }

    private static JsonValue value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new JsonValue.Text(parser.getString());
            case VALUE_TRUE -> new JsonValue.Bool(true);
            case VALUE_FALSE -> new JsonValue.Bool(false);
            case VALUE_NULL -> new JsonValue.Null();
            // By its text: a number is taken as it was written, whatever a double would make of it.
            default -> new JsonValue.Number(new BigDecimal(parser.getString()));
        };
    }

    private static JsonValue members(JsonParser parser) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return new JsonValue.Members(members);
    }

    private static JsonValue array(JsonParser parser) {
        List<JsonValue> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return new JsonValue.Array(elements);
    }

    private static String place(Exception broken) {
        return broken instanceof JacksonException json && json.getLocation() != null
                ? " (line " + json.getLocation().getLineNr() + ", column " + json.getLocation().getColumnNr() + ")"
                : "";
    }
}
