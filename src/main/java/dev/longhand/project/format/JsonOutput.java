package dev.longhand.project.format;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** Writes JSON, members in their order, so that the same value always gives the same text. */
final class JsonOutput {
    private static final JsonFactory JSON = new JsonFactory();

    /** The same on every system. */
    private static final ObjectWriteContext FOR_PEOPLE = new ObjectWriteContext.Base() {
        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                            .withObjectEmptySeparator("")
                            .withArrayEmptySeparator(""))
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"));
        }
    };

    private JsonOutput() {}

    /** On one line without a space. */
    static String compact(JsonTree.Members object) {
        return written(object, ObjectWriteContext.empty());
    }

    /** A member on each line, as a person reads it; ends with a line feed. */
    static String pretty(JsonTree.Members object) {
        return written(object, FOR_PEOPLE) + "\n";
    }

    private static String written(JsonTree.Members object, ObjectWriteContext context) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(context, text)) {
            write(object, out);
        }
        return escaped(text.toString());
    }

    private static void write(JsonTree tree, JsonGenerator out) {
        switch (tree) {
            case JsonTree.Null() -> out.writeNull();
            case JsonTree.Bool(boolean value) -> out.writeBoolean(value);
            case JsonTree.Number(String digits) -> out.writeNumber(digits);
            case JsonTree.Text(String value) -> out.writeString(value);
            case JsonTree.Ints(int[] values) -> out.writeArray(values, 0, values.length);
            case JsonTree.Elements(var values) -> {
                out.writeStartArray();
                values.forEach(value -> write(value, out));
                out.writeEndArray();
            }
            case JsonTree.Members(var values) -> {
                out.writeStartObject();
                values.forEach((name, value) -> {
                    out.writeName(name);
                    write(value, out);
                });
                out.writeEndObject();
            }
        }
    }

    /**
     * {@code json} with an escape for every character that is no ASCII and that a file or a program could lose: half of
     * a pair of surrogates is no UTF-8, and some programs end a line where these others stand. All of them stand in
     * strings only.
     */
    private static String escaped(String json) {
        StringBuilder escaped = new StringBuilder();
        int from = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < 0x7f || !needsEscape(json, i)) {
                continue;
            }
            escaped.append(json, from, i).append("\\u%04x".formatted((int) c));
            from = i + 1;
        }
        return from == 0 ? json : escaped.append(json, from, json.length()).toString();
    }

    private static boolean needsEscape(String json, int at) {
        char c = json.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == json.length() || !Character.isLowSurrogate(json.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at == 0 || !Character.isHighSurrogate(json.charAt(at - 1));
        }
        return c <= 0x9f || c == '\u2028' || c == '\u2029';
    }
}
