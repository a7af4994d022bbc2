package dev.longhand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.Endurance;
import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopReason.Type;
import dev.longhand.core.engine.TokenCount;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cancelling at any moment: within one step of the prompt, within one token of text, and always one end. */
interface CancelContract {
    EngineUnderTest tested();

    @Test
    default void cancelledBeforeItBeganItDoesNothing() throws Exception {
        Session session = tested().open();
        GenerationRequest request = EngineUnderTest.endless(tested().chat(), 5);
        Witness second = tested().witness();
        // The session's thread is still busy with the first end, so that the second cannot have begun.
        Witness first = tested().witness().atEnd(() -> {
            second.start(session, request);
            second.cancel();
        });
        first.start(session, request).result();
        GenerationResult result = second.result();

        assertThat(result.stopReason().type()).isEqualTo(Type.CANCELLED);
        assertThat(result.text()).isEmpty();
        assertThat(result.usage().prompt()).isEqualTo(TokenCount.ZERO);
        assertThat(result.usage().generated().value()).isZero();
    }

    @Test
    default void cancelledAtOnceItEndsOnce() throws Exception {
        Session session = tested().open();
        for (int round = 0; round < 20; round++) {
            Witness witness = tested().witness();
            witness.start(session, EngineUnderTest.endless(tested().longPrompt("Round " + round, 1000), 500));
            witness.cancel();
            // A very fast engine may be done before.
            assertThat(witness.result().stopReason().type()).isIn(Type.CANCELLED, Type.TOKEN_LIMIT);
        }
    }

    @Test
    default void cancelledAtAnyStepOfThePromptItReadsNoFurtherStep() throws Exception {
        Assumptions.assumeTrue(tested().can(Capability.PROMPT_PROGRESS), "The engine tells no progress.");
        Session session = tested().open();
        for (int step = 1; step <= 4; step++) {
            List<PromptPart> prompt = tested().longPrompt("Step " + step, 1900);
            int size = tested().model().tokens(prompt).size();
            Witness witness = tested().witness();
            int[] evaluatedWhenCancelled = new int[1];
            witness.atProgress(step, () -> {
                evaluatedWhenCancelled[0] = witness.evaluatedSoFar();
                witness.cancel();
            });
            GenerationResult result = witness.start(session, EngineUnderTest.endless(prompt, 50)).result();

            assertThat(result.stopReason().type()).isEqualTo(Type.CANCELLED);
            assertThat(result.text()).isEmpty();
            assertThat(result.usage().evaluated().value())
                    .isLessThanOrEqualTo(evaluatedWhenCancelled[0] + Witness.STEP)
                    .isLessThan(size);
        }
    }

    @Test
    default void whatWasReadBeforeACancelIsNotReadAgain() throws Exception {
        Assumptions.assumeTrue(tested().can(Capability.PROMPT_PROGRESS), "The engine tells no progress.");
        Session session = tested().open();
        List<PromptPart> prompt = tested().longPrompt("Twice", 1900);
        Witness witness = tested().witness();
        witness.atProgress(3, witness::cancel);
        GenerationResult cancelled =
                witness.start(session, EngineUnderTest.endless(prompt, 5)).result();
        GenerationResult again = tested().generate(session, EngineUnderTest.endless(prompt, 5));

        assertThat(cancelled.usage().evaluated().value()).isPositive();
        assertThat(again.usage().reused().value())
                .isGreaterThanOrEqualTo(cancelled.usage().evaluated().value() - 1);
    }

    @Test
    default void cancelledAtAnyOfTheFirstFiftyPiecesItWritesAtMostOneTokenMore() throws Exception {
        Session session = tested().open();
        GenerationRequest request = EngineUnderTest.endless(tested().chat(), 200);
        for (int piece = 1; piece <= 50; piece++) {
            Witness witness = tested().witness();
            int[] tokensWhenCancelled = new int[1];
            witness.atPiece(piece, () -> {
                tokensWhenCancelled[0] = witness.pieces.getLast().tokensSoFar().value();
                witness.cancel();
            });
            GenerationResult result = witness.start(session, request).result();

            assertThat(result.stopReason().type()).isEqualTo(Type.CANCELLED);
            assertThat(witness.pieces).hasSizeBetween(piece, piece + 1);
            assertThat(result.usage().generated().value()).isLessThanOrEqualTo(tokensWhenCancelled[0] + 1);
        }
    }

