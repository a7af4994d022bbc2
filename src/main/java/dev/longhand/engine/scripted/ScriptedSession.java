package dev.longhand.engine.scripted;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.GenerationHandle;
import dev.longhand.core.engine.GenerationListener;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopReason.EndToken;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.engine.GenerationRun;
import dev.longhand.engine.SessionThread;
import dev.longhand.engine.Utf8Pieces;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A session of {@link ScriptedEngine}. Its window works like a real one's: each cell holds a token that was evaluated,
 * the token sampled last is not among them, and a prompt needs evaluation from the first token that differs.
 */
final class ScriptedSession implements Session {
    /** Prompt tokens evaluated in one step. */
    static final int STEP = 512;

    private static final EndToken END =
            new EndToken(Vocabulary.TURN_ENDS, Vocabulary.spelling(Vocabulary.TURN_ENDS));

    private static final int NONE = -1;

    private final ScriptedModel model;
    private final Script script;
    private final SessionThread thread;
    private final int[] cells;
    private int filled;
    /** The token sampled last, which has no cell yet; {@link #NONE} if nothing was sampled after the prompt. */
    private int sampled = NONE;

    private @Nullable Writing last;

    ScriptedSession(ScriptedModel model, Script script, int contextSize) {
        this.model = model;
        this.script = script;
        this.cells = new int[contextSize];
        this.thread = new SessionThread(() -> model.forget(this));
    }

    @Override
    public int contextSize() {
        return cells.length;
    }

    @Override
    public GenerationHandle generate(GenerationRequest request, GenerationListener listener) {
        return thread.start(request, listener, this::generate);
    }

    @Override
    public void close() {
        thread.close();
    }

    private void generate(GenerationRun run) throws EngineException, InterruptedException {
        TokenIds prompt = model.tokens(run.request().prompt());
        check(prompt);
        if (prompt.size() >= cells.length) {
            run.contextFull(cells.length, prompt.size());
            return;
        }
        Writing writing = writing(run.request(), prompt);
        last = writing;
        read(prompt, run);
        write(writing, prompt, run);
    }

    private static void check(TokenIds prompt) throws EngineException {
        if (prompt.isEmpty()) {
            throw new EngineException("PROMPT-EMPTY", "There is nothing to go on from; write a brief or some text.");
        }
        if (!prompt.stream().allMatch(Vocabulary::contains)) {
            throw new EngineException(
                    "PROMPT-TOKENS", "The prompt has tokens of another model; give it as text instead.");
        }
    }

    private Writing writing(GenerationRequest request, TokenIds prompt) throws EngineException {
        Writing before = last;
        if (before == null || !request.continueSampler() || !can(Capability.SAMPLER_CONTINUES)) {
            return new Writing(script, request, prompt, new SplittableRandom(request.seed()));
        }
        if (request.grammar().isEmpty() && !before.held() && goesOnFromHere(prompt)) {
            return before;
        }
        return new Writing(script, request, prompt, before.random());
    }

    /** Whether the prompt is exactly what the session has read and written last. */
    private boolean goesOnFromHere(TokenIds prompt) {
        return sampled != NONE
                && prompt.size() == filled + 1
                && shared(prompt) == filled
                && prompt.get(filled) == sampled;
    }

    private void read(TokenIds prompt, GenerationRun run) {
        int size = prompt.size();
        // The last token is always evaluated, since its result chooses the first new one.
        int reused = Math.min(shared(prompt), size - 1);
        filled = reused;
        sampled = NONE;
        run.promptStarts(size, reused, can(Capability.OBSERVED_REUSE));
        while (filled < size && !run.ended()) {
            int end = Math.min(filled + STEP, size);
            for (; filled < end; filled++) {
                cells[filled] = prompt.get(filled);
            }
            run.promptEvaluated(filled - reused);
        }
    }

    private void write(Writing writing, TokenIds prompt, GenerationRun run)
            throws EngineException, InterruptedException {
        int minimum = run.request().stopRules().minimumTokens();
        Utf8Pieces pieces = Vocabulary.piecesAfter(prompt);
        run.countExact(can(Capability.EXACT_TOKENS));
        int count = 0;
        while (!run.ended()) {
            if (prompt.size() + count == cells.length) {
                run.contextFull(cells.length, prompt.size());
                return;
            }
            switch (writing.next(count < minimum)) {
                case Step.Write(TokenIds token) -> {
                    count++;
                    sample(token.get(0), pieces, run);
                }
                case Step.End _ -> {
                    run.endOfText(can(Capability.END_TOKEN_ID) ? Optional.of(END) : Optional.empty());
                    return;
                }
                case Step.Fail(String code, String sentence) -> throw new EngineException(code, sentence);
                case Step.Wait(Gate gate) -> gate.pass(run);
            }
        }
    }

    private void sample(int id, Utf8Pieces pieces, GenerationRun run) {
        if (sampled != NONE) {
            cells[filled++] = sampled;
        }
        sampled = id;
        String piece = pieces.accept(Vocabulary.bytes(id));
        if (can(Capability.SAMPLED_TOKENS)) {
            run.token(id, piece);
        } else {
            run.text(piece, 1);
        }
    }

    /** How many leading tokens of the prompt have their cell. */
    private int shared(TokenIds prompt) {
        return TokenIds.of(Arrays.copyOf(cells, filled)).commonPrefix(prompt);
    }

    private boolean can(Capability capability) {
        return model.capabilities().contains(capability);
    }
}
