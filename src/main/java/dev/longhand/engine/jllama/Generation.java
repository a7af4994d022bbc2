package dev.longhand.engine.jllama;

import de.kherud.llama.NativeCalls.Output;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.engine.GenerationRun;
import dev.longhand.engine.PromptTokens;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One generation on java-llama.cpp, on the session's thread.
 *
 * <p>The prompt is evaluated in steps: a call of the library cannot be ended from elsewhere before its first output, so
 * each step is a call of its own. The steps leave the last token of the prompt to the call that samples, which so always
 * evaluates exactly that one: a first generation, a reroll and a continuation all start from the same computation.
 */
final class Generation {
    /** Most tokens that may wait for the rest of a character: one for each byte but its last. */
    private static final int MOST_HELD_TOKENS = 3;

    private final JllamaModel model;
    private final NativeModel lent;
    private final int window;
    private final GenerationRun run;
    private final GenerationRequest request;
    private final StopRules rules;
    private final SampledTokens sampled;

    Generation(JllamaModel model, NativeModel lent, int window, GenerationRun run) {
        this.model = model;
        this.lent = lent;
        this.window = window;
        this.run = run;
        this.request = run.request();
        this.rules = request.stopRules();
        this.sampled = new SampledTokens(model.pieceTokens(), run);
    }

    void run() throws EngineException {
        TokenIds prompt = PromptTokens.of(model, request);
        if (prompt.size() >= window) {
            run.contextFull(window, prompt.size());
            return;
        }
        try {
            evaluate(prompt);
            sample(prompt);
        } catch (NativeModel.Failure failure) {
            lent.cached(TokenIds.NONE);
            end(failure, prompt);
        }
    }

    private void end(NativeModel.Failure failure, TokenIds prompt) throws EngineException {
        if (failure.windowFull()) {
            run.contextFull(window, prompt.size());
        } else {
            throw new EngineException(
                    "ENGINE-DECODE",
                    "The engine failed while it worked; try again, and restart the program if it fails again.",
                    failure);
        }
    }

    /** Brings all of the prompt but its last token into the cache. */
    private void evaluate(TokenIds prompt) throws NativeModel.Failure {
        int last = prompt.size() - 1;
        int reused = Math.min(lent.cached().commonPrefix(prompt), last);
        run.promptStarts(prompt.size(), reused, false);
        int done = reused;
        while (done < last && !run.ended()) {
            int next = Math.min(done + NativeModel.BATCH_TOKENS, last);
            lent.cached(prompt.slice(0, done));
            lent.evaluate(prompt.slice(0, next));
            lent.cached(prompt.slice(0, next));
            done = next;
            run.promptEvaluated(done - reused);
        }
    }

    /** Lets the library sample until something ends the text. */
    private void sample(TokenIds prompt) throws NativeModel.Failure {
        int most = Math.min(rules.mostTokens(), window - prompt.size());
        // A grammar knows itself when a text may end, and it would begin anew with a second call.
        int barredUntil = request.grammar().isPresent() ? 0 : Math.min(rules.minimumTokens(), most);
        for (int call = 0; !run.ended(); call++) {
            int before = sampled.count();
            boolean barring = before < barredUntil;
            int upTo = upTo(before, barredUntil, most);
            if (upTo <= before) {
                endOfWindow(prompt);
                return;
            }
            boolean modelEnded = call(prompt, upTo - before, barring, seed(call));
            if (run.ended()) {
                return;
            }
            if (modelEnded) {
                run.endOfText(Optional.empty());
            } else if (upTo == most || sampled.count() == before) {
                sampled.unfinished(upTo - sampled.count());
                if (upTo == most) {
                    endOfWindow(prompt);
                }
            }
        }
    }

    /**
     * To how many tokens of the generation the next call may go. If that is no more than there are, the tokens as they
     * were worked out fill the window: no call is left, and the library would take a limit below 1 for none.
     */
    static int upTo(int before, int barredUntil, int most) {
        // An unfinished character at the end of a call is lost and sampled again: leave room to finish it.
        return before < barredUntil ? Math.min(most, Math.max(barredUntil, before + MOST_HELD_TOKENS + 1)) : most;
    }

    /** The library's limit was reached: if it was not the chunk's, it was the window's. */
    private void endOfWindow(TokenIds prompt) {
        if (!run.ended()) {
            run.contextFull(window, prompt.size());
        }
    }

    /**
     * One call of the library.
     *
     * @param most tokens to sample, at least 1
     * @param barring whether tokens that end the text are barred
     * @return true if the model ended its text, false if the limit was reached or the run has ended
     */
    private boolean call(TokenIds prompt, int most, boolean barring, long seed) throws NativeModel.Failure {
        TokenIds base = prompt.then(sampled.ids());
        Set<Integer> barred = new HashSet<>(model.silentIds());
        if (barring) {
            barred.addAll(model.endIds());
        }
        sampled.callBegins();
        // The rest is certain only when the first output is there.
        lent.cached(base.slice(0, Math.min(lent.cached().commonPrefix(base), base.size() - 1)));
        int task = lent.start(CompletionRequest.generate(base, most, request, seed, barred));
        boolean begun = false;
        boolean over = false;
        boolean silent = false;
        try {
            while (!run.ended()) {
                Output output = lent.receive(task);
                begun = true;
                if (output.last()) {
                    over = true;
                    silent = silent || (!barring && endedUnseen(most));
                    limitReached(!silent && sampled.countInCall() == most);
                    return silent;
                }
                if (silent) {
                    sampled.unknown();
                }
                silent = output.text().isEmpty();
                if (!silent) {
                    sampled.take(output.text());
                }
            }
            over = sampled.countInCall() == most && !run.cancelRequested() && lent.receive(task).last();
            limitReached(over);
            return false;
        } finally {
            if (!over) {
                lent.cancel(task);
            }
            if (begun) {
                lent.cached(read(prompt, over && silent));
            }
        }
    }

    /**
     * A token without a spelling that nothing follows is an end token. It has no output of its own where a character was
     * unfinished; then only the number of tokens tells, if it is certain to be less than what was asked for.
     */
    private boolean endedUnseen(int most) {
        return !sampled.lostInCall() && sampled.mostInCall() + MOST_HELD_TOKENS < most;
    }

    private void limitReached(boolean asCounted) {
        if (asCounted) {
            sampled.callWasExact();
        }
    }

    /** What the library has in its cache for certain: a token gets there when the next one is sampled. */
    private TokenIds read(TokenIds prompt, boolean withLast) {
        TokenIds all = prompt.then(sampled.knownIds());
        return withLast ? all : all.slice(0, all.size() - 1);
    }

    /** Each call begins new random numbers; the first those of the request. */
    private long seed(int call) {
        return (request.seed() + call * 0x9E3779B1L) & Integer.MAX_VALUE;
    }
}
