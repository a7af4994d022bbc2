package dev.longhand.engine.libllama;

import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.engine.GenerationRun;
import dev.longhand.engine.PromptTokens;
import java.util.Optional;

/**
 * One generation, on the session's thread.
 *
 * <p>The last token of the prompt is always read alone, as every token is that was sampled: so a first generation, a reroll
 * and a chunk that goes on all start from the same computation.
 */
final class Generation {
    private final LibllamaModel model;
    private final NativeContext context;
    private final Chance chance;
    private final GenerationRun run;
    private final GenerationRequest request;

    Generation(LibllamaModel model, NativeContext context, Chance chance, GenerationRun run) {
        this.model = model;
        this.context = context;
        this.chance = chance;
        this.run = run;
        this.request = run.request();
    }

    void run() throws EngineException {
        TokenIds prompt = PromptTokens.of(model, request);
        if (prompt.size() >= context.window()) {
            run.contextFull(context.window(), prompt.size());
            return;
        }
        run.onCancel(context.newFlag()::raise);
        read(prompt);
        if (!run.ended()) {
            write(prompt);
        }
    }

    /** Brings the prompt into the cache, as far as it is not there. */
    private void read(TokenIds prompt) throws EngineException {
        int last = prompt.size() - 1;
        int reused = context.keep(prompt, last);
        run.promptStarts(prompt.size(), reused, true);
        int done = reused;
        while (done < prompt.size() && !run.ended()) {
            int next = done < last ? Math.min(done + NativeContext.BATCH_TOKENS, last) : prompt.size();
            if (!decode(prompt.slice(done, next).toArray())) {
                return;
            }
            done = next;
            run.promptEvaluated(done - reused);
        }
    }

    private void write(TokenIds prompt) throws EngineException {
        StopRules rules = request.stopRules();
        int most = Math.min(rules.mostTokens(), context.window() - prompt.size());
        // A grammar knows itself when a text may end.
        int barredUntil = request.grammar().isPresent() ? 0 : rules.minimumTokens();
        TokenText text = TokenText.after(request.prompt(), model.words());
        try (TokenChoice choice = new TokenChoice(
                context, chance, request, model.words().size(), model.silentIds(), model.endIds())) {
            choice.remember(prompt, request.sampling().repeatLastTokens());
            int count = 0;
            while (!run.ended()) {
                if (count == most) {
                    run.contextFull(context.window(), prompt.size());
                    return;
                }
                int token = choice.next(count < barredUntil);
                if (model.endIds().contains(token)) {
                    run.endOfText(Optional.of(model.endToken(token)));
                    return;
                }
                count++;
                run.token(token, text.accept(token));
                // What is read only for a token that will not be sampled is left to whoever goes on.
                if (!run.ended() && count < most && !decode(token)) {
                    return;
                }
            }
        }
    }

    /** @return false if the writer asked for the end meanwhile */
    private boolean decode(int... tokens) throws EngineException {
        int result = context.read(tokens);
        if (result == ContextCalls.ABORTED && run.cancelRequested()) {
            return false;
        }
        if (result != ContextCalls.DONE) {
            throw new EngineException(
                    "ENGINE-DECODE",
                    "The engine failed while it worked; try again, and load the model anew if it fails again.");
        }
        return true;
    }
}
