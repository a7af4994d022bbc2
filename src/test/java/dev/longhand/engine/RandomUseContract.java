package dev.longhand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopReason.Type;
import dev.longhand.core.engine.StopString;
import dev.longhand.core.engine.TokenIds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * A long random life of one session: chunks, rerolls, new prompts, cancels at any moment from any thread, listeners that
 * throw, closes in the middle. {@link Witness} checks every generation.
 */
interface RandomUseContract {
    EngineUnderTest tested();

    /** How many generations the random life has. */
    int randomRounds();

    @Test
    default void whateverHappensEveryGenerationKeepsTheContract() throws Exception {
        long seed = 20_261_123;
        RandomLife life = new RandomLife(tested(), new Random(seed));
        for (int round = 0; round < randomRounds(); round++) {
            life.round(round);
        }

        assertThat(life.ends).as("ends that came about with seed %d", seed).containsKeys(
                Type.TOKEN_LIMIT, Type.STOP_STRING, Type.CANCELLED, Type.FAILED);
    }

    /** The session's life, and what is known of its cache. */
    final class RandomLife {
        final Map<Type, Integer> ends = new EnumMap<>(Type.class);

        private final EngineUnderTest tested;
        private final Random random;
        private Session session;
        private List<PromptPart> prompt = List.of();
        /** Tokens that the session has certainly read, and nothing after them was read since. */
        private TokenIds read = TokenIds.NONE;

        RandomLife(EngineUnderTest tested, Random random) throws Exception {
            this.tested = tested;
            this.random = random;
            this.session = tested.open();
        }

        void round(int round) throws Exception {
            prompt = nextPrompt(round);
            GenerationRequest request = nextRequest();
            TokenIds tokens = tested.model().tokens(prompt);
            Witness witness = tested.witness();
            Thread other = disturb(witness);
            witness.start(session, request);
            if (random.nextInt(20) == 0) {
                witness.cancel();
            }
            GenerationResult result = witness.result();
            other.interrupt();
            other.join();
            if (result.stopReason() instanceof StopReason.Failed(String code, String message)) {
                assertThat(code).as(message).isEqualTo("LISTENER");
            }
            checkReuse(tokens, result);
            ends.merge(result.stopReason().type(), 1, Integer::sum);
            read = tokens.slice(0, result.usage().prompt().value());
            continueWith(result);
            if (random.nextInt(40) == 0) {
                reopen();
            }
        }

        private List<PromptPart> nextPrompt(int round) {
            return switch (random.nextInt(8)) {
                case 0 -> tested.longPrompt("Life " + round, 20 + random.nextInt(1500));
                case 1 -> tested.chat();
                // A reroll, or the next chunk: the prompt stays as it is.
                default -> prompt.isEmpty() ? tested.chat() : prompt;
            };
        }

        private GenerationRequest nextRequest() {
            int limit = 1 + random.nextInt(60);
            int minimum = random.nextInt(limit + 1);
            GenerationRequest plain = EngineUnderTest.request(prompt, random.nextInt(5), limit, minimum);
            Sampling sampling = random.nextInt(4) == 0 ? Sampling.GREEDY : Sampling.STANDARD;
            List<StopString> stops = random.nextInt(3) > 0
                    ? List.of()
                    : List.of(StopString.writer("e"), StopString.writer(". T"), StopString.writer("\n\n"));
            return GenerationRequest.of(
                            prompt, sampling, plain.seed(), plain.stopRules().withStopStrings(stops))
                    .withContinueSampler(random.nextBoolean());
        }

        /** Plans something for a moment of the generation; the thread given back may take part in it. */
        private Thread disturb(Witness witness) {
            int piece = 1 + random.nextInt(40);
            int step = 1 + random.nextInt(4);
            CountDownLatch moment = new CountDownLatch(1);
            switch (random.nextInt(8)) {
                case 0 -> witness.atPiece(piece, witness::cancel);
                case 1 -> witness.atProgress(step, witness::cancel);
                case 2 -> witness.atPiece(piece, RandomLife::fail);
                case 3 -> witness.atProgress(step, RandomLife::fail);
                case 4 -> witness.atPiece(piece, moment::countDown);
                case 5 -> witness.atProgress(step, moment::countDown);
                default -> {}
            }
            return Thread.ofPlatform().start(() -> {
                try {
                    moment.await();
                    witness.cancel();
                } catch (InterruptedException e) {
                    // The moment never came.
                    Thread.currentThread().interrupt();
                }
            });
        }

        private static void fail() {
            throw new IllegalStateException("A bug of the listener's, on purpose.");
        }

        /** What was certainly read and not replaced since is reused, all but the last token of the prompt. */
        private void checkReuse(TokenIds tokens, GenerationResult result) {
            if (tested.can(Capability.OBSERVED_REUSE) && result.usage().prompt().value() > 0) {
                assertThat(result.usage().reused().value())
                        .isGreaterThanOrEqualTo(Math.min(tokens.commonPrefix(read), tokens.size() - 1));
            }
        }

        /** Sometimes the text becomes part of the prompt, while there is room. */
        private void continueWith(GenerationResult result) {
            boolean room = tested.model().tokens(prompt).size() < EngineUnderTest.WINDOW - 200;
            if (!room) {
                prompt = List.of();
            } else if (random.nextBoolean() && !result.text().isEmpty()) {
                List<PromptPart> longer = new ArrayList<>(prompt);
                longer.addAll(result.tokens().isPresent()
                        ? result.tokens().get().parts()
                        : List.of(new PromptPart.Text(result.text())));
                prompt = List.copyOf(longer);
            }
        }

        private void reopen() throws Exception {
            Witness witness = tested.witness();
            witness.start(session, EngineUnderTest.endless(tested.chat(), 300));
            session.close();
            assertThat(witness.result().stopReason().type()).isIn(Type.CANCELLED, Type.TOKEN_LIMIT);
            session = tested.open();
            read = TokenIds.NONE;
        }
    }
}
