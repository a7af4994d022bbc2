package dev.longhand.cli.stops;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.ChatTurn.Role;
import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs stop checks on a model of any engine that can be held to a grammar. A grammar makes the model write the case's
 * text and then end. Where a case names a place in that text, the text is first written without any rules, to learn
 * which tokens bring it there on this model; grammar and greedy sampling make the second time the same.
 */
public final class StopCheckRunner {
    private static final long SEED = 1;

    private final Model model;
    private final int contextSize;

    /** @param contextSize the window of cases that do not name one, in tokens */
    public StopCheckRunner(Model model, int contextSize) {
        this.model = model;
        this.contextSize = contextSize;
    }

    /** Whether a model can be held to a text. */
    public static boolean canRunOn(Model model) {
        return model.capabilities().contains(Capability.GRAMMAR);
    }

    /**
     * Runs one case, for a few seconds at most.
     *
     * @throws EngineException if there is no memory for a session
     */
    public StopCheckResult run(StopCheck check) throws EngineException, InterruptedException {
        List<PromptPart> prompt = prompt(check);
        String text = check.wholeText();
        Optional<Hearing> rehearsal =
                check.needsTokenPlaces() ? Optional.of(rehearse(prompt, text)) : Optional.empty();
        if (rehearsal.isPresent() && !rehearsal.get().text().equals(text)) {
            return Verdict.otherText(check, rehearsal.get().text());
        }
        StopRules rules = rules(check, limit(check, rehearsal));
        int promptTokens = model.tokens(prompt).size();
        int window = check.windowAt()
                .map(at -> promptTokens + tokensAt(at, rehearsal))
                .orElse(contextSize);
        GenerationRequest request = GenerationRequest.of(prompt, Sampling.GREEDY, SEED, rules)
                .withPrecedingText(check.preceding().orElse(""))
                .withGrammar(check.grammar().orElseGet(() -> LiteralGrammar.of(text)));
        Hearing.Heard heard = generate(request, window, check.cancelAfter());
        return new Verdict(check, heard, rehearsal, Math.min(rules.mostTokens(), window - promptTokens)).result();
    }

    private int limit(StopCheck check, Optional<Hearing> rehearsal) {
        return check.limitAt().map(at -> tokensAt(at, rehearsal)).or(check::limit).orElse(contextSize)
                + check.limitPlus().orElse(0);
    }

    private static int tokensAt(String beginning, Optional<Hearing> rehearsal) {
        return rehearsal.orElseThrow().tokensAt(beginning.length());
    }

    private static StopRules rules(StopCheck check, int limit) {
        return StopRules.limit(limit)
                .withStopStrings(check.stops().orElse(List.of()).stream()
                        .map(StopCheck.Stop::rule)
                        .toList())
                .withChunkEnd(check.chunkEnd().orElse(ChunkEnd.HARD))
                .withLoops(check.loops().orElse(true) ? LoopRule.STANDARD : LoopRule.OFF);
    }

    private List<PromptPart> prompt(StopCheck check) {
        if (check.emptyPrompt().orElse(false)) {
            return List.of();
        }
        List<ChatTurn> turns = new ArrayList<>();
        turns.add(ChatTurn.of(Role.USER, "Write a short text."));
        check.preceding().ifPresent(kept -> turns.add(ChatTurn.of(Role.ASSISTANT, kept)));
        return model.renderChat(turns);
    }

    private Hearing rehearse(List<PromptPart> prompt, String text) throws EngineException, InterruptedException {
        StopRules none = StopRules.limit(contextSize).withLoops(LoopRule.OFF);
        GenerationRequest request = GenerationRequest.of(prompt, Sampling.GREEDY, SEED, none)
                .withGrammar(LiteralGrammar.of(text));
        return generate(request, contextSize, Optional.empty()).hearing();
    }

    private Hearing.Heard generate(GenerationRequest request, int window, Optional<String> cancelAfter)
            throws EngineException, InterruptedException {
        try (Session session = model.open(window)) {
            return Hearing.of(session, request, cancelAfter);
        }
    }
}
