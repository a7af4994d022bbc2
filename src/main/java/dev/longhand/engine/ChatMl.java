package dev.longhand.engine;

import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.ChatTurn.Role;
import dev.longhand.core.engine.PromptPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes conversations in ChatML, the form for models that know its tokens but bring no template of their own. */
public final class ChatMl {
    public static final String TURN_BEGINS = "<|im_start|>";
    public static final String TURN_ENDS = "<|im_end|>";

    private ChatMl() {}

    /**
     * The prompt of a conversation. An assistant's turn at the end stays open; otherwise one is opened.
     *
     * @throws IllegalArgumentException if the turns have another order than {@link TurnOrder}
     */
    public static List<PromptPart> render(List<ChatTurn> turns) {
        TurnOrder.require(turns);
        List<PromptPart> parts = new ArrayList<>();
        StringBuilder template = new StringBuilder();
        for (int i = 0; i < turns.size(); i++) {
            ChatTurn turn = turns.get(i);
            template.append(beginning(turn.role()));
            parts.add(new PromptPart.Template(template.toString()));
            template.setLength(0);
            parts.addAll(turn.content());
            boolean open = i == turns.size() - 1 && turn.role() == Role.ASSISTANT;
            template.append(open ? "" : TURN_ENDS + "\n");
        }
        if (!template.isEmpty()) {
            parts.add(new PromptPart.Template(template.append(beginning(Role.ASSISTANT)).toString()));
        }
        return List.copyOf(parts);
    }

    private static String beginning(Role role) {
        return TURN_BEGINS + role.name().toLowerCase(Locale.ROOT) + "\n";
    }
}
