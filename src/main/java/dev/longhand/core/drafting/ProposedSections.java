package dev.longhand.core.drafting;

import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Section;
import dev.longhand.core.schema.JsonValue;
import dev.longhand.core.schema.JsonValue.Members;
import dev.longhand.core.schema.JsonValue.Text;
import dev.longhand.core.schema.SchemaCheck;
import dev.longhand.core.schema.SchemaDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sections that were taken from a model's answers so far: tidied, and no heading twice. */
final class ProposedSections {
    /** What small models write of a section at one go, in tokens. */
    private static final int SMALLEST = 80;
    private static final int LARGEST = 500;

    /** A goal that would be shorter without the punctuation at its end keeps it. */
    private static final int LEAST_GOAL = 5;

    private record Entry(String heading, String goal, int tokens) {}

    private final String title;
    private final SchemaDocument section;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> headings = new HashSet<>();

    /** @param section the schema that each section keeps, also after it was tidied */
    ProposedSections(String title, SchemaDocument section) {
        this.title = title;
        this.section = section;
        headings.add(key(title));
    }

    /** The headings that no section may have any more; the document's title is none either. */
    Set<String> taken() {
        return Stream.concat(Stream.of(title), entries.stream().map(Entry::heading)).collect(Collectors.toSet());
    }

    int size() {
        return entries.size();
    }

    /**
     * Takes a section, unless its heading stands already or is no heading without the marks around it.
     *
     * @param value keeps the schema
     * @param at how many sections stay before it
     * @return whether it was taken
     */
    boolean take(JsonValue value, int at) {
        Entry entry = entry(value);
        boolean isNew = SchemaCheck.problem(section, json(entry)).isEmpty() && headings.add(key(entry.heading()));
        if (isNew) {
            entries.add(at, entry);
        }
        return isNew;
    }

    private static Entry entry(JsonValue value) {
        if (value instanceof Members(Map<String, JsonValue> members)
                && members.get("heading") instanceof Text(String heading)
                && members.get("goal") instanceof Text(String goal)
                && members.get("target_tokens") instanceof JsonValue.Number tokens) {
            String tidied = tidy(goal);
            return new Entry(tidy(heading), tidied.length() < LEAST_GOAL ? goal : tidied, tokens.value().intValueExact());
        }
        throw new IllegalArgumentException("a section that does not keep the schema");
    }

    /** One space between words, and no punctuation or dash left over at the end. */
    private static String tidy(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("[\\s,;:'&/(.、，；：·-]+$", "").strip();
    }

    /** Headings that differ in capitals or signs only are one to a reader. */
    private static String key(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    /** The beginning of the answer: all up to the end of the first {@code number} sections. */
    String begun(int number) {
        return entries.stream()
                .limit(number)
                .map(entry -> json(entry).toJson())
                .collect(Collectors.joining(", ", "{\"title\": " + JsonValue.quoted(title) + ", \"sections\": [", ""));
    }

    private static JsonValue json(Entry entry) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("heading", new Text(entry.heading()));
        members.put("goal", new Text(entry.goal()));
        members.put("target_tokens", JsonValue.Number.of(entry.tokens()));
        return new Members(members);
    }

    /** The outline; its targets have the proportions of the model's, as far as they make sense, and this sum. */
    Outline outline(int targetTokens) {
        int[] targets = targets(targetTokens);
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            sections.add(new Section(entries.get(i).heading(), entries.get(i).goal(), OptionalInt.of(targets[i])));
        }
        return new Outline(sections);
    }

    /**
     * Shares the sum in the model's proportions, as far as they make sense: a section gets what small models write at
     * one go where the sum allows it, otherwise no less than half of the average and no more than twice as much.
     */
    private int[] targets(int sum) {
        int number = entries.size();
        boolean usual = sum >= number * SMALLEST && sum <= number * LARGEST;
        double least = usual ? SMALLEST : 0.5 * sum / number;
        double most = usual ? LARGEST : 2.0 * sum / number;
        double low = 0;
        double high = sum;
        while (high - low > 1e-9 * high) {
            double scale = (low + high) / 2;
            if (entries.stream().mapToDouble(e -> Math.clamp(scale * e.tokens(), least, most)).sum() < sum) {
                low = scale;
            } else {
                high = scale;
            }
        }
        return rounded(high, least, most, sum);
    }

    /** Rounds where one share ends and the next begins, so that nothing is lost. */
    private int[] rounded(double scale, double least, double most, int sum) {
        int[] targets = new int[entries.size()];
        double until = 0;
        int given = 0;
        for (int i = 0; i < targets.length; i++) {
            until += Math.clamp(scale * entries.get(i).tokens(), least, most);
            int left = targets.length - 1 - i;
            int end = left == 0 ? sum : Math.clamp(Math.round(until), given + 1, sum - left);
            targets[i] = end - given;
            given = end;
        }
        return targets;
    }
}
