package dev.longhand.ui.editor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How one line of Markdown looks on the page. The marks stay visible, but faint. No state from other lines. */
final class MarkdownLine {
    private static final Pattern HEADING = Pattern.compile("(#{1,6}[ \\t]+)(.*)");
    private static final Pattern BLOCK = Pattern.compile("\\s*(?:[-*+]|\\d{1,9}[.)]|>)\\s+");
    private static final Pattern INLINE = Pattern.compile(
            "(\\*\\*)(?=\\S)(.+?)(?<=\\S)(\\*\\*)|(`)([^`]+)(`)|(?<![*\\w])(\\*)(?=[^\\s*])([^*]+)(?<=\\S)(\\*)(?![*\\w])");

    /** A stretch of the line and its style classes. */
    record Span(int length, Collection<String> styles) {}

    private final List<Span> spans = new ArrayList<>();
    private final List<String> paragraph;

    private MarkdownLine(String line) {
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
            String level = "h" + Math.min(3, heading.group(1).strip().length());
            add(heading.group(1).length(), "mark", level);
            add(heading.group(2).length(), "heading", level);
            paragraph = List.of("heading-line");
        } else {
            Matcher block = BLOCK.matcher(line);
            int from = block.lookingAt() ? block.end() : 0;
            add(from, "mark");
            inline(line, from);
            paragraph = line.isBlank() ? List.of("blank") : List.of();
        }
    }

    static MarkdownLine of(String line) {
        return new MarkdownLine(line);
    }

    /** One after another, from the line's beginning to its end; empty for an empty line. */
    List<Span> spans() {
        return spans;
    }

    /** Style classes of the whole line. */
    List<String> paragraph() {
        return paragraph;
    }

    private void inline(String line, int from) {
        int at = from;
        Matcher inline = INLINE.matcher(line);
        while (at < line.length() && inline.find(at)) {
            add(inline.start() - at);
            int group = inline.group(1) != null ? 1 : inline.group(4) != null ? 4 : 7;
            String style = group == 1 ? "strong" : group == 4 ? "code" : "emphasis";
            add(inline.group(group).length(), "mark");
            add(inline.group(group + 1).length(), style);
            add(inline.group(group + 2).length(), "mark");
            at = inline.end();
        }
        add(line.length() - at);
    }

    private void add(int length, String... styles) {
        if (length > 0) {
            spans.add(new Span(length, List.of(styles)));
        }
    }
}
