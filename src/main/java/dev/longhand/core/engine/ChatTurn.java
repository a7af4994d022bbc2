package dev.longhand.core.engine;

import java.util.List;

/**
 * One turn of a conversation.
 *
 * @param role who speaks
 * @param content text and tokens, no template parts
 */
public record ChatTurn(Role role, List<PromptPart> content) {
    public ChatTurn {
        content = List.copyOf(content);
        if (content.stream().anyMatch(PromptPart.Template.class::isInstance)) {
            throw new IllegalArgumentException("The content of a turn is text, not template.");
        }
    }

    /** Who speaks in a turn. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    public static ChatTurn of(Role role, String text) {
        return new ChatTurn(role, List.of(new PromptPart.Text(text)));
    }
}
