package dev.longhand.engine;

import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.ChatTurn.Role;
import java.util.List;

/** The order of turns that the door asks for: the system's, if there is one, then user and assistant in turn. */
public final class TurnOrder {
    private TurnOrder() {}

    /** @throws IllegalArgumentException if the turns have another order, or none is the user's */
    public static void require(List<ChatTurn> turns) {
        int first = !turns.isEmpty() && turns.getFirst().role() == Role.SYSTEM ? 1 : 0;
        if (turns.size() == first) {
            throw new IllegalArgumentException("A conversation needs a user's turn.");
        }
        for (int i = first; i < turns.size(); i++) {
            Role expected = (i - first) % 2 == 0 ? Role.USER : Role.ASSISTANT;
            if (turns.get(i).role() != expected) {
                throw new IllegalArgumentException("Turn " + (i + 1) + " must be of the " + expected + ".");
            }
        }
    }
}
