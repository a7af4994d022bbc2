package dev.longhand.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopReason.Type;
import dev.longhand.core.engine.TokenIds;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading, opening, one end for each generation whatever happens, and closing at any moment. */
interface LifeCycleContract {
    EngineUnderTest tested();

    @Test
    default void anAbsentModelIsRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> load(folder.resolve("absent.gguf")))
                .isInstanceOfSatisfying(EngineException.class, e -> {
                    assertThat(e.code()).isEqualTo("MODEL-ABSENT");
                    assertThat(e.sentence()).contains("absent.gguf").endsWith(".");
                });
    }

    @Test
    default void aFolderIsNoModel(@TempDir Path folder) {
        assertThatThrownBy(() -> load(folder)).isInstanceOf(EngineException.class);
    }

    @Test
    default void theDescriptionAndTheCapabilitiesAreThoseOfTheEngine() {
        Model model = tested().model();
        assertThat(model.capabilities()).isSubsetOf(tested().engine().capabilities());
        assertThat(model.description().vocabularySize()).isPositive();
        assertThat(model.description().name()).isNotBlank();
        assertThat(model.description().fingerprint()).isNotBlank();
        assertThat(tested().engine().name()).isNotBlank();
    }

    @Test
    default void aSessionHasTheWindowItWasOpenedWith() throws Exception {
        assertThat(tested().open(300).contextSize()).isEqualTo(300);
    }

    @Test
    default void aWindowLargerThanTheModelWasLoadedForIsRefused() {
        int tooLarge = tested().largestContext() + 1;
        assertThatIllegalArgumentException().isThrownBy(() -> tested().open(tooLarge));
    }

    @Test
    default void aLimitOfOneTokenGivesOne() throws Exception {
        GenerationResult result = tested().generate(tested().open(), EngineUnderTest.endless(tested().chat(), 1));

        assertThat(result.stopReason().type()).isEqualTo(Type.TOKEN_LIMIT);
        assertThat(result.usage().generated().value()).isEqualTo(1);
    }

    @Test
    default void aSecondGenerationIsRefusedWhileOneRuns() throws Exception {
        Session session = tested().open();
        AtomicReference<Throwable> refused = new AtomicReference<>();
        GenerationRequest request = EngineUnderTest.endless(tested().chat(), 5);
        GenerationResult result = tested().witness()
                .atPiece(1, () -> {
                    try {
                        session.generate(request, end -> {});
                    } catch (IllegalStateException e) {
                        refused.set(e);
                    }
                })
                .start(session, request)
                .result();

        assertThat(refused.get()).isInstanceOf(IllegalStateException.class);
        assertThat(result.stopReason().type()).isEqualTo(Type.TOKEN_LIMIT);
    }

    @Test
    default void theNextGenerationMayBeginAsSoonAsTheEndIsHeard() throws Exception {
        Session session = tested().open();
        GenerationRequest request = EngineUnderTest.endless(tested().chat(), 5);
        Witness second = tested().witness();
        Witness first = tested().witness().atEnd(() -> second.start(session, request));
        first.start(session, request).result();

        assertThat(second.result().usage().generated().value()).isEqualTo(5);
    }

    @Test
    default void everybodyWhoWaitsGetsTheSameResult() throws Exception {
        Witness witness = tested().witness().start(tested().open(), EngineUnderTest.endless(tested().chat(), 20));
        List<AtomicReference<GenerationResult>> results =
                List.of(new AtomicReference<>(), new AtomicReference<>(), new AtomicReference<>());
        List<Thread> waiting = results.stream()
                .map(slot -> Thread.ofVirtual().start(() -> {
                    try {
                        slot.set(witness.handle().await());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();
        GenerationResult result = witness.result();
        for (Thread thread : waiting) {
            thread.join();
        }

        assertThat(results).allSatisfy(slot -> assertThat(slot.get()).isSameAs(result));
    }

    @Test
    default void aListenerThatThrowsFailsTheGenerationAndTheSessionGoesOn() throws Exception {
        Session session = tested().open();
        GenerationRequest request = EngineUnderTest.endless(tested().chat(), 20);
        Runnable bug = () -> {
            throw new IllegalStateException("A bug of the listener's, on purpose.");
        };
        GenerationResult inProgress =
                tested().witness().atProgress(1, bug).start(session, request).result();
        GenerationResult inFirstPiece =
                tested().witness().atPiece(1, bug).start(session, request).result();
        GenerationResult inLaterPiece =
                tested().witness().atPiece(7, bug).start(session, request).result();
        GenerationResult atEnd = tested().witness().atEnd(bug).start(session, request).result();
        GenerationResult after = tested().generate(session, request);

        if (tested().can(Capability.PROMPT_PROGRESS)) {
            assertThat(inProgress.stopReason().type()).isEqualTo(Type.FAILED);
        }
        assertThat(inFirstPiece.stopReason().type()).isEqualTo(Type.FAILED);
        assertThat(inLaterPiece.stopReason().type()).isEqualTo(Type.FAILED);
        assertThat(inLaterPiece.text()).as("what was streamed before stays").isNotEmpty();
        assertThat(atEnd.stopReason().type()).isEqualTo(Type.TOKEN_LIMIT);
        assertThat(after.stopReason().type()).isEqualTo(Type.TOKEN_LIMIT);
    }

    @Test
    default void whatTheEngineCannotReadEndsAsFailedAndTheSessionGoesOn() throws Exception {
        Session session = tested().open();
        int foreign = tested().model().description().vocabularySize() + 1;
        List<List<PromptPart>> broken = List.of(
                List.of(),
                List.of(new PromptPart.Text("")),
                List.of(new PromptPart.Text("Some text."), new PromptPart.Tokens(TokenIds.of(foreign))));
        for (List<PromptPart> prompt : broken) {
            GenerationResult result = tested().generate(session, EngineUnderTest.endless(prompt, 5));
            assertThat(result.stopReason()).isInstanceOfSatisfying(StopReason.Failed.class, failed -> {
                assertThat(failed.code()).matches("[A-Z][A-Z-]+");
                assertThat(failed.message()).endsWith(".");
            });
            assertThat(result.text()).isEmpty();
        }
        assertThat(tested().generate(session, EngineUnderTest.endless(tested().chat(), 5)).stopReason().type())
                .isEqualTo(Type.TOKEN_LIMIT);
    }

    @Test
    default void aGrammarThatIsNoneEndsAsFailedAndTheSessionGoesOn() throws Exception {
        Assumptions.assumeTrue(tested().can(Capability.GRAMMAR), "The engine has no grammars.");
        Session session = tested().open();
        GenerationRequest request = EngineUnderTest.endless(tested().chat(), 5);
        for (String broken : List.of("", "root ::= \"open", "root ::= (", "no rule at all")) {
            GenerationResult result = tested().generate(session, request.withGrammar(broken));
            assertThat(result.stopReason().type()).as(broken).isEqualTo(Type.FAILED);
        }
        assertThat(tested().generate(session, request).stopReason().type()).isEqualTo(Type.TOKEN_LIMIT);
    }

    @Test
    default void closingTwiceIsTheSameAsOnceAndNothingStartsAfterwards() throws Exception {
        Session session = tested().open();
        GenerationRequest request = EngineUnderTest.endless(tested().chat(), 5);
        tested().generate(session, request);
        session.close();
        session.close();

        assertThatIllegalStateException().isThrownBy(() -> session.generate(request, end -> {}));
    }

    @Test
    default void aSessionThatNeverGeneratedCloses() throws Exception {
        tested().open().close();
    }

    @Test
    default void closingWhileThePromptIsReadEndsTheGeneration() throws Exception {
        Assumptions.assumeTrue(tested().can(Capability.PROMPT_PROGRESS), "The engine tells no progress.");
        Session session = tested().open();
        Witness witness = tested().witness().atProgress(2, () -> closeElsewhere(session));
        GenerationResult result = witness.start(
                        session, EngineUnderTest.endless(tested().longPrompt("Closing", 1900), 5))
                .result();

        assertThat(result.stopReason().type()).isEqualTo(Type.CANCELLED);
        assertThat(result.text()).isEmpty();
    }

    @Test
    default void closingWhileTextIsWrittenEndsTheGenerationWithItsText() throws Exception {
        Session session = tested().open();
        Witness witness = tested().witness().atPiece(5, () -> closeElsewhere(session));
        GenerationResult result = witness.start(session, EngineUnderTest.endless(tested().chat(), 500)).result();

        assertThat(result.stopReason().type()).isEqualTo(Type.CANCELLED);
        assertThat(result.text()).isNotEmpty();
    }

    @Test
    default void whenCloseReturnsTheEndWasHeard() throws Exception {
        Session session = tested().open();
        CountDownLatch writing = new CountDownLatch(1);
        Witness witness = tested().witness().atPiece(1, writing::countDown);
        witness.start(session, EngineUnderTest.endless(tested().chat(), 1500));
        writing.await();
        session.close();

        assertThat(witness.results).hasSize(1);
    }

    @Test
    default void closingAModelEndsWhatItsSessionsDo() throws Exception {
        Model model = tested().load();
        Session session = model.open(EngineUnderTest.WINDOW);
        Witness witness = tested().witness().atPiece(5, () -> awaitBlocked(Thread.ofPlatform().start(model::close)));
        GenerationResult result = witness.start(session, EngineUnderTest.endless(tested().chat(), 500)).result();
        model.close();

        assertThat(result.stopReason().type()).isEqualTo(Type.CANCELLED);
        assertThatIllegalStateException()
                .isThrownBy(() -> session.generate(EngineUnderTest.endless(tested().chat(), 5), end -> {}));
        assertThat(tested().generate(tested().open(), EngineUnderTest.endless(tested().chat(), 5)).text())
                .as("a model loaded twice stays usable when one of the two is closed")
                .isNotEmpty();
    }

    private void load(Path file) throws EngineException {
        tested().engine().load(file, LoadOptions.context(512), LoadProgress.SILENT).close();
    }

    /** Closes on another thread and returns when that thread waits for the generation's end. */
    private static void closeElsewhere(Session session) {
        awaitBlocked(Thread.ofPlatform().start(session::close));
    }

    private static void awaitBlocked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }
}
