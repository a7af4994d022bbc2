package dev.longhand.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * The YAML at the beginning of a brief: a flat list of keys and texts. It is read token by token, so that every scalar
 * stays the text that stands in the file ({@code 1.10}, {@code no}, {@code 2026-01-01}) and nothing is expanded.
 *
 * @param values one line of text per known key that has any
 * @param notices about keys that were ignored
 */
record FrontMatter(Map<String, String> values, List<String> notices) {
    private static final Set<String> KNOWN = Set.of("title", "audience", "purpose", "style", "language");
    private static final YAMLFactory YAML = new YAMLFactory();

    FrontMatter {
        values = Map.copyOf(values);
        notices = List.copyOf(notices);
    }

    /** The text of a key, empty if the file has none. */
    String value(String key) {
        return values.getOrDefault(key, "");
    }

    /**
     * @param lines between the lines of dashes
     * @param firstLine number of the first of them in the file, from 1
     */
    static FrontMatter parse(String name, List<String> lines, int firstLine) throws BriefException {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> unknown = new TreeSet<>();
        try (JsonParser parser = YAML.createParser(ObjectReadContext.empty(), String.join("\n", lines))) {
            JsonToken first = parser.nextToken();
            if (first != null && first != JsonToken.VALUE_NULL) {
                if (first != JsonToken.START_OBJECT) {
                    throw new BriefException(name + " has front matter that is no list of “key: value” lines.");
                }
                readKeys(name, (YAMLParser) parser, values, unknown);
            }
        } catch (JacksonException | IllegalArgumentException broken) {
            throw new BriefException(name + " has front matter that is not valid YAML (line "
                    + (firstLine + lineOf(broken)) + "); put texts with a colon or quotes between “\"”.");
        }
        List<String> notices = unknown.isEmpty()
                ? List.of()
                : List.of("The brief's front matter has keys that mean nothing here and were ignored: "
                        + String.join(", ", unknown) + ".");
        return new FrontMatter(values, notices);
    }

    private static void readKeys(String name, YAMLParser parser, Map<String, String> values, Set<String> unknown)
            throws BriefException {
        Set<String> seen = new TreeSet<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = PlainCharacters.oneLine(parser.currentName());
            if (!seen.add(key)) {
                throw new BriefException(name + " has the key “" + key + "” twice in its front matter; keep one.");
            }
            JsonToken value = parser.nextToken();
            if (!KNOWN.contains(key)) {
                unknown.add(key);
                parser.skipChildren();
            } else if (parser.isCurrentAlias()) {
                throw new BriefException(name + " refers to another place of its front matter in “" + key
                        + "”; write the text out.");
            } else if (value.isStructStart()) {
                throw new BriefException(name + " has a list or a table as “" + key + "”; write it as one text.");
            } else if (value != JsonToken.VALUE_NULL) {
                values.put(key, PlainCharacters.oneLine(parser.getString()));
            }
        }
        if (parser.nextToken() != null) {
            throw new BriefException(name + " has more than one list of keys in its front matter; keep one.");
        }
    }

    /** Lines after the first, as far as the parser knows. */
    private static int lineOf(Exception broken) {
        if (broken instanceof JacksonException jackson && jackson.getLocation() != null) {
            return Math.max(0, jackson.getLocation().getLineNr() - 1);
        }
        return 0;
    }
}
