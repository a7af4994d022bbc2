package dev.longhand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.GenerationHandle;
import dev.longhand.core.engine.GenerationListener;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.core.engine.TokenUsage;
import dev.longhand.core.engine.TokenizedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Hears one generation, remembers every call, does things at chosen moments, and checks what holds for every generation
 * of every engine.
 */
final class Witness implements GenerationListener {
    /** Most prompt tokens between two chances to cancel. */
    static final int STEP = 512;

    record Progress(int total, int reused, int evaluated) {}

    record Piece(String text, TokenCount tokensSoFar) {}

    final List<Progress> progress = new ArrayList<>();
    final List<Piece> pieces = new ArrayList<>();
    final List<GenerationResult> results = new ArrayList<>();

    private final EngineUnderTest tested;
    private final List<String> callsAfterTheEnd = new ArrayList<>();
    private final TreeSet<String> threads = new TreeSet<>();
    private final Map<Integer, Runnable> atProgress = new HashMap<>();
    private final Map<Integer, Runnable> atPiece = new HashMap<>();
    private final CompletableFuture<GenerationHandle> handle = new CompletableFuture<>();
    private volatile int evaluated;
    private Runnable atEnd = () -> {};
    private GenerationRequest request;

    Witness(EngineUnderTest tested) {
        this.tested = tested;
    }

    /** Does something within the call that brings the piece of this number, counted from 1. */
    Witness atPiece(int number, Runnable action) {
        atPiece.put(number, action);
        return this;
    }

    /** Does something within the call of this number that tells the progress, counted from 1. */
    Witness atProgress(int number, Runnable action) {
        atProgress.put(number, action);
        return this;
    }

    /** Does something within {@code finished}. */
    Witness atEnd(Runnable action) {
        atEnd = action;
        return this;
    }

    Witness start(Session session, GenerationRequest order) {
        request = order;
        handle.complete(session.generate(order, this));
        return this;
    }

    void cancel() {
        handle.join().cancel();
    }

    GenerationHandle handle() {
        return handle.join();
    }

    /** Waits for the end and checks the generation. */
    GenerationResult result() throws InterruptedException {
        GenerationResult result = handle.join().await();
        check(result);
        return result;
    }

    String text() {
        return String.join("", pieces.stream().map(Piece::text).toList());
    }

    /** Tokens of the prompt that were evaluated; for any thread. */
    int evaluatedSoFar() {
        return evaluated;
    }

    @Override
    public void promptProgress(int total, int reused, int evaluatedNow) {
        called("promptProgress");
        evaluated = evaluatedNow;
        progress.add(new Progress(total, reused, evaluatedNow));
        atProgress.getOrDefault(progress.size(), () -> {}).run();
    }

    @Override
    public void text(String piece, TokenCount tokensSoFar) {
        called("text");
        pieces.add(new Piece(piece, tokensSoFar));
        atPiece.getOrDefault(pieces.size(), () -> {}).run();
    }

    @Override
    public void finished(GenerationResult result) {
        called("finished");
        results.add(result);
        atEnd.run();
    }

    private void called(String call) {
        threads.add(Thread.currentThread().getName());
        if (!results.isEmpty()) {
            callsAfterTheEnd.add(call);
        }
    }

    private void check(GenerationResult result) {
        assertThat(results).as("finished is heard exactly once").containsExactly(result);
        assertThat(callsAfterTheEnd).as("calls after finished").isEmpty();
        assertThat(threads).as("one thread, the session's").singleElement().asString().startsWith("session-");
        assertThat(result.seed()).isEqualTo(request.seed());
        checkProgress(result);
        checkPieces(result);
        checkCounts(result);
        result.tokens().ifPresent(tokens -> checkTokens(tokens, result));
        assertThat(result.timings().promptMillis()).isNotNegative();
        assertThat(result.timings().generationMillis()).isNotNegative();
        assertThat(result.timings().firstTokenMillis()).isNotNegative();
    }

