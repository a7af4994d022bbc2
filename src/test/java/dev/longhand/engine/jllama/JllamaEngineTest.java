package dev.longhand.engine.jllama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.GenerationHandle;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.TokenCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is special about an engine that never gives memory back, and what it refuses. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class JllamaEngineTest {
    private static final long MIB = 1 << 20;

    /** Not used by any other test, so that the pool of the process has nothing of it. */
    private static final LoadOptions OPTIONS = LoadOptions.context(2000);

    private final JllamaEngine engine = new JllamaEngine();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aModelThatIsLoadedAgainIsLentAgainWithItsCache() throws Exception {
        List<PromptPart> prompt = List.of(new PromptPart.Text("The keeper reads the gauge. ".repeat(40)));
        GenerationResult first;
        try (Model model = load(PatchedModel.PRACTICE);
                Session session = model.open(2000)) {
            first = session.generate(request(prompt, 20), end -> {}).await();
        }
        try (Model model = load(PatchedModel.PRACTICE);
                Session session = model.open(2000)) {
            GenerationResult again = session.generate(request(prompt, 20), end -> {}).await();

            assertThat(again.usage().evaluated().value()).isEqualTo(1);
            assertThat(again.text()).as("the same seed on the same cache").isEqualTo(first.text());
        }
    }

    @Test
    void loadingIsStoppedBeforeAndAfterTheLibraryLoads() {
        for (double last : new double[] {0, 1}) {
            assertThatThrownBy(() -> engine.load(PatchedModel.PRACTICE, OPTIONS, share -> share < last))
                    .isInstanceOfSatisfying(
                            EngineException.class, stopped -> assertThat(stopped.code()).isEqualTo("LOAD-STOPPED"));
        }
    }

    @Test
    void memoryDoesNotGrowWithEachLoad() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "The resident memory can be read on Linux only.");
        openAndClose();
        long before = residentBytes();
        for (int round = 0; round < 30; round++) {
            openAndClose();
        }
        // A context alone would take some 20 MiB each time.
        assertThat(residentBytes() - before).isLessThan(150 * MIB);
    }

    private void openAndClose() throws Exception {
        try (Model model = load(PatchedModel.PRACTICE);
                Session one = model.open(2000);
                Session two = model.open(1000)) {
            one.generate(request(List.of(new PromptPart.Text("One")), 5), end -> {}).await();
            two.generate(request(List.of(new PromptPart.Text("Two")), 5), end -> {}).await();
        }
    }

    @Test
    void twoSessionsAtATimeDoNotDisturbEachOther() throws Exception {
        GenerationRequest request = request(List.of(new PromptPart.Text("The keeper reads the gauge.")), 60);
        try (Model model = load(PatchedModel.PRACTICE);
                Session one = model.open(2000);
                Session two = model.open(2000)) {
            String alone = one.generate(request, end -> {}).await().text();
            GenerationHandle first = one.generate(request, end -> {});
            GenerationHandle second = two.generate(request, end -> {});

            assertThat(first.await().text()).isEqualTo(alone);
            assertThat(second.await().text()).isEqualTo(alone);
        }
    }

    @Test
    void aFileThatWasReplacedIsLoadedAnew() throws Exception {
        Path file = new PatchedModel().write(folder.resolve("model.gguf"));
        String before = load(file).description().name();
        new PatchedModel().replace("Longhand", "Longfoot").write(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));

        assertThat(load(file).description().name()).isNotEqualTo(before).contains("Longfoot");
    }

    @Test
    void countsOfPlainEnglishAreExact() throws Exception {
        try (Model model = load(PatchedModel.PRACTICE);
                Session session = model.open(2000)) {
            GenerationResult result = session.generate(
                            request(List.of(new PromptPart.Text("The keeper reads the gauge.")), 50), end -> {})
                    .await();

            assertThat(result.usage().generated()).isEqualTo(TokenCount.exactly(50));
            assertThat(result.tokens()).hasValueSatisfying(tokens -> assertThat(tokens.ids().size()).isEqualTo(50));
        }
    }

    @Test
    void whatCannotBeAModelIsRefusedInOneSentence() throws Exception {
        assertRefused(folder.resolve("none.gguf"), "MODEL-ABSENT");
        assertRefused(folder, "MODEL-IS-FOLDER");
        assertRefused(Files.writeString(folder.resolve("text.gguf"), "Once upon a time."), "MODEL-NOT-GGUF");
        byte[] whole = Files.readAllBytes(PatchedModel.PRACTICE);
        for (int length : new int[] {100, 50_000, whole.length / 2, whole.length - 1}) {
            Path cut = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(whole, length));
            assertRefused(cut, "MODEL-TRUNCATED", "MODEL-BROKEN");
        }
        assertRefused(
                new PatchedModel().replace("qwen2", "qwenX").write(folder.resolve("new.gguf")), "MODEL-ARCHITECTURE");
    }

    @Test
    void aContextThatTheMemoryCannotHoldIsRefused() {
        JllamaEngine small = new JllamaEngine(() -> 100 * MIB);
        assertThatThrownBy(() -> small.load(
                        PatchedModel.PRACTICE, LoadOptions.context(1_000_000), LoadProgress.SILENT))
                .isInstanceOfSatisfying(EngineException.class, e -> {
                    assertThat(e.code()).isEqualTo("MODEL-MEMORY");
                    assertThat(e.sentence()).contains("1,000,000 tokens").contains("100 MiB").endsWith(".");
                });
    }

    @Test
    void whatTheMemoryCannotHoldIsLoadedWhereTheWriterWantsIt() throws Exception {
        JllamaEngine small = new JllamaEngine(() -> MIB);
        LoadOptions options = LoadOptions.context(2_050);
        assertThatThrownBy(() -> small.load(PatchedModel.PRACTICE, options, LoadProgress.SILENT))
                .isInstanceOf(EngineException.class);

        try (Model model = small.load(PatchedModel.PRACTICE, options.withForce(true), LoadProgress.SILENT);
                Session one = model.open(2_050);
                Session two = model.open(2_050)) {
            GenerationRequest request = request(List.of(new PromptPart.Text("One")), 5);
            assertThat(one.generate(request, end -> {}).await().text())
                    .isEqualTo(two.generate(request, end -> {}).await().text());
        }
    }

    @Test
    void theLibraryLiesInAFolderOfThisProcess() throws Exception {
        load(PatchedModel.PRACTICE);
        Path library = Path.of(System.getProperty("de.kherud.llama.lib.path"));

        assertThat(library).isDirectory();
        assertThat(library.getFileName().toString()).contains(String.valueOf(ProcessHandle.current().pid()));
    }

    private Model load(Path file) throws EngineException {
        return engine.load(file, OPTIONS, LoadProgress.SILENT);
    }

    private void assertRefused(Path file, String... codes) {
        assertThatThrownBy(() -> load(file)).isInstanceOfSatisfying(EngineException.class, e -> {
            assertThat(e.code()).isIn((Object[]) codes);
            assertThat(e.sentence()).endsWith(".").doesNotContain("\n");
        });
    }

    private static GenerationRequest request(List<PromptPart> prompt, int tokens) {
        StopRules rules = StopRules.limit(tokens).withMinimumTokens(tokens).withLoops(LoopRule.OFF);
        return GenerationRequest.of(prompt, Sampling.STANDARD, 5, rules);
    }

    private static long residentBytes() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(entry -> entry.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    }
}
