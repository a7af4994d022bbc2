package dev.longhand.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.Endurance;
import dev.longhand.cli.Program;
import dev.longhand.cli.Surroundings;
import dev.longhand.cli.Terminal;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.engine.jllama.JllamaEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From one line of request to a document of about the asked length: the model proposes the outline and drafts it. In
 * full 5,000 words, and 40,000 in a window that holds a tenth of them; otherwise a few hundred.
 */
class BareTitleDraftTest {
    private static final Path PRACTICE_MODEL = Path.of("samples/practice-model/longhand-practice.gguf");

    /** Words by which a draft of a few hundred may run over: a part of its last section. */
    private static final int SHORT_OVERRUN = 100;

    @TempDir
    private Path folder;

    private Path brief = Path.of("");

    @ParameterizedTest
    @CsvSource({"en, A Manual for Small Water Pumps", "zh, 小型水泵使用手册"})
    void oneLineGivesADocumentOfTheAskedLength(String language, String title) throws Exception {
        writeBrief(title);
        for (int seed = 1; seed <= Endurance.of(3); seed++) {
            draft(language, Endurance.full() ? 5_000 : 500, seed);
        }
    }

    @ParameterizedTest
    @CsvSource({"en, A Manual for Small Water Pumps", "zh, 小型水泵使用手册"})
    void aDocumentLongerThanTheWindowGoesOnAndThePlanSaysWhatIsLeftOut(String language, String title) throws Exception {
        writeBrief(title);
        Drafted drafted = Endurance.full()
                ? draft(language, 40_000, 1, "--context", "8192")
                : draft(language, 700, 1, "--context", "1024", "--chunk", "256");

        assertThat(drafted.printed())
                .contains("The oldest text no longer fits the window: ")
                .contains(" tokens are left out now, and the rest is read again.");
        JsonNode last = drafted.plans().getLast();
        assertThat(last.get("leftOutTokens").asInt()).isPositive();
        assertThat(leftOut(last)).as("what the last plan left out").isNotEmpty();
        assertThat(drafted.plans()).allSatisfy(plan -> {
            assertThat(plan.get("promptTokens").asInt() + plan.get("reservedTokens").asInt())
                    .isLessThanOrEqualTo(plan.get("window").asInt());
            assertThat(leftOut(plan).values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(plan.get("leftOutTokens").asInt());
        });
    }

    private void writeBrief(String title) throws IOException {
        brief = Files.writeString(folder.resolve("brief.md"), "---\ntitle: " + title + "\n---\n");
    }

    /** A finished draft: what was printed, and the plan of every chunk from the report. */
    private record Drafted(String printed, List<JsonNode> plans) {}

    private Drafted draft(String language, int words, int seed, String... more) throws Exception {
        long start = System.nanoTime();
        Path document = folder.resolve("document-" + seed + ".md");
        Path json = folder.resolve("report-" + seed + ".json");
        List<String> command = new ArrayList<>(List.of(
                "draft", brief.toString(), "--model", PRACTICE_MODEL.toString(), "--propose-outline",
                "--words", Integer.toString(words), "--seed", Integer.toString(seed),
                "--out", document.toString(), "--json", json.toString()));
        command.addAll(List.of(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = run(out, command);
        String printed = out.toString(StandardCharsets.UTF_8);
        double seconds = (System.nanoTime() - start) / 1e9;

        String what = "%s, %,d words, seed %d".formatted(language, words, seed);
        assertThat(code).as("%s: %s", what, printed).isZero();
        JsonNode report = JsonMapper.builder().build().readTree(Files.readString(json));
        String text = Files.readString(document);
        assertThat(report.get("words").asInt()).as(what).isBetween(words, words + Math.max(words / 10, SHORT_OVERRUN));
        assertThat(text.lines().filter(line -> line.startsWith("#")).map(line -> line.replaceFirst("^## ", "")))
                .as("headings of " + what)
                .containsExactlyElementsOf(proposed(printed))
                .doesNotHaveDuplicates();
        Repetition.assertNothingStandsThreeTimesInARow(tokens(text), what);
        Endurance.record("draft of a bare title, " + what, figures(report, text, seconds));
        if (Endurance.full()) {
            // To be looked at.
            String name = "bare-title-%s-%d-%d.md".formatted(language, words, seed);
            Path build = Path.of(System.getProperty("longhand.build", "target"));
            Files.copy(document, build.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        return new Drafted(printed, plans(report));
    }

    private static int run(ByteArrayOutputStream out, List<String> command) {
        PrintStream both = new PrintStream(out, true, StandardCharsets.UTF_8);
        Surroundings around = new Surroundings(
                Terminal.plain(both, both), Optional.empty(), Optional.empty(), JllamaEngine::new, Map.of(),
                () -> 8L << 30, code -> {});
        return new Program(around).run(command.toArray(String[]::new));
    }

    /** The headings of the outline as it was shown. */
    private static List<String> proposed(String printed) {
        return printed.lines()
                .filter(line -> line.matches(" *\\d+\\. .* \\(\\d+\\)"))
                .map(line -> line.replaceFirst("^ *\\d+\\. ", "").replaceFirst(" \\(\\d+\\)$", ""))
                .toList();
    }

    private static TokenIds tokens(String text) throws Exception {
        try (JllamaEngine engine = new JllamaEngine();
                Model model = engine.load(PRACTICE_MODEL, LoadOptions.context(256), LoadProgress.SILENT)) {
            return model.tokenize(text);
        }
    }

    private static List<JsonNode> plans(JsonNode report) {
        return all(report.get("chunks")).stream().map(chunk -> chunk.get("plan")).toList();
    }

    /** The labels of the parts of a plan that were left out, with their tokens. */
    private static Map<String, Integer> leftOut(JsonNode plan) {
        return all(plan.get("parts")).stream()
                .filter(part -> !part.get("included").asBoolean())
                .collect(Collectors.toMap(
                        part -> part.get("label").asString(), part -> part.get("tokens").asInt(), Integer::sum,
                        LinkedHashMap::new));
    }

    private static List<JsonNode> all(JsonNode array) {
        return IntStream.range(0, array.size()).mapToObj(array::get).toList();
    }

    private static Map<String, Object> figures(JsonNode report, String text, double seconds) {
        Map<String, Integer> reasons = new TreeMap<>();
        all(report.get("chunks")).forEach(
                chunk -> reasons.merge(chunk.get("stopReason").get("type").asString(), 1, Integer::sum));
        List<JsonNode> plans = plans(report);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("seconds", Math.round(seconds * 10) / 10.0);
        figures.put("words", report.get("words").asInt());
        figures.put("tokens", report.get("keptTokens").asInt());
        figures.put("chunks", report.get("chunks").size());
        figures.put("rerolls", report.get("rerolls").size());
        figures.put("reasons", reasons);
        figures.put("window", plans.getLast().get("window").asInt());
        figures.put("plansThatDroppedText", plans.stream().filter(plan -> plan.get("droppedText").asBoolean()).count());
        figures.put("leftOutAtTheEnd", leftOut(plans.getLast()));
        figures.put("brokenCharacters", text.chars().filter(c -> c == '\ufffd').count());
        return figures;
    }
}
