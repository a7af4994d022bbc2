package dev.longhand.core.prompt;

import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.ChatTurn.Role;
import dev.longhand.core.engine.PromptPart;
import java.util.ArrayList;
import java.util.List;

/** Collects requests and answers into turns; the last answer stays open. */
final class Conversation {
    private final List<ChatTurn> turns = new ArrayList<>();
    private final List<PromptPart> user;
    private final List<PromptPart> assistant = new ArrayList<>();
    private boolean asked;

    /** @param introduction what stands before the first request in the user's first turn */
    Conversation(String system, List<PromptPart> introduction) {
        turns.add(ChatTurn.of(Role.SYSTEM, system));
        user = new ArrayList<>(introduction);
    }

    /** Begins a turn with a request, unless it is empty: then what is said next goes on in the turn before. */
    void ask(String request) {
        if (request.isEmpty()) {
            return;
        }
        if (asked) {
            close();
        }
        user.add(new PromptPart.Text(request));
        asked = true;
    }

    void say(List<PromptPart> content) {
        assistant.addAll(content);
    }

    /** All turns; call it once, at the end. */
    List<ChatTurn> turns() {
        close();
        if (turns.getLast().content().isEmpty()) {
            turns.removeLast();
        }
        return List.copyOf(turns);
    }

    private void close() {
        turns.add(new ChatTurn(Role.USER, user));
        turns.add(new ChatTurn(Role.ASSISTANT, assistant));
        user.clear();
        assistant.clear();
        asked = false;
    }
}
