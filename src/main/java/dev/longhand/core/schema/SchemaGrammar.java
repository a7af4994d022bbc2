package dev.longhand.core.schema;

import dev.longhand.core.schema.CharacterSet.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes a GBNF grammar of a schema: every text of the grammar is JSON that keeps the schema. JSON is written on one
 * line, with one space after each comma and colon, as models usually saw it, and so that no model can fill up with
 * white space. Strings may hold any character but NUL.
 *
 * <p>GBNF is the grammar language of llama.cpp. Its version of March 2025 makes a rule for each repetition that a
 * bounded {@code {m,n}} allows, so bounds are kept within {@link #MOST_COUNTED}.
 */
public final class SchemaGrammar {
    /** The largest bound of a length, in characters or elements. */
    public static final int MOST_COUNTED = 1_000;

    /** Numbers without a limit have so many digits at most, which a double holds exactly. */
    private static final int DIGITS = 15;
    private static final long LARGEST = 999_999_999_999_999L;
    private static final String FRACTION = "(\".\" [0-9]{1,6})?";

    private static final CharacterSet PLAIN =
            CharacterSet.of(List.of(new Range(0, 0x1F), new Range('"', '"'), new Range('\\', '\\'))).complement();

    private final SchemaDocument document;
    private final Map<String, String> namesByBody = new LinkedHashMap<>();
    private final Map<String, String> definitions = new LinkedHashMap<>();
    private final StringBuilder definitionRules = new StringBuilder();

    private SchemaGrammar(SchemaDocument document) {
        this.document = document;
    }

    /**
     * The grammar of a whole value.
     *
     * @throws IllegalArgumentException if a limit is above {@link #MOST_COUNTED}, or a reference leads nowhere
     */
    public static String of(SchemaDocument schema) {
        SchemaGrammar grammar = new SchemaGrammar(schema);
        return grammar.text(grammar.expression(schema.root()));
    }

    /**
     * The grammar of the elements with which a list goes on that stands already in part.
     *
     * @param element what each element is
     * @param opening what stands before the first of them: a comma and a space, or nothing
     * @param number of elements, at least 1
     * @param closing what stands after the last element: what closes the list and all around it
     */
    public static String goingOn(SchemaDocument element, String opening, int number, String closing) {
        SchemaGrammar grammar = new SchemaGrammar(element);
        String one = grammar.rule(grammar.expression(element.root()));
        String list = elements(one, number, OptionalInt.of(number));
        return grammar.text(literal(opening) + " " + list + " " + literal(closing));
    }

    private String text(String root) {
        StringBuilder gbnf = new StringBuilder("root ::= ").append(root).append('\n').append(definitionRules);
        namesByBody.forEach((body, name) -> gbnf.append(name).append(" ::= ").append(body).append('\n'));
        return gbnf.toString();
    }

    /** A rule of its own for {@code body}; equal bodies share one. */
    private String rule(String body) {
        String name = namesByBody.get(body);
        if (name == null) {
            name = "r" + (namesByBody.size() + 1);
            namesByBody.put(body, name);
        }
        return name;
    }

    private String expression(JsonSchema schema) {
        return switch (schema) {
            case JsonSchema.Null() -> literal("null");
            case JsonSchema.Bool() -> rule("\"true\" | \"false\"");
            case JsonSchema.Values(List<JsonValue> values) ->
                rule(values.stream().map(v -> literal(v.toJson())).collect(Collectors.joining(" | ")));
            case JsonSchema.Text(int least, OptionalInt most) ->
                rule("\"\\\"\" " + repeated(character(CharacterSet.ALL), least, most) + " \"\\\"\"");
            case JsonSchema.Fitting(TextPattern pattern, Set<String> excluded) ->
                rule("\"\\\"\" " + (excluded.isEmpty() ? runs(pattern.runs()) : fitting(pattern, excluded)) + " \"\\\"\"");
            case JsonSchema.Whole(OptionalLong least, OptionalLong most) -> rule(whole(least, most));
            case JsonSchema.Real(OptionalLong least, OptionalLong most) -> rule(real(least, most));
            case JsonSchema.Array(JsonSchema element, int least, OptionalInt most) -> rule(array(element, least, most));
            case JsonSchema.Members(List<JsonSchema.Property> properties) -> rule(members(properties));
            case JsonSchema.AnyOf(List<JsonSchema> alternatives) ->
                rule(alternatives.stream().map(this::expression).collect(Collectors.joining(" | ")));
            case JsonSchema.Reference reference -> definition(reference);
        };
    }

    /** A definition's rule is named before it is written: it may refer to itself. */
    private String definition(JsonSchema.Reference reference) {
        String known = definitions.get(reference.name());
        if (known != null) {
            return known;
        }
        String name = "d" + (definitions.size() + 1);
        definitions.put(reference.name(), name);
        String body = expression(document.resolve(reference));
        definitionRules.append(name).append(" ::= ").append(body).append('\n');
        return name;
    }

    private static String whole(OptionalLong least, OptionalLong most) {
        if (least.isEmpty() && most.isEmpty()) {
            return "\"-\"? (\"0\" | [1-9] [0-9]{0," + (DIGITS - 1) + "})";
        }
        return WholeNumbers.between(
                least.orElse(Math.min(-LARGEST, most.orElse(0))), most.orElse(Math.max(LARGEST, least.orElse(0))));
    }

    /** A fraction leads away from zero, so the limit that is farther from it has none. */
    private static String real(OptionalLong least, OptionalLong most) {
        if (least.isEmpty() && most.isEmpty()) {
            return whole(least, most) + " " + FRACTION;
        }
        long low = least.orElse(Math.min(-LARGEST, most.orElse(0)));
        long high = most.orElse(Math.max(LARGEST, least.orElse(0)));
        List<String> alternatives = new ArrayList<>();
        alternatives.add(WholeNumbers.between(low, high));
        if (high > Math.max(0, low)) {
            alternatives.add(WholeNumbers.between(Math.max(0, low), high - 1) + " \".\" [0-9]{1,6}");
        }
        if (low < Math.min(0, high)) {
            alternatives.add("\"-\" " + WholeNumbers.between(Math.max(0, -high), -low - 1) + " \".\" [0-9]{1,6}");
        }
        return String.join(" | ", alternatives);
    }

    private String array(JsonSchema element, int least, OptionalInt most) {
        if (most.isPresent() && most.getAsInt() == 0) {
            return literal("[]");
        }
        String list = elements(rule(expression(element)), Math.max(1, least), most);
        return "\"[\" " + (least == 0 ? "(" + list + ")?" : list) + " \"]\"";
    }

    private static String elements(String one, int least, OptionalInt most) {
        OptionalInt more = most.isPresent() ? OptionalInt.of(most.getAsInt() - 1) : most;
        return one + " " + repeated("(\", \" " + one + ")", least - 1, more);
    }

    /**
     * Members in their order. For each property there are two rules: how the object goes on if nothing stands in it yet,
     * and how it goes on after a member, where a comma comes first.
     */
    private String members(List<JsonSchema.Property> properties) {
        String first = "\"\"";
        String then = "\"\"";
        for (JsonSchema.Property property : properties.reversed()) {
            String member = literal(JsonValue.quoted(property.name()) + ": ") + " " + expression(property.schema());
            String next = rule(then);
            String with = member + " " + next;
            first = property.required() ? with : with + " | " + rule(first);
            then = "\", \" " + with + (property.required() ? "" : " | " + next);
        }
        return "\"{\" " + rule(first) + " \"}\"";
    }

    private String runs(List<TextPattern.Run> runs) {
        return runs.stream()
                .map(run -> repeated(character(run.set()), run.least(), run.most()))
                .collect(Collectors.joining(" "));
    }

    private String fitting(TextPattern pattern, Set<String> excluded) {
        return fitting(pattern, excluded, 0)
                .orElseThrow(() -> new IllegalArgumentException("Every string that fits the pattern is excluded."));
    }

    /**
     * A rule for what may follow some characters: all that fits the pattern, but none of these ends. As long as a text
     * goes along with one of them it is watched character by character; when it leaves all of them it is free.
     *
     * @param ends of the excluded strings that begin with the characters so far
     * @return nothing if nothing may follow, not even the end
     */
    private Optional<String> fitting(TextPattern pattern, Set<String> ends, int characters) {
        TextPattern.Run now = pattern.after(characters).getFirst();
        Map<Integer, Set<String>> byNext = new TreeMap<>();
        ends.stream().filter(end -> !end.isEmpty()).forEach(end -> byNext
                .computeIfAbsent(end.codePointAt(0), _ -> new TreeSet<>())
                .add(end.substring(Character.charCount(end.codePointAt(0)))));
        List<String> ways = new ArrayList<>();
        if (now.most().orElse(1) > 0) {
            CharacterSet others = now.set();
            for (Map.Entry<Integer, Set<String>> next : byNext.entrySet()) {
                CharacterSet one = now.set().and(CharacterSet.of(next.getKey()));
                if (!one.isEmpty()) {
                    fitting(pattern, next.getValue(), characters + 1)
                            .ifPresent(rest -> ways.add(character(one) + " " + rest));
                    others = others.and(one.complement());
                }
            }
            if (!others.isEmpty()) {
                ways.add(character(others) + " " + runs(pattern.after(characters + 1)));
            }
        }
        boolean mayEnd = pattern.after(characters).size() == 1 && now.least() == 0;
        if (mayEnd && !ends.contains("")) {
            ways.add("\"\"");
        }
        return ways.isEmpty() ? Optional.empty() : Optional.of(rule(String.join(" | ", ways)));
    }

    /** One character of {@code set} as it stands in a JSON string. */
    private String character(CharacterSet set) {
        List<String> ways = new ArrayList<>();
        CharacterSet plain = set.and(PLAIN);
        if (!plain.isEmpty()) {
            ways.add(plain.ranges().stream().map(SchemaGrammar::range).collect(Collectors.joining("", "[", "]")));
        }
        for (Range range : set.and(PLAIN.complement()).ranges()) {
            for (int c = Math.max(1, range.first()); c <= range.last(); c++) {
                ways.add(literal(JsonValue.escaped(c)));
            }
        }
        // NUL alone leaves nothing that may stand.
        return rule(ways.isEmpty() ? literal(JsonValue.escaped(0)) : String.join(" | ", ways));
    }

    private static String repeated(String one, int least, OptionalInt most) {
        if (least > MOST_COUNTED || most.orElse(0) > MOST_COUNTED) {
            throw new IllegalArgumentException("A grammar counts to " + MOST_COUNTED + " at most.");
        }
        if (most.isEmpty()) {
            return least == 0 ? one + "*" : least == 1 ? one + "+" : one + "{" + least + ",}";
        }
        int upTo = most.getAsInt();
        if (upTo == 0) {
            return "\"\"";
        }
        return upTo == 1 && least == 1 ? one : one + (least == upTo ? "{" + least + "}" : "{" + least + "," + upTo + "}");
    }

    private static String range(Range range) {
        String first = inClass(range.first());
        return range.first() == range.last() ? first : first + "-" + inClass(range.last());
    }

    private static String inClass(int c) {
        boolean itself = c < 0x80 && Character.isLetterOrDigit(c);
        return itself ? Character.toString(c) : "\\U%08X".formatted(c);
    }

    /** {@code text}, which has no control characters, as a GBNF literal. */
    private static String literal(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
