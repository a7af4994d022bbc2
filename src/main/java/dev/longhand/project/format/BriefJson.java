package dev.longhand.project.format;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Language;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A brief, and an outline, as JSON. */
final class BriefJson {
    private BriefJson() {}

    static JsonTree.Members of(Brief brief) {
        return JsonTree.Members.with()
                .text("title", brief.title())
                .text("audience", brief.audience())
                .text("purpose", brief.purpose())
                .text("style", brief.style())
                .texts("notes", brief.notes())
                .text("language", brief.language().tag())
                .build();
    }

    static Brief brief(Fields from) throws FormatException {
        String title = from.text("title");
        String audience = from.text("audience");
        String purpose = from.text("purpose");
        String style = from.text("style");
        List<String> notes = from.texts("notes");
        Language language = language(from);
        return from.made(() -> new Brief(title, audience, purpose, style, notes, language));
    }

    private static Language language(Fields from) throws FormatException {
        String tag = from.text("language");
        for (Language language : Language.values()) {
            if (language.tag().equals(tag)) {
                return language;
            }
        }
        throw from.unknown("language", tag);
    }

    static List<JsonTree.Members> of(Outline outline) {
        return outline.sections().stream()
                .map(section -> JsonTree.Members.with()
                        .text("heading", section.heading())
                        .text("goal", section.goal())
                        .number("targetTokens", section.targetTokens())
                        .build())
                .toList();
    }

    static Outline outline(List<Fields> sections) throws FormatException {
        List<Section> outline = new ArrayList<>();
        for (Fields from : sections) {
            String heading = from.text("heading");
            String goal = from.text("goal");
            OptionalInt targetTokens = from.optionalWhole("targetTokens", 1);
            outline.add(from.made(() -> new Section(heading, goal, targetTokens)));
        }
        return new Outline(outline);
    }
}