    private void checkProgress(GenerationResult result) {
        Progress before = null;
        for (Progress now : progress) {
            assertThat(now.reused() + now.evaluated()).isLessThanOrEqualTo(now.total());
            if (before == null) {
                assertThat(now.evaluated()).isLessThanOrEqualTo(STEP);
            } else {
                assertThat(now.total()).isEqualTo(before.total());
                assertThat(now.reused()).isEqualTo(before.reused());
                assertThat(now.evaluated() - before.evaluated()).as("a step").isBetween(0, STEP);
            }
            before = now;
        }
        if (tested.can(Capability.PROMPT_PROGRESS) && result.usage().generated().value() > 0) {
            assertThat(before).as("progress of a prompt that was read").isNotNull();
            assertThat(before.reused() + before.evaluated()).isEqualTo(before.total());
            assertThat(result.usage().prompt().value()).isEqualTo(before.total());
            assertThat(result.usage().reused().value()).isEqualTo(before.reused());
        }
    }

    private void checkPieces(GenerationResult result) {
        assertThat(text()).as("all pieces joined").isEqualTo(result.text());
        int tokensBefore = 0;
        for (Piece piece : pieces) {
            assertThat(piece.text()).isNotEmpty();
            assertThat(brokenCharacters(piece.text())).as("broken characters in a piece").isZero();
            assertThat(piece.tokensSoFar().value()).isGreaterThanOrEqualTo(tokensBefore);
            tokensBefore = piece.tokensSoFar().value();
        }
        assertThat(tokensBefore).isLessThanOrEqualTo(result.usage().generated().value());
    }

    private void checkCounts(GenerationResult result) {
        TokenUsage usage = result.usage();
        assertThat(usage.generated().value()).isLessThanOrEqualTo(request.stopRules().mostTokens());
        if (tested.can(Capability.EXACT_TOKENS)) {
            assertThat(usage.generated().exact()).isTrue();
            assertThat(usage.prompt().exact()).isTrue();
        }
        if (tested.can(Capability.OBSERVED_REUSE) && usage.generated().value() > 0) {
            assertThat(usage.reused().exact()).isTrue();
            assertThat(usage.evaluated().value()).as("the last prompt token is always evaluated").isPositive();
        }
        if (result.stopReason() instanceof StopReason.EndOfText(var token)) {
            assertThat(token.isPresent()).isEqualTo(tested.can(Capability.END_TOKEN_ID));
        }
    }

    private void checkTokens(TokenizedText tokens, GenerationResult result) {
        int generated = result.usage().generated().value();
        assertThat(tokens.text()).isEqualTo(result.text());
        assertThat(tokens.ids().size()).isLessThanOrEqualTo(generated);
        // Where an engine sees text and not tokens, those of a character that a limit cut off are lost.
        if (!cut(result.stopReason()) && tested.can(Capability.SAMPLED_TOKENS)) {
            assertThat(tokens.ids().size()).as("every sampled token").isEqualTo(generated);
        }
        int before = 0;
        for (int end : tokens.ends()) {
            assertThat(end).isBetween(before, result.text().length());
            before = end;
        }
        TokenIds whole = tokens.ids().slice(0, wholeCharacters(tokens));
        String covered = result.text().substring(0, before);
        if (!tested.beginsInsideACharacter(request)) {
            assertThat(tested.model().detokenize(whole)).as("the tokens' own text").isEqualTo(covered);
        }
    }

    /** Tokens without those at the end that only begin a character. */
    private static int wholeCharacters(TokenizedText tokens) {
        int[] ends = tokens.ends();
        int whole = ends.length;
        while (whole > 0 && ends[whole - 1] == (whole > 1 ? ends[whole - 2] : 0)) {
            whole--;
        }
        return whole;
    }

    private static boolean cut(StopReason reason) {
        return switch (reason) {
            case StopReason.StopStringMatched _ -> true;
            // A listener may have failed with the very piece that a stop string cut.
            case StopReason.Failed _ -> true;
            case StopReason.TokenLimit(var _, var boundary) -> boundary.isPresent();
            default -> false;
        };
    }

    private static long brokenCharacters(String text) {
        return text.codePoints()
                .filter(c -> c <= Character.MAX_VALUE && Character.isSurrogate((char) c))
                .count();
    }
}
