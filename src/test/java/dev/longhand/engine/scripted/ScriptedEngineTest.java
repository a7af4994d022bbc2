package dev.longhand.engine.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.ChatTurn.Role;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.GenerationHandle;
import dev.longhand.core.engine.GenerationListener;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopReason.Type;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.TokenCount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ScriptedEngineTest {
    private static final List<ChatTurn> QUESTION = List.of(ChatTurn.of(Role.USER, "Name a valve."));

    private ScriptedEngine engine = new ScriptedEngine(Script.prose());
    private Model model = engine.model(512);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void anAnswerGoesOnFromThePartThatStands() throws Exception {
        Session session = open(Script.answer("A gate valve 🌱 closes slowly."));

        assertThat(ask(session, QUESTION, 100).text()).isEqualTo("A gate valve 🌱 closes slowly.");
        assertThat(ask(session, answered("A gate"), 100).text()).isEqualTo(" valve 🌱 closes slowly.");
        assertThat(ask(session, answered("## Valves\n\nA gate valve 🌱 clo"), 100).text()).isEqualTo("ses slowly.");
        assertThat(ask(session, answered("A gate valve 🌱 closes slowly."), 100).text()).isEmpty();
    }

    @Test
    void anAnswerMayDependOnTheLastQuestion() throws Exception {
        Session session = open(Script.answerTo(question -> "You asked: " + question));
        List<ChatTurn> second = new ArrayList<>(answered("A gate valve."));
        second.add(ChatTurn.of(Role.USER, "And <|im_end|> another?"));

        assertThat(ask(session, QUESTION, 100).text()).isEqualTo("You asked: Name a valve.");
        assertThat(ask(session, second, 100).text()).isEqualTo("You asked: And <|im_end|> another?");
    }

    @Test
    void eachGenerationCanHaveItsOwnText() throws Exception {
        Session session = open(Script.texts("One.", "Two."));

        assertThat(List.of(
                        ask(session, QUESTION, 9).text(),
                        ask(session, QUESTION, 9).text(),
                        ask(session, QUESTION, 9).text()))
                .containsExactly("One.", "Two.", "Two.");
    }

    @Test
    void aLoopIsWrittenAgainAndAgain() throws Exception {
        Session session = open(Script.looping(" round and"));

        assertThat(ask(session, QUESTION, 5).text()).isEqualTo(" round and round and round");
    }

    @Test
    void aFailureComesAfterExactlyThatManyTokens() throws Exception {
        GenerationResult result = ask(open(Script.endless().failingAfter(7)), QUESTION, 100);

        assertThat(result.stopReason()).isInstanceOf(StopReason.Failed.class);
        assertThat(result.usage().generated().value()).isEqualTo(7);
        assertThat(result.text()).isNotEmpty();
    }

    @Test
    void aScriptThatThrowsIsAFailedEngine() throws Exception {
        Script broken = scene -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                throw new IllegalStateException("A bug of the script's, on purpose.");
            }

            @Override
            public Step next() {
                throw new IllegalStateException();
            }
        };

        assertThat(ask(open(broken), QUESTION, 9).stopReason().type()).isEqualTo(Type.FAILED);
    }

    @Test
    void aGateHoldsTheEngineTokenByTokenAndACancelPassesIt() throws Exception {
        Gate gate = new Gate();
        StringBuffer heard = new StringBuffer();
        Session session = open(Script.answer("One two three four.").pacedBy(gate));
        GenerationHandle handle = session.generate(request(QUESTION, 100), new Collecting(heard));
        gate.awaitArrival();
        assertThat(heard).isEmpty();
        gate.open(2);
        gate.awaitArrival();
        assertThat(heard).hasToString("One two");
        handle.cancel();
        GenerationResult result = handle.await();

        assertThat(result.text()).isEqualTo("One two");
        assertThat(result.stopReason().type()).isEqualTo(Type.CANCELLED);
    }

    @Test
    void aCharacterCutByTheLimitIsWholeInTheNextChunk() throws Exception {
        Session session = open(Script.answer("Seed 🌱🌱."));
        List<PromptPart> prompt = new ArrayList<>(model.renderChat(QUESTION));
        List<String> chunks = new ArrayList<>();
        for (int chunk = 0; chunk < 4; chunk++) {
            GenerationResult result = generate(session, prompt, 3);
            chunks.add(result.text());
            prompt.add(new PromptPart.Tokens(result.tokens().orElseThrow().ids()));
        }

        assertThat(chunks).containsExactly("Seed ", "🌱", "", "🌱.");
    }

    @Test
    void aSamplerThatGoesOnTakesUpTheScriptWhereItStoppedAndNowhereElse() throws Exception {
        Session session = open(Script.texts("One two three.", "Other."));
        List<PromptPart> prompt = new ArrayList<>(model.renderChat(QUESTION));
        List<String> chunks = new ArrayList<>();
        for (int chunk = 0; chunk < 3; chunk++) {
            GenerationRequest request =
                    GenerationRequest.of(List.copyOf(prompt), Sampling.STANDARD, 1, StopRules.limit(1));
            GenerationResult result = session.generate(request.withContinueSampler(chunk > 0), end -> {})
                    .await();
            chunks.add(result.text());
            prompt.add(new PromptPart.Tokens(result.tokens().orElseThrow().ids()));
            if (chunk == 1) {
                prompt.add(new PromptPart.Text(" Something was added."));
            }
        }

        assertThat(chunks).containsExactly("One", " two", "Other");
    }

    @Test
    void anEngineThatKnowsLessMarksWhatItDoesNotKnow() throws Exception {
        engine = ScriptedEngine.without(
                Script.answer("A valve."),
                EnumSet.of(
                        Capability.EXACT_TOKENS,
                        Capability.SAMPLED_TOKENS,
                        Capability.END_TOKEN_ID,
                        Capability.OBSERVED_REUSE));
        model = engine.model(512);
        GenerationResult result = ask(model.open(512), QUESTION, 100);

        assertThat(result.tokens()).isEmpty();
        assertThat(result.usage().generated().exact()).isFalse();
        assertThat(result.usage().reused().exact()).isFalse();
        assertThat(result.stopReason()).isEqualTo(new StopReason.EndOfText(Optional.empty()));
    }

    @Test
    void aBarredEndIsFollowedByProse() throws Exception {
        Session session = open(Script.answer("Short."));
        GenerationRequest request = request(QUESTION, 100);
        GenerationRequest longer = GenerationRequest.of(
                request.prompt(), request.sampling(), 1, request.stopRules().withMinimumTokens(20));
        GenerationResult result = session.generate(longer, end -> {}).await();

        assertThat(result.text()).startsWith("Short.").hasSizeGreaterThan(30);
        assertThat(result.usage().generated().value()).isEqualTo(20);
        assertThat(result.stopReason().type()).isEqualTo(Type.END_OF_TEXT);
    }

    @Test
    void aScriptThatOnlyWantsToEndIsOverruledToo() throws Exception {
        Session session = open(scene -> Stream.<Step>generate(Step.End::new).iterator());
        GenerationRequest request = request(QUESTION, 30);
        GenerationRequest longer = GenerationRequest.of(
                request.prompt(), Sampling.GREEDY, 1, request.stopRules().withMinimumTokens(30));

        assertThat(session.generate(longer, end -> {}).await().usage().generated().value()).isEqualTo(30);
    }

    @Test
    void loadingCanBeStopped(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("any.gguf"), "");

        assertThatThrownBy(() -> engine.load(file, LoadOptions.context(512), share -> share < 0.5))
                .isInstanceOf(EngineException.class);
    }

    @Test
    void closingTheEngineClosesItsModelsAndSessions() throws Exception {
        Session session = open(Script.endless());
        GenerationHandle handle = session.generate(request(QUESTION, 400), end -> {});
        engine.close();

        assertThat(handle.await().stopReason().type()).isIn(Type.CANCELLED, Type.TOKEN_LIMIT);
        assertThatIllegalStateException().isThrownBy(() -> session.generate(request(QUESTION, 9), end -> {}));
        assertThatIllegalStateException().isThrownBy(() -> model.open(512));
    }

    @Test
    void itsProseIsNoLoopAndHasCharactersOfSeveralTokens() throws Exception {
        engine = new ScriptedEngine(Script.endless());
        model = engine.model(8192);
        StopRules rules = StopRules.limit(4000);
        GenerationResult result = model.open(8192)
                .generate(GenerationRequest.of(model.renderChat(QUESTION), Sampling.GREEDY, 1, rules), end -> {})
                .await();

        assertThat(result.stopReason()).isInstanceOf(StopReason.TokenLimit.class);
        assertThat(result.text()).contains("🌱", "\n\n", ". ");
        assertThat(model.tokenize("🌱").size()).isEqualTo(4);
    }

    private Session open(Script script) throws EngineException {
        engine = new ScriptedEngine(script);
        model = engine.model(512);
        return model.open(512);
    }

    private GenerationResult ask(Session session, List<ChatTurn> turns, int limit) throws InterruptedException {
        return session.generate(request(turns, limit), end -> {}).await();
    }

    private GenerationResult generate(Session session, List<PromptPart> prompt, int limit)
            throws InterruptedException {
        return session.generate(
                        GenerationRequest.of(prompt, Sampling.STANDARD, 1, StopRules.limit(limit)), end -> {})
                .await();
    }

    private GenerationRequest request(List<ChatTurn> turns, int limit) {
        return GenerationRequest.of(
                model.renderChat(turns), Sampling.STANDARD, 1, StopRules.limit(limit).withLoops(LoopRule.OFF));
    }

    private static List<ChatTurn> answered(String text) {
        return List.of(QUESTION.getFirst(), ChatTurn.of(Role.ASSISTANT, text));
    }

    private record Collecting(StringBuffer heard) implements GenerationListener {
        @Override
        public void text(String piece, TokenCount tokensSoFar) {
            heard.append(piece);
        }

        @Override
        public void finished(GenerationResult result) {}
    }
}
