package dev.longhand.engine;

import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.GenerationHandle;
import dev.longhand.core.engine.GenerationListener;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopReason.EndToken;
import dev.longhand.core.engine.Timings;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenUsage;
import dev.longhand.core.engine.TokenizedText;
import dev.longhand.core.stop.StopGate;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One generation as its engine sees it. The engine reports what it does; this class passes every token through a
 * {@link StopGate}, tells the listener, counts, takes the times and makes the result. Engines ask {@link #ended} before
 * each step of the prompt and before each token.
 *
 * <p>Used on the session's thread only; {@link #handle}, {@link #cancelRequested} and {@link #onCancel} are thread-safe.
 */
public final class GenerationRun {
    private static final System.Logger LOG = System.getLogger(GenerationRun.class.getName());

    private static final StopReason.Failed FAILED_ALTOGETHER = new StopReason.Failed(
            "ENGINE-FAILED", "The engine failed; try again, and load the model anew if it fails again.");

    private final GenerationRequest request;
    private final GenerationListener listener;
    private final RunHandle handle;
    private final StopGate gate;
    private final GenerationResult lastResort;
    private final StringBuilder streamed = new StringBuilder();
    private final TokenizedText.Builder tokens = new TokenizedText.Builder();
    private final long startNanos = System.nanoTime();
    private long promptEndNanos;
    private long firstTokenNanos;
    private int total;
    private int reused;
    private int evaluated;
    private boolean reuseObserved;
    private boolean idsKnown = true;
    private boolean countExact = true;
    private @Nullable RuntimeException listenerFailure;

    GenerationRun(GenerationRequest request, GenerationListener listener, Thread thread) {
        this.request = request;
        this.listener = listener;
        this.handle = new RunHandle(thread);
        this.gate = new StopGate(request.stopRules(), request.precedingText());
        this.lastResort = new GenerationResult(
                "", Optional.empty(), FAILED_ALTOGETHER, TokenUsage.NONE, Timings.NONE, request.seed());
    }

    public GenerationRequest request() {
        return request;
    }

    /** Whether the writer asked for the end. */
    public boolean cancelRequested() {
        return handle.cancelled();
    }

    /**
     * Runs {@code action} when the writer asks for the end, on the asking thread, or at once if that was before: for
     * engines that wait for something other than their own work. It must not block.
     */
    public void onCancel(Runnable action) {
        handle.onCancel(action);
    }

    /** Whether nothing more is to be done: a reason was decided, or the writer asked for the end. */
    public boolean ended() {
        return gate.reason().isPresent() || listenerFailure != null || cancelRequested();
    }

    /**
     * Prompt processing begins.
     *
     * @param totalTokens tokens of the prompt
     * @param reusedTokens of these, tokens whose KV the session has
     * @param observed whether the engine saw how many it reuses; otherwise the number is marked as worked out
     */
    public void promptStarts(int totalTokens, int reusedTokens, boolean observed) {
        total = totalTokens;
        reused = reusedTokens;
        reuseObserved = observed;
        tellProgress();
    }

    /**
     * A step of the prompt is done.
     *
     * @param tokensSoFar prompt tokens evaluated for this generation, all steps together
     */
    public void promptEvaluated(int tokensSoFar) {
        if (tokensSoFar <= evaluated) {
            return;
        }
        evaluated = tokensSoFar;
        if (reused + evaluated >= total) {
            promptEndNanos = System.nanoTime();
        }
        tellProgress();
    }

    /**
     * A token was sampled.
     *
     * @param id the token
     * @param piece the whole characters that are complete with it; may be empty
     */
    public void token(int id, String piece) {
        if (idsKnown) {
            tokens.add(id, piece);
        }
        take(piece, 1);
    }

    /**
     * Text came whose tokens' ids are not known. The ids before it stay known, those after it count no more.
     *
     * @param piece whole characters; may be empty
     * @param count how many tokens brought them
     */
    public void text(String piece, int count) {
        idsKnown = false;
        take(piece, count);
    }

    /** Says whether the number of generated tokens is known; an engine that merely estimates says false. */
    public void countExact(boolean exact) {
        countExact = exact;
    }

    /** The number of generated tokens so far, without an end token. */
    public TokenCount generated() {
        return new TokenCount(gate.generated(), countExact);
    }

    /** The model ended its answer. */
    public void endOfText(Optional<EndToken> token) {
        completePrompt();
        stream(gate.endOfText(token));
    }

    /**
     * The window has no room for a further token.
     *
     * @param window its tokens
     * @param promptTokens all tokens of the prompt, read or not
     */
    public void contextFull(int window, int promptTokens) {
        stream(gate.contextFull(window, promptTokens));
    }

    /** The engine failed in a way it can name. */
    public void fail(String code, String sentence) {
        stream(gate.fail(code, sentence));
    }

    GenerationHandle handle() {
        return handle;
    }

    /**
     * Decides the reason if the engine did not, and makes the result. A reason that was decided stays, whatever the
     * engine throws after it. If this fails itself, {@link #lastResort} is left.
     */
    GenerationResult conclude(@Nullable Throwable failure) {
        Throwable cause = listenerFailure != null ? listenerFailure : failure;
        StopReason reason;
        try {
            reason = cause == null ? reasonOfEnd() : reasonOf(cause);
        } catch (Throwable thrown) {
            cause = listenerFailure != null ? listenerFailure : thrown;
            reason = reasonOf(cause);
        }
        if (cause != null) {
            log("A generation failed.", cause);
        }
        String text = streamed.toString();
        return new GenerationResult(text, sampled(text), reason, usage(), timings(), request.seed());
    }

    /** The result where memory or a bug leaves no other: without its text, and made before anything could fail. */
    GenerationResult lastResort(Throwable failure) {
        log("The result of a generation could not be made.", failure);
        return lastResort;
    }

    /** Tells listener and waiters. Never throws. */
    void announce(GenerationResult result) {
        try {
            listener.finished(result);
        } catch (Throwable thrown) {
            log("A listener failed when it heard the end of a generation.", thrown);
        } finally {
            handle.finish(result);
        }
    }

    private void take(String piece, int count) {
        completePrompt();
        if (firstTokenNanos == 0 && count > 0) {
            firstTokenNanos = System.nanoTime();
        }
        stream(gate.accept(piece, count));
    }

    /** Tokens come only after the whole prompt: an engine that cannot see its last step leaves it to this. */
    private void completePrompt() {
        promptEvaluated(total - reused);
    }

    private void stream(String piece) {
        if (!piece.isEmpty()) {
            streamed.append(piece);
            tell(() -> listener.text(piece, generated()));
        }
    }

    private void tellProgress() {
        tell(() -> listener.promptProgress(total, reused, evaluated));
    }

    private void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error thrown) {
            ListenerFailure first = new ListenerFailure(thrown);
            listenerFailure = listenerFailure == null ? first : listenerFailure;
            throw first;
        }
    }

    private StopReason reasonOfEnd() {
        if (gate.reason().isEmpty()) {
            if (!cancelRequested()) {
                throw new IllegalStateException("The engine stopped without a reason.");
            }
            stream(gate.cancel());
        }
        return gate.reason().orElseGet(StopReason.Cancelled::new);
    }

    private StopReason reasonOf(Throwable cause) {
        StopReason.Failed failed =
                switch (cause) {
                    case ListenerFailure _ ->
                        new StopReason.Failed(
                                "LISTENER", "Longhand could not take the text over; try again.");
                    case EngineException known -> new StopReason.Failed(known.code(), known.sentence());
                    case OutOfMemoryError _ ->
                        new StopReason.Failed(
                                "MEMORY", "Memory ran out; choose a smaller context or a smaller model.");
                    default -> FAILED_ALTOGETHER;
                };
        if (gate.reason().isEmpty()) {
            try {
                stream(gate.fail(failed.code(), failed.message()));
            } catch (RuntimeException alsoThrown) {
                cause.addSuppressed(alsoThrown);
            }
        } else if (listenerFailure == null) {
            return gate.reason().get();
        }
        return failed;
    }

    /** A log that fails must not take the end of a generation away from those who wait for it. */
    private static void log(String sentence, Throwable thrown) {
        try {
            LOG.log(Level.ERROR, sentence, thrown);
        } catch (Throwable unheard) {
            // There is nobody left to tell.
        }
    }

    private Optional<TokenizedText> sampled(String text) {
        if (!idsKnown && tokens.size() == 0) {
            return Optional.empty();
        }
        TokenizedText known = tokens.build();
        return Optional.of(
                text.length() <= known.text().length()
                        ? known.prefix(text.length())
                        : new TokenizedText(text, known.ids(), known.ends()));
    }

    /** Of a prompt that was not read to its end only what was read counts. */
    private TokenUsage usage() {
        return new TokenUsage(
                TokenCount.exactly(reused + evaluated),
                new TokenCount(reused, reuseObserved),
                new TokenCount(evaluated, reuseObserved),
                generated());
    }

    private Timings timings() {
        long now = System.nanoTime();
        long promptEnd = promptEndNanos == 0 ? now : promptEndNanos;
        return new Timings(
                millis(startNanos, promptEnd),
                firstTokenNanos == 0 ? 0 : millis(startNanos, firstTokenNanos),
                millis(promptEnd, now));
    }

    private static double millis(long from, long to) {
        return (to - from) / 1e6;
    }

    /** What a listener threw, told apart from what the engine threw. */
    private static final class ListenerFailure extends RuntimeException {
        ListenerFailure(Throwable cause) {
            super(cause.toString(), cause);
        }
    }
}
