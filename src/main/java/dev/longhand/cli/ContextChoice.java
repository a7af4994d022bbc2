package dev.longhand.cli;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Language;
import dev.longhand.core.document.Outline;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.MemoryFit;
import dev.longhand.model.MemoryNeed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

    /** What a writer can do about a refusal besides what the refusal says. */
    static final String ALL_THE_SAME = "or load it all the same with --force";

    /**
     * The window that was asked for, or else the smallest of what the model was trained for, what memory allows and
     * what is needed.
     *
     * @param available bytes of memory
     * @param force whether a model that takes more memory than there is shall be loaded all the same
     * @throws BadInput if the memory does not hold the model with even a small window
     */
    static ContextChoice of(OptionalInt asked, GgufHeader header, long available, int needed, boolean force)
            throws BadInput {
        int trained = header.trainedContext() > 0 ? header.trainedContext() : UNKNOWN_TRAINED;
        MemoryNeed memory = MemoryNeed.of(header);
        int useful = Math.min(needed, trained);
        int comfortable = memory.largestContext(available);
        ContextChoice choice;
        if (asked.isPresent()) {
            choice = new ContextChoice(asked.getAsInt(), "as asked", beyondTraining(asked.getAsInt(), trained));
        } else if (comfortable >= Math.min(LEAST, useful)) {
            int tokens = Math.min(useful, comfortable);
            String why = tokens == needed
                    ? "what the draft needs"
                    : tokens == comfortable ? "what memory allows" : "what the model was trained for";
            choice = new ContextChoice(tokens, why, List.of());
        } else {
            choice = new ContextChoice(force ? useful : Math.min(useful, STEP), "memory is short", List.of());
        }
        return choice.checked(memory.fit(choice.tokens, available), force);
    }

    private static List<String> beyondTraining(int tokens, int trained) {
        return tokens <= trained
                ? List.of()
                : List.of("The model was trained for " + Numbers.whole(trained)
                        + " tokens; what it writes beyond may make no sense.");
    }

    /** With a notice where memory is short; refused where it is too short. */
    private ContextChoice checked(MemoryFit fit, boolean force) throws BadInput {
        if (fit.verdict() == MemoryFit.Verdict.FITS) {
            return this;
        }
        if (fit.verdict() == MemoryFit.Verdict.TOO_LARGE && !force) {
            throw new BadInput(fit.sentence(ALL_THE_SAME));
        }
        List<String> more = new ArrayList<>(notices);
        more.add(fit.sentence());
        return new ContextChoice(tokens, why, List.copyOf(more));
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
