package dev.longhand.engine.libllama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.Endurance;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopReason.Type;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.TokenIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What this engine does beyond the contract of all engines, and what it makes of bad input. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LibllamaEngineTest {
    private static final Path PRACTICE = Path.of("samples/practice-model/longhand-practice.gguf");
    private static final LoadOptions OPTIONS = LoadOptions.context(2048);

    @TempDir
    private Path folder;

    private static LibllamaEngine engine;

    @BeforeAll
    static void load() throws Exception {
        engine = TestNatives.engine();
    }

    @AfterAll
    static void close() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void theLoadIsHeardFromItsBeginningToItsEnd() throws Exception {
        List<Double> shares = new ArrayList<>();
        engine.load(PRACTICE, OPTIONS, shares::add).close();

        assertThat(shares).startsWith(0.0).endsWith(1.0).isSorted().hasSizeGreaterThan(5);
    }

    @Test
    void aLoadIsStoppedAtAnyMomentAndTheNextOneWorks() throws Exception {
        for (double stopAt : new double[] {0, 0.01, 0.3, 0.7, 1}) {
            assertThatThrownBy(() -> engine.load(PRACTICE, OPTIONS, share -> share < stopAt))
                    .isInstanceOfSatisfying(EngineException.class, e -> assertThat(e.code()).isEqualTo("LOAD-STOPPED"));
        }
        engine.load(PRACTICE, OPTIONS, LoadProgress.SILENT).close();
    }

    @Test
    void aProgressThatFailsFailsTheLoad() {
        LoadProgress bug = share -> {
            if (share > 0.5) {
                throw new IllegalStateException("A bug of the listener's, on purpose.");
            }
            return true;
        };
        assertThatIllegalStateException().isThrownBy(() -> engine.load(PRACTICE, OPTIONS, bug));
    }

    @Test
    void aModelWhoseWeightsAreMissingIsRefused() throws Exception {
        byte[] whole = Files.readAllBytes(PRACTICE);
        Path cut = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> engine.load(cut, OPTIONS, LoadProgress.SILENT))
                .isInstanceOfSatisfying(EngineException.class, e -> {
                    assertThat(e.code()).startsWith("MODEL-");
                    assertThat(e.sentence()).endsWith(".");
                });
    }

    @Test
    void aClosedModelCountsNoTokens() throws Exception {
        Model model = engine.load(PRACTICE, OPTIONS, LoadProgress.SILENT);
        model.close();
        model.close();

        assertThatIllegalStateException().isThrownBy(() -> model.tokenize("text"));
        assertThatIllegalStateException().isThrownBy(() -> model.open(512));
    }

    @Test
    void aListenerMayCloseTheModelItHears() throws Exception {
        Model model = engine.load(PRACTICE, OPTIONS, LoadProgress.SILENT);
        CountDownLatch closed = new CountDownLatch(1);
        AtomicReference<GenerationResult> heard = new AtomicReference<>();
        Session session = model.open(1024);
        session.generate(endless(model, 20), result -> {
            heard.set(result);
            model.close();
            closed.countDown();
        });
        closed.await();

        assertThat(heard.get().stopReason().type()).isEqualTo(Type.TOKEN_LIMIT);
        assertThatIllegalStateException().isThrownBy(() -> session.generate(endless(model, 5), result -> {}));
    }

    @Test
    void aPenaltyChangesTheTextAndTheSameRequestGivesTheSameText() throws Exception {
        try (Model model = engine.load(PRACTICE, OPTIONS, LoadProgress.SILENT);
                Session session = model.open(1024)) {
            GenerationRequest plain = endless(model, 60);
            GenerationRequest penalized = GenerationRequest.of(
                    plain.prompt(), new Sampling(0, 0, 1, 0, 1.5, 64), 1, plain.stopRules());
            GenerationRequest greedy =
                    GenerationRequest.of(plain.prompt(), Sampling.GREEDY, 1, plain.stopRules());

            TokenIds first = ids(session, penalized);
            assertThat(ids(session, penalized)).isEqualTo(first);
            assertThat(ids(session, greedy)).isNotEqualTo(first);
        }
    }

    @Test
    void aGrammarThatNoTokenCanSpellEndsAsFailed() throws Exception {
        try (Model model = engine.load(PRACTICE, OPTIONS, LoadProgress.SILENT);
                Session session = model.open(1024)) {
            // NUL is in no text of any token.
            GenerationResult result = session.generate(
                            endless(model, 20).withGrammar("root ::= \"a\" [\\x00]"), end -> {})
                    .await();

            assertThat(result.stopReason().type()).isIn(Type.FAILED, Type.END_OF_TEXT);
            assertThat(ids(session, endless(model, 5)).size()).isEqualTo(5);
        }
    }

    @Test
    void keysAndValuesCanBeStoredInHalfTheMemory() throws Exception {
        try (Model model = engine.load(PRACTICE, OPTIONS.withKv(LoadOptions.Kv.Q8_0), LoadProgress.SILENT);
                Session session = model.open(1024)) {
            TokenIds first = ids(session, endless(model, 60));

            assertThat(first.size()).isEqualTo(60);
            assertThat(ids(session, endless(model, 60))).isEqualTo(first);
        }
    }

    /** Fifty in full: what stays taken would show as hundreds of megabytes. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "The memory is read from /proc.")
    void aClosedModelGivesItsMemoryBack() throws Exception {
        int loads = Math.max(8, Endurance.of(50));
        List<Long> resident = new ArrayList<>();
        for (int i = 0; i < loads; i++) {
            try (Model model = engine.load(PRACTICE, LoadOptions.context(32_768), LoadProgress.SILENT);
                    Session session = model.open(32_768)) {
                assertThat(ids(session, endless(model, 10)).size()).isEqualTo(10);
            }
            System.gc();
            resident.add(residentMebibytes());
        }
        Endurance.record("memory after loads on " + engine.name(), Map.of("loads", loads, "residentMebibytes", resident));

        assertThat(resident.getLast()).isLessThanOrEqualTo(resident.get(1) * 105 / 100);
    }

    private static long residentMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static GenerationRequest endless(Model model, int tokens) {
        StopRules rules = StopRules.limit(tokens).withMinimumTokens(tokens).withLoops(LoopRule.OFF);
        return GenerationRequest.of(
                List.of(new PromptPart.Tokens(model.tokenize("The pump runs by day."))), Sampling.STANDARD, 1, rules);
    }

    private static TokenIds ids(Session session, GenerationRequest request) throws InterruptedException {
        return session.generate(request, result -> {}).await().tokens().orElseThrow().ids();
    }
}
