package dev.longhand.core.prompt;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Language;
import dev.longhand.core.document.Outline;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The texts Longhand says to a model, one set per document language. They stand in {@code en.properties} and
 * {@code zh.properties} beside this class; a writer can read them and give others.
 */
public final class PromptTexts {
    private final Map<String, String> texts;

    private PromptTexts(Map<String, String> texts) {
        this.texts = texts;
    }

    /** The texts that Longhand brings for a language. */
    public static PromptTexts of(Language language) {
        String name = language.tag() + ".properties";
        try (InputStream in = PromptTexts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name);
            }
            return new PromptTexts(load(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * These texts, with those that {@code properties} names in place of them.
     *
     * @throws IllegalArgumentException naming the first key that no text has
     */
    public PromptTexts changedBy(Reader properties) throws IOException {
        Map<String, String> changes = load(properties);
        Set<String> unknown = new TreeSet<>(changes.keySet());
        unknown.removeAll(texts.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("There is no prompt text called \"" + unknown.iterator().next()
                    + "\"; there are " + String.join(", ", new TreeSet<>(texts.keySet())) + ".");
        }
        Map<String, String> all = new HashMap<>(texts);
        all.putAll(changes);
        return new PromptTexts(Map.copyOf(all));
    }

    private static Map<String, String> load(Reader reader) throws IOException {
        Properties properties = new Properties();
        properties.load(reader);
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(k -> k, properties::getProperty));
    }

    /** The system message. */
    public String system() {
        return text("system");
    }

    /** The brief, a line per field that is not empty, each line ended. */
    public String brief(Brief brief) {
        StringBuilder out = new StringBuilder();
        line(out, "title", brief.title());
        line(out, "audience", brief.audience());
        line(out, "purpose", brief.purpose());
        line(out, "style", brief.style());
        if (!brief.notes().isEmpty()) {
            out.append(text("notes")).append('\n');
            brief.notes().forEach(note -> line(out, "note", note));
        }
        return out.toString();
    }

    private void line(StringBuilder out, String key, String value) {
        if (!value.isBlank()) {
            out.append(text(key).replace("{text}", value.strip().replaceAll("\\R", " "))).append('\n');
        }
    }

    /** The outline as a numbered list under its label, each line ended; empty if there is none. */
    public String outline(Outline outline) {
        if (outline.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder(text("outline")).append('\n');
        for (int i = 0; i < outline.sections().size(); i++) {
            out.append(fill("entry", i, outline.sections().get(i).heading(), 0)).append('\n');
        }
        return out.toString();
    }

    /** The request for the section at {@code index} (from 0), with its goal on a line of its own. */
    public String section(Outline outline, int index, int tokens) {
        String goal = outline.sections().get(index).goal();
        String request = fill("section", index, outline.sections().get(index).heading(), tokens);
        return goal.isBlank() ? request : request + "\n" + goal.strip();
    }

    /** The request to say more of the section at {@code index} (from 0). */
    public String sectionExtension(Outline outline, int index, int tokens) {
        return fill("sectionExtension", index, outline.sections().get(index).heading(), tokens);
    }

    /** The request for an outline as JSON. */
    public String proposal() {
        return text("proposal");
    }

    /** The request for a whole document in one answer. */
    public String answer() {
        return text("answer");
    }

    /** The request to say more of a document that was written as one answer. */
    public String answerExtension(int tokens) {
        return text("answerExtension").replace("{tokens}", Integer.toString(tokens));
    }

    /** The request before a document tail whose beginning did not fit the window. */
    public String answerTail() {
        return text("answerTail");
    }

    private String fill(String key, int index, String heading, int tokens) {
        // The heading goes in last: what it says is text, whatever braces it has.
        return text(key)
                .replace("{number}", Integer.toString(index + 1))
                .replace("{tokens}", Integer.toString(tokens))
                .replace("{heading}", heading);
    }

    private String text(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalStateException("missing prompt text " + key);
        }
        return text;
    }
}
