package dev.longhand.engine.jllama;

import dev.longhand.core.engine.ChatTurn.Role;
import dev.longhand.engine.ChatRenderer;
import dev.longhand.engine.ChatRenderer.Placeholder;
import dev.longhand.model.ChatFamily;
import dev.longhand.model.GgufHeader;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the chat template of a model file is given to the library, which must never see it as it stands. */
final class ChatTemplate {
    /** A template that does nothing of interest; the library runs it once while it loads a model. */
    private static final String HARMLESS = "{% for message in messages %}{{ message['content'] }}{% endfor %}";

    private ChatTemplate() {}

    /**
     * The template to load a model with: a harmless one with the words of the model's family in a comment, by which the
     * library finds its own renderer for the family; ChatML where the family is not known.
     */
    static String forLibrary(GgufHeader header) {
        return header.chatTemplate()
                .flatMap(ChatFamily::of)
                .map(family -> HARMLESS + "{# " + String.join("\n", family.words()) + " #}")
                .orElse(ChatFamily.CHATML.engineName());
    }

    /** The renderer for a model that was loaded with that template. */
    static ChatRenderer renderer(GgufHeader header, NativeModel model) {
        return ChatRenderer.of(header, (_, turns) -> model.applyTemplate(messages(turns)));
    }

    /** Placeholders are plain ASCII words: nothing needs escaping. */
    private static String messages(List<Placeholder> turns) {
        return turns.stream()
                .map(turn -> "{\"role\":\"%s\",\"content\":\"%s\"}".formatted(name(turn.role()), turn.text()))
                .collect(Collectors.joining(",", "{\"messages\":[", "]}"));
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
