package dev.longhand.engine;

import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.ChatTurn.Role;
import dev.longhand.core.engine.ModelDescription.ChatStyle;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.model.ChatFamily;
import dev.longhand.model.GgufHeader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Writes conversations as prompts. The engine renders the template over placeholders, the result is cut at them, and the
 * turns' contents take their places; so no content is ever seen by a template.
 *
 * <p>What a conversation has in common with a longer one is the same in both, whatever the template does: an assistant's
 * turn always follows the same opening, closed or not, and each exchange of a user's and an assistant's turn adds its own
 * piece of template, cut out of a rendering that ends there. So a session can reuse all it has evaluated. Immutable.
 */
public final class ChatRenderer {
    private static final Logger LOG = System.getLogger(ChatRenderer.class.getName());

    /** From the third exchange on templates repeat themselves. */
    private static final int DIFFERENT_EXCHANGES = 3;

    private static final PromptPart PARAGRAPH = new PromptPart.Text("\n\n");
    private static final String EMPTY_THOUGHT = "<think>\n\n</think>\n\n";

    private final ChatStyle style;
    private final List<Exchange> exchanges;
    /** The same with a system turn before; empty if the template has no place for one. */
    private final List<Exchange> exchangesAfterSystem;

    private ChatRenderer(ChatStyle style, List<Exchange> exchanges, List<Exchange> exchangesAfterSystem) {
        this.style = style;
        this.exchanges = exchanges;
        this.exchangesAfterSystem = exchangesAfterSystem;
    }

    /**
     * The pieces of template that one exchange adds to a conversation.
     *
     * @param beforeSystem what stands before the system text; empty without one
     * @param beforeUser what stands before the user's text
     * @param answer what stands between the user's text and the assistant's
     */
    private record Exchange(String beforeSystem, String beforeUser, String answer) {
        Exchange withThought() {
            return new Exchange(beforeSystem, beforeUser, answer + EMPTY_THOUGHT);
        }
    }

    /**
     * The renderer for a model: by its template's family, or else ChatML if its vocabulary has it, or else plain text.
     *
     * @param template renders turns of these roles, each with its placeholder, by the family, and opens an answer
     */
    public static ChatRenderer of(GgufHeader header, BiFunction<ChatFamily, List<Placeholder>, String> template) {
        boolean thinks = header.chatTemplate()
                .filter(text -> text.contains("<think>") && text.contains("</think>"))
                .isPresent();
        return header.chatTemplate()
                .flatMap(ChatFamily::of)
                .flatMap(family -> byTemplate(turns -> template.apply(family, turns), thinks))
                .orElseGet(() -> knowsChatMl(header) ? chatMl() : plain());
    }

    private static boolean knowsChatMl(GgufHeader header) {
        return header.vocabulary().id(ChatMl.TURN_BEGINS) >= 0 && header.vocabulary().id(ChatMl.TURN_ENDS) >= 0;
    }

