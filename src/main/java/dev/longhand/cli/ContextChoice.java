package dev.longhand.cli;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Language;
import dev.longhand.core.document.Outline;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.MemoryNeed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/**
 * How large the context window is, and why.
 *
 * @param tokens of the window
 * @param why in a few words
 * @param notices what the writer should know about it, a sentence each
 */
record ContextChoice(int tokens, String why, List<String> notices) {
    /** The smallest window that can be asked for, in tokens. */
    static final int LEAST = 64;

    private static final int STEP = 256;

    /** A model whose file does not say what it was trained for gets what was usual when files did not. */
    private static final int UNKNOWN_TRAINED = 2_048;

    /**
     * The window that was asked for, or else the smallest of what the model was trained for, what memory allows and
     * what is needed.
     *
     * @param available bytes of memory
     * @throws BadInput if the memory does not hold the model with even a small window
     */
    static ContextChoice of(OptionalInt asked, GgufHeader header, long available, int needed) throws BadInput {
        int trained = header.trainedContext() > 0 ? header.trainedContext() : UNKNOWN_TRAINED;
        MemoryNeed memory = MemoryNeed.of(header);
        if (asked.isPresent()) {
            return asked(asked.getAsInt(), trained, memory, available);
        }
        int fits = memory.largestContext(available);
        if (fits < LEAST) {
            throw new BadInput("There is not enough free memory for this model (%s MB are free, it takes %s MB); %s."
                    .formatted(
                            Numbers.whole(available >> 20),
                            Numbers.whole(memory.bytes(STEP) >> 20),
                            "close other programs or choose a smaller model"));
        }
        int tokens = Math.min(needed, Math.min(trained, fits));
        String why = tokens == needed
                ? "what the draft needs"
                : tokens == fits ? "what memory allows" : "what the model was trained for";
        return new ContextChoice(tokens, why, List.of());
    }

    private static ContextChoice asked(int tokens, int trained, MemoryNeed memory, long available) throws BadInput {
        if (memory.bytes(tokens) > available) {
            throw new BadInput("A context of %s tokens takes %s MB and only %s MB are free; choose a smaller one."
                    .formatted(
                            Numbers.whole(tokens),
                            Numbers.whole(memory.bytes(tokens) >> 20),
                            Numbers.whole(available >> 20)));
        }
        List<String> notices = tokens <= trained
                ? List.of()
                : List.of("The model was trained for " + Numbers.whole(trained)
                        + " tokens; what it writes beyond may make no sense.");
        return new ContextChoice(tokens, "as asked", notices);
    }

    /**
     * Tokens that a whole draft needs, estimated before there is a tokenizer: rather too many than too few, because
     * text that does not fit is dropped from the model's sight.
     *
     * @param chunk the chunk limit
     */
    static int needed(Brief brief, Outline outline, DraftTarget target, int chunk) {
        boolean chinese = brief.language() == Language.CHINESE;
        double tokensPerWord = chinese ? 1.5 : 2;
        double text = target.unit() == DraftTarget.Unit.TOKENS ? target.amount() : target.amount() * tokensPerWord;
        int bytes = bytes(brief.title()) + bytes(brief.audience()) + bytes(brief.purpose()) + bytes(brief.style());
        bytes += brief.notes().stream().mapToInt(note -> bytes(note) + 4).sum();
        bytes += outline.sections().stream().mapToInt(s -> 2 * bytes(s.heading()) + bytes(s.goal()) + 8).sum();
        // A request and its template marks for every section, and for an extension of every 200 tokens.
        double requests = 48.0 * outline.sections().size() + 0.3 * text;
        double all = 256 + bytes / 2.0 + text + requests + 1.25 * chunk;
        return (int) Math.min(Integer.MAX_VALUE / 2, Math.ceil(all / STEP) * STEP);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
