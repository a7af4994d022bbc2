package dev.longhand.project.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON objects strictly: one object and nothing after it, no member twice, nothing nested deeper than
 * {@value #DEEPEST}. What is read takes memory in proportion to its bytes, up to a limit on the number of values.
 * Strings may have any characters; half a surrogate pair in the name of a member is refused.
 */
final class JsonInput {
    static final int DEEPEST = 100;
    private static final int MOST_DIGITS = 100;
    private static final int MOST_NAME = 1_000;
    private static final int FIRST_INTS = 8;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    // For what is only passed over; what is read has the limit below, whose sentence says so.
                    .maxNestingDepth(10 * DEEPEST)
                    .maxNumberLength(MOST_DIGITS)
                    .maxNameLength(MOST_NAME)
                    // A string is never longer than the text it stands in.
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;
    private final int mostValues;
    private int values;

    private JsonInput(JsonParser parser, int mostValues) {
        this.parser = parser;
        this.mostValues = mostValues;
    }

    /**
     * Reads one object.
     *
     * @param mostValues how many values may stand in it, those in lists of whole numbers not counted
     * @throws FormatException if {@code text} is anything else
     */
    static JsonTree.Members object(String text, int mostValues) throws FormatException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                throw new FormatException("It is empty.");
            }
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new FormatException("It is no JSON object.");
            }
            JsonTree.Members object = new JsonInput(parser, mostValues).members(1);
            if (parser.nextToken() != null) {
                throw new FormatException("There is more after its JSON object" + place(parser) + ".");
            }
            return object;
        } catch (JacksonException broken) {
            throw problem(broken);
        }
    }

    /**
     * The value of the member {@code name} of an object, if it is a number; whatever else stands in the object is only
     * passed over.
     *
     * @return its digits; empty if there is no such member, or it is no number
     * @throws FormatException if {@code text} is not a JSON object as far as it had to be read
     */
    static String number(String text, String name) throws FormatException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "";
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean found = parser.currentName().equals(name);
                JsonToken value = parser.nextToken();
                if (found) {
                    return value == JsonToken.VALUE_NUMBER_INT ? parser.getString() : "";
                }
                parser.skipChildren();
            }
            return "";
        } catch (JacksonException broken) {
            throw problem(broken);
        }
    }

    private JsonTree value(int depth) throws FormatException {
        if (++values > mostValues) {
            throw new FormatException("It has more than " + mostValues + " values" + place(parser) + ".");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(deeper(depth));
            case START_ARRAY -> list(deeper(depth));
            case VALUE_STRING -> new JsonTree.Text(parser.getString());
            case VALUE_TRUE -> new JsonTree.Bool(true);
            case VALUE_FALSE -> new JsonTree.Bool(false);
            case VALUE_NULL -> new JsonTree.Null();
            default -> new JsonTree.Number(parser.getString());
        };
    }

    private int deeper(int depth) throws FormatException {
        if (depth == DEEPEST) {
            throw new FormatException("It is nested deeper than " + DEEPEST + " levels" + place(parser) + ".");
        }
        return depth + 1;
    }

    private JsonTree.Members members(int depth) throws FormatException {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return JsonTree.Members.NONE;
        }
        Map<String, JsonTree> members = new LinkedHashMap<>();
        do {
            String name = parser.currentName();
            if (members.containsKey(name)) {
                throw new FormatException("The member " + FormatException.shown(name) + " stands twice in one object"
                        + place(parser) + ".");
            }
            parser.nextToken();
            members.put(name, value(depth));
        } while (parser.nextToken() != JsonToken.END_OBJECT);
        return new JsonTree.Members(Collections.unmodifiableMap(members));
    }

    private JsonTree list(int depth) throws FormatException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.END_ARRAY) {
            return JsonTree.Elements.NONE;
        }
        int[] ints = new int[first == JsonToken.VALUE_NUMBER_INT ? FIRST_INTS : 0];
        int size = 0;
        while (isInt(parser)) {
            if (size == ints.length) {
                ints = Arrays.copyOf(ints, size * 2);
            }
            ints[size++] = parser.getIntValue();
            parser.nextToken();
        }
        ints = Arrays.copyOf(ints, size);
        return parser.currentToken() == JsonToken.END_ARRAY ? new JsonTree.Ints(ints) : elements(ints, depth);
    }

    private static boolean isInt(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() == JsonParser.NumberType.INT;
    }

    /** A list that began with {@code ints} and goes on with something else. */
    private JsonTree elements(int[] ints, int depth) throws FormatException {
        List<JsonTree> elements = new ArrayList<>();
        for (int number : ints) {
            elements.add(new JsonTree.Number(Integer.toString(number)));
        }
        values += ints.length;
        do {
            elements.add(value(depth));
        } while (parser.nextToken() != JsonToken.END_ARRAY);
        return new JsonTree.Elements(Collections.unmodifiableList(elements));
    }

    private static FormatException problem(JacksonException broken) {
        TokenStreamLocation at = broken.getLocation();
        String place = at == null ? "" : place(at.getLineNr(), at.getColumnNr());
        return new FormatException(
                broken instanceof StreamConstraintsException
                        ? "It is nested too deep, or has a number or a name that is too long" + place + "."
                        : "It is not valid JSON" + place + ".");
    }

    private static String place(JsonParser parser) {
        return place(parser.currentLocation().getLineNr(), parser.currentLocation().getColumnNr());
    }

    private static String place(int line, int column) {
        return " (line " + line + ", column " + column + ")";
    }
}