    /**
     * A renderer by a template, if that has a place for every turn.
     *
     * @param template renders turns of these roles, each with its placeholder, and opens an answer
     * @param thinks whether the model thinks before it answers unless it finds an empty thought
     */
    private static Optional<ChatRenderer> byTemplate(Function<List<Placeholder>, String> template, boolean thinks) {
        List<Exchange> plain = exchanges(template, false, thinks);
        return plain.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChatRenderer(ChatStyle.TEMPLATE, plain, exchanges(template, true, thinks)));
    }

    private static ChatRenderer chatMl() {
        return new ChatRenderer(ChatStyle.CHATML, List.of(), List.of());
    }

    /** For base models: the texts follow each other. */
    private static ChatRenderer plain() {
        return new ChatRenderer(ChatStyle.PLAIN, List.of(), List.of());
    }

    /** A turn as a template sees it: {@code text} is one ASCII word that stands nowhere else. */
    public record Placeholder(Role role, String text) {
        static Placeholder number(int turn, Role role) {
            return new Placeholder(role, "Zq" + (char) ('A' + turn) + "xLonghandTurn" + (char) ('A' + turn) + "qZ");
        }
    }

    public ChatStyle style() {
        return style;
    }

    /**
     * The prompt of a conversation.
     *
     * @throws IllegalArgumentException if the turns are in no order that {@code Model.renderChat} allows
     */
    public List<PromptPart> render(List<ChatTurn> turns) {
        TurnOrder.require(turns);
        return switch (style) {
            case TEMPLATE -> chat(turns);
            case CHATML -> ChatMl.render(turns);
            case PLAIN -> continued(turns);
        };
    }

    private List<PromptPart> chat(List<ChatTurn> turns) {
        boolean system = turns.getFirst().role() == Role.SYSTEM;
        boolean placed = system && !exchangesAfterSystem.isEmpty();
        List<Exchange> known = placed ? exchangesAfterSystem : exchanges;
        List<PromptPart> parts = new ArrayList<>();
        if (placed) {
            addTemplate(parts, known.getFirst().beforeSystem());
            parts.addAll(turns.getFirst().content());
        }
        int exchange = 0;
        for (ChatTurn turn : turns) {
            Exchange pieces = known.get(Math.min(exchange, known.size() - 1));
            switch (turn.role()) {
                case SYSTEM -> {}
                case USER -> {
                    addTemplate(parts, pieces.beforeUser());
                    if (system && !placed && exchange == 0) {
                        parts.addAll(turns.getFirst().content());
                        parts.add(PARAGRAPH);
                    }
                    parts.addAll(turn.content());
                    addTemplate(parts, pieces.answer());
                    exchange++;
                }
                case ASSISTANT -> parts.addAll(turn.content());
            }
        }
        return List.copyOf(parts);
    }

    private static List<PromptPart> continued(List<ChatTurn> turns) {
        List<PromptPart> parts = new ArrayList<>();
        for (ChatTurn turn : turns) {
            parts.addAll(turn.content());
            parts.add(PARAGRAPH);
        }
        if (turns.getLast().role() == Role.ASSISTANT) {
            parts.removeLast();
        }
        return List.copyOf(parts);
    }

    private static void addTemplate(List<PromptPart> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new PromptPart.Template(text));
        }
    }

    /** What the template writes for the first exchanges; empty if it has no place for one of the turns. */
    private static List<Exchange> exchanges(
            Function<List<Placeholder>, String> template, boolean system, boolean thinks) {
        List<Exchange> exchanges = new ArrayList<>();
        for (int count = 1; count <= DIFFERENT_EXCHANGES; count++) {
            List<Placeholder> turns = new ArrayList<>();
            if (system) {
                turns.add(Placeholder.number(0, Role.SYSTEM));
            }
            for (int turn = 1; turn < 2 * count; turn++) {
                turns.add(Placeholder.number(turn, turn % 2 == 1 ? Role.USER : Role.ASSISTANT));
            }
            List<String> pieces = pieces(template, turns);
            if (pieces.isEmpty()) {
                return List.of();
            }
            int last = pieces.size() - 1;
            String beforeSystem = system && count == 1 ? pieces.getFirst() : "";
            Exchange exchange = new Exchange(beforeSystem, pieces.get(last - 1), pieces.get(last));
            exchanges.add(thinks ? exchange.withThought() : exchange);
        }
        return List.copyOf(exchanges);
    }

    /** What stands before, between and after the placeholders; empty if one is missing, doubled or out of order. */
    private static List<String> pieces(Function<List<Placeholder>, String> template, List<Placeholder> turns) {
        String rendered;
        try {
            rendered = template.apply(turns);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The engine cannot render the model's chat template", e);
            return List.of();
        }
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (Placeholder turn : turns) {
            int at = rendered.indexOf(turn.text(), from);
            if (at < 0 || rendered.indexOf(turn.text()) != at || rendered.lastIndexOf(turn.text()) != at) {
                return List.of();
            }
            pieces.add(rendered.substring(from, at));
            from = at + turn.text().length();
        }
        pieces.add(rendered.substring(from));
        return pieces;
    }
}
