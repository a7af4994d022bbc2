package dev.longhand.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.GenerationHandle;
import dev.longhand.core.engine.GenerationListener;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopReason.Type;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.StopString;
import dev.longhand.core.engine.TokenCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SessionThreadTest {
    private static final GenerationRequest REQUEST = GenerationRequest.of(
            List.of(new PromptPart.Text("Hello")), Sampling.GREEDY, 7, StopRules.limit(100));

    private final AtomicInteger released = new AtomicInteger();
    private final SessionThread session = new SessionThread(released::incrementAndGet);
    private final Heard heard = new Heard();

    @AfterEach
    void close() {
        session.close();
    }

    @Test
    void whatTheEngineThrowsEndsTheGenerationAsFailedWithItsText() throws Exception {
        GenerationResult result = session.start(REQUEST, heard, run -> {
                    run.token(1, "Hel");
                    run.token(2, "lo");
                    throw new EngineException("ENGINE-DECODE", "The engine could not go on; try again.");
                })
                .await();

        assertThat(result.text()).isEqualTo("Hello");
        assertThat(result.stopReason())
                .isEqualTo(new StopReason.Failed("ENGINE-DECODE", "The engine could not go on; try again."));
        assertThat(heard.results).containsExactly(result);
    }

    @Test
    void anErrorOfTheMachineEndsTheGenerationAsFailedAndTheSessionGoesOn() throws Exception {
        GenerationResult failed = session.start(REQUEST, heard, run -> {
                    throw new StackOverflowError();
                })
                .await();
        GenerationResult next = session.start(REQUEST, heard, run -> {
                    run.token(1, "On");
                    run.endOfText(Optional.empty());
                })
                .await();

        assertThat(failed.stopReason().type()).isEqualTo(Type.FAILED);
        assertThat(next.stopReason().type()).isEqualTo(Type.END_OF_TEXT);
        assertThat(heard.results).containsExactly(failed, next);
    }

    @Test
    void anEngineThatStopsWithoutAReasonHasFailed() throws Exception {
        assertThat(session.start(REQUEST, heard, run -> {}).await().stopReason().type()).isEqualTo(Type.FAILED);
    }

    @Test
    void whatTheEngineThrowsAfterTheReasonWasDecidedChangesNothing() throws Exception {
        GenerationRequest brief = GenerationRequest.of(REQUEST.prompt(), REQUEST.sampling(), 7, StopRules.limit(1));
        GenerationResult result = session.start(brief, heard, run -> {
                    run.token(1, "One");
                    throw new EngineException("ENGINE-DECODE", "The engine could not go on; try again.");
                })
                .await();

        assertThat(result.stopReason()).isEqualTo(new StopReason.TokenLimit(1, Optional.empty()));
        assertThat(result.text()).isEqualTo("One");
    }

    @Test
    void aListenerThatThrowsOnTheLastTextHasNotTakenItOver() throws Exception {
        Heard throwing = new Heard() {
            @Override
            public void text(String piece, TokenCount tokensSoFar) {
                throw new IllegalArgumentException("a listener's bug");
            }
        };
        GenerationRequest brief = GenerationRequest.of(REQUEST.prompt(), REQUEST.sampling(), 7, StopRules.limit(1));
        GenerationResult result = session.start(brief, throwing, run -> run.token(1, "One")).await();

        assertThat(result.stopReason()).isInstanceOfSatisfying(
                StopReason.Failed.class, failed -> assertThat(failed.code()).isEqualTo("LISTENER"));
    }

    @Test
    void aResultThatCannotBeMadeIsAFailureAndTheSessionGoesOn() throws Exception {
        GenerationResult failed = session.start(REQUEST, heard, run -> {
                    run.promptStarts(3, -2, true);
                    run.token(1, "One");
                    run.endOfText(Optional.empty());
                })
                .await();
        GenerationResult next = session.start(REQUEST, heard, run -> run.endOfText(Optional.empty())).await();

        assertThat(failed.stopReason().type()).isEqualTo(Type.FAILED);
        assertThat(next.stopReason().type()).isEqualTo(Type.END_OF_TEXT);
        assertThat(heard.results).containsExactly(failed, next);
        session.close();
        assertThat(released).hasValue(1);
    }

    @Test
    void aFailureThatCannotBeLoggedIsToldAllTheSame() throws Exception {
        GenerationResult failed = session.start(REQUEST, heard, run -> {
                    run.token(1, "One");
                    throw new Unspeakable();
                })
                .await();
        GenerationHandle unheard = session.start(
                REQUEST,
                result -> {
                    throw new Unspeakable();
                },
                run -> run.endOfText(Optional.empty()));

        assertThat(failed.text()).isEqualTo("One");
        assertThat(failed.stopReason().type()).isEqualTo(Type.FAILED);
        assertThat(unheard.await().stopReason().type()).isEqualTo(Type.END_OF_TEXT);
        session.close();
        assertThat(released).hasValue(1);
    }

    /** As when memory is so short that not even a stack trace can be written. */
    private static final class Unspeakable extends RuntimeException {
        @Override
        public String toString() {
            throw new OutOfMemoryError("on purpose");
        }
    }

    @Test
    void aListenerThatThrowsAtTheEndDoesNotTakeTheResultAway() throws Exception {
        GenerationHandle handle = session.start(
                REQUEST,
                result -> {
                    throw new IllegalArgumentException("a listener's bug");
                },
                run -> run.endOfText(Optional.empty()));

        assertThat(handle.await().stopReason().type()).isEqualTo(Type.END_OF_TEXT);
    }

    @Test
    void anEngineThatSwallowsWhatTheListenerThrewStillFails() throws Exception {
        Heard throwing = new Heard() {
            @Override
            public void text(String piece, TokenCount tokensSoFar) {
                throw new IllegalArgumentException("a listener's bug");
            }
        };
        GenerationResult result = session.start(REQUEST, throwing, run -> {
                    try {
                        run.token(1, "One");
                    } catch (RuntimeException swallowed) {
                        assertThat(run.ended()).isTrue();
                    }
                })
                .await();

        assertThat(result.stopReason()).isInstanceOfSatisfying(
                StopReason.Failed.class, failed -> assertThat(failed.code()).isEqualTo("LISTENER"));
        assertThat(throwing.results).containsExactly(result);
    }

    @Test
    void textThatMightHaveBecomeAStopStringIsThereWhateverEndsIt() throws Exception {
        GenerationRequest stopped = GenerationRequest.of(
                REQUEST.prompt(),
                REQUEST.sampling(),
                7,
                REQUEST.stopRules().withStopStrings(List.of(StopString.writer("Hello"))));
        AtomicReference<GenerationHandle> handle = new AtomicReference<>();
        CountDownLatch known = new CountDownLatch(1);
        handle.set(session.start(stopped, heard, run -> {
            known.await();
            run.token(1, "Hel");
            handle.get().cancel();
        }));
        known.countDown();
        List<GenerationResult> results = List.of(
                handle.get().await(),
                session.start(stopped, heard, run -> {
                            run.token(1, "Hel");
                            throw new EngineException("ENGINE-DECODE", "The engine could not go on; try again.");
                        })
                        .await(),
                session.start(stopped, heard, run -> {
                            run.token(1, "Hel");
                            run.contextFull(100, 99);
                        })
                        .await(),
                session.start(stopped, heard, run -> {
                            run.token(1, "Hel");
                            run.endOfText(Optional.empty());
                        })
                        .await());

        assertThat(results)
                .extracting(result -> result.stopReason().type())
                .containsExactly(Type.CANCELLED, Type.FAILED, Type.CONTEXT_FULL, Type.END_OF_TEXT);
        assertThat(results).extracting(GenerationResult::text).containsOnly("Hel");
        assertThat(heard.text).hasToString("HelHelHelHel");
    }

    @Test
    void aListenerMayStartTheNextGenerationFromFinished() throws Exception {
        AtomicReference<GenerationHandle> second = new AtomicReference<>();
        session.start(
                        REQUEST,
                        result -> second.set(
                                session.start(REQUEST, heard, run -> run.endOfText(Optional.empty()))),
                        run -> run.endOfText(Optional.empty()))
                .await();

        assertThat(second.get().await().stopReason().type()).isEqualTo(Type.END_OF_TEXT);
    }

    @Test
    void aListenerMayCloseTheSession() throws Exception {
        GenerationHandle handle = session.start(
                REQUEST, result -> session.close(), run -> run.endOfText(Optional.empty()));
        handle.await();
        session.close();

        assertThat(released).hasValue(1);
    }

    @Test
    void closeEndsWhatIsRunningAndReleasesOnce() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        GenerationHandle handle = session.start(REQUEST, heard, run -> {
            run.onCancel(cancelled::countDown);
            running.countDown();
            cancelled.await();
        });
        running.await();
        session.close();
        session.close();

        assertThat(heard.results).hasSize(1);
        assertThat(handle.await().stopReason().type()).isEqualTo(Type.CANCELLED);
        assertThat(released).hasValue(1);
        assertThatIllegalStateException().isThrownBy(() -> session.start(REQUEST, heard, run -> {}));
    }

    @Test
    void anInterruptedCloserStillWaits() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        session.start(REQUEST, heard, run -> {
            running.countDown();
            mayEnd.await();
        });
        running.await();
        AtomicReference<Boolean> stillInterrupted = new AtomicReference<>();
        Thread closer = Thread.ofVirtual().unstarted(() -> {
            Thread.currentThread().interrupt();
            session.close();
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        closer.start();
        mayEnd.countDown();
        closer.join();

        assertThat(released).hasValue(1);
        assertThat(stillInterrupted).hasValue(true);
    }

    @Test
    void aGenerationCancelledBeforeItBeganNeverReachesTheEngine() throws Exception {
        AtomicReference<GenerationHandle> second = new AtomicReference<>();
        AtomicInteger reached = new AtomicInteger();
        GenerationHandle first = session.start(
                REQUEST,
                result -> {
                    second.set(session.start(REQUEST, heard, run -> reached.incrementAndGet()));
                    second.get().cancel();
                },
                run -> run.endOfText(Optional.empty()));
        first.await();
        GenerationResult result = second.get().await();

        assertThat(result.stopReason().type()).isEqualTo(Type.CANCELLED);
        assertThat(result.usage().prompt()).isEqualTo(TokenCount.ZERO);
        assertThat(reached).hasValue(0);
    }

    @Test
    void theSessionsThreadRefusesToWaitForItself() throws Exception {
        AtomicReference<GenerationHandle> itself = new AtomicReference<>();
        AtomicReference<Throwable> refused = new AtomicReference<>();
        CountDownLatch known = new CountDownLatch(1);
        itself.set(session.start(REQUEST, heard, run -> {
            known.await();
            try {
                itself.get().await();
            } catch (IllegalStateException e) {
                refused.set(e);
            }
            run.endOfText(Optional.empty());
        }));
        known.countDown();
        itself.get().await();

        assertThat(refused.get()).isInstanceOf(IllegalStateException.class);
    }

    private static class Heard implements GenerationListener {
        final List<GenerationResult> results = new ArrayList<>();
        final StringBuilder text = new StringBuilder();

        @Override
        public void text(String piece, TokenCount tokensSoFar) {
            text.append(piece);
        }

        @Override
        public void finished(GenerationResult result) {
            results.add(result);
        }
    }
}