    @Test
    default void cancelledByManyAtOnceItEndsOnce() throws Exception {
        Session session = tested().open();
        for (int round = 1; round <= 10; round++) {
            CountDownLatch start = new CountDownLatch(1);
            Witness witness = tested().witness().atPiece(round, start::countDown);
            witness.start(session, EngineUnderTest.endless(tested().chat(), 1000));
            List<Thread> cancelling = IntStream.range(0, 8)
                    .mapToObj(i -> Thread.ofVirtual().start(() -> {
                        await(start);
                        witness.cancel();
                    }))
                    .toList();
            GenerationResult result = witness.result();
            for (Thread thread : cancelling) {
                thread.join();
            }

            assertThat(result.stopReason().type()).isIn(Type.CANCELLED, Type.TOKEN_LIMIT);
            assertThat(witness.results).hasSize(1);
        }
    }

    @Test
    default void cancellingWhatHasEndedChangesNothing() throws Exception {
        Session session = tested().open();
        Witness witness = tested().witness().start(session, EngineUnderTest.endless(tested().chat(), 5));
        GenerationResult result = witness.result();
        witness.cancel();

        assertThat(witness.handle().await()).isSameAs(result);
        assertThat(tested().generate(session, EngineUnderTest.endless(tested().chat(), 5)).stopReason().type())
                .isEqualTo(Type.TOKEN_LIMIT);
    }

    @Test
    default void aCancelDoesNotReplaceAReasonThatWasDecided() throws Exception {
        Witness witness = tested().witness();
        int limit = 30;
        // The piece that comes with the last token is told after its reason was decided.
        for (int piece = 1; piece <= limit; piece++) {
            witness.atPiece(piece, () -> {
                if (witness.pieces.getLast().tokensSoFar().value() == limit) {
                    witness.cancel();
                }
            });
        }
        GenerationResult result =
                witness.start(tested().open(), EngineUnderTest.endless(tested().chat(), limit)).result();

        assertThat(result.stopReason().type()).isEqualTo(Type.TOKEN_LIMIT);
    }

    /**
     * The long check of a prompt of 16k tokens that is new from its first token: cancelled in turn between two steps and
     * by another thread, most likely in the middle of one.
     */
    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    default void aPromptOf16kTokensIsCancelledWithinOneStep() throws Exception {
        Assumptions.assumeTrue(tested().can(Capability.PROMPT_PROGRESS), "The engine tells no progress.");
        int size = Math.min(16 * 1024, tested().largestContext() - 64);
        Session session = tested().open(tested().largestContext());
        Random random = new Random(16);
        int rounds = Endurance.of(100);
        int cancelled = 0;
        int mostAfterCancel = 0;
        double slowestMillis = 0;
        for (int round = 0; round < rounds; round++) {
            boolean elsewhere = round % 2 == 1;
            Witness witness = tested().witness();
            AtomicInteger evaluated = new AtomicInteger();
            AtomicLong nanos = new AtomicLong();
            Runnable cancel = () -> {
                nanos.set(System.nanoTime());
                witness.cancel();
                evaluated.set(witness.evaluatedSoFar());
            };
            CountDownLatch reached = new CountDownLatch(1);
            Thread canceller = Thread.ofPlatform().start(() -> {
                await(reached);
                if (elsewhere) {
                    cancel.run();
                }
            });
            // Mostly early, since a late step of so long a prompt takes a small engine seconds.
            int step = 1 + (int) (Math.pow(random.nextDouble(), 3) * (size / Witness.STEP - 1));
            witness.atProgress(step, elsewhere ? reached::countDown : cancel);
            List<PromptPart> prompt = tested().longPrompt(round + " is its number.", size);
            GenerationResult result = witness.start(session, EngineUnderTest.endless(prompt, 5)).result();
            long ended = System.nanoTime();
            reached.countDown();
            canceller.join();

            slowestMillis = Math.max(slowestMillis, (ended - nanos.get()) / 1e6);
            mostAfterCancel = Math.max(mostAfterCancel, result.usage().evaluated().value() - evaluated.get());
            cancelled += result.stopReason().type() == Type.CANCELLED ? 1 : 0;
            // A very fast engine may be done before the other thread comes to it.
            assertThat(result.stopReason().type()).isIn(Type.CANCELLED, elsewhere ? Type.TOKEN_LIMIT : Type.CANCELLED);
            assertThat(result.usage().reused().value()).isLessThan(Witness.STEP);
            assertThat(mostAfterCancel).isLessThanOrEqualTo(Witness.STEP);
        }
        Endurance.record(
                "cancel-16k-prompt-" + tested().engine().name(),
                Map.of(
                        "attempts", rounds,
                        "cancelled", cancelled,
                        "promptTokens", size,
                        "mostTokensAfterCancel", mostAfterCancel,
                        "slowestAnswerMillis", slowestMillis));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
