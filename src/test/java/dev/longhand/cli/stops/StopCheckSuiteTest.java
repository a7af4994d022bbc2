package dev.longhand.cli.stops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.Endurance;
import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.StopReason;
import dev.longhand.engine.jllama.JllamaEngine;
import dev.longhand.engine.libllama.TestNatives;
import dev.longhand.engine.scripted.Script;
import dev.longhand.engine.scripted.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StopCheckSuiteTest {
    private static final int CONTEXT = 1_024;
    private static final ScriptedEngine SCRIPTED = new ScriptedEngine(Script.prose());
    private static final Model MODEL = SCRIPTED.model(CONTEXT);

    private final StopCheckRunner runner = new StopCheckRunner(MODEL, CONTEXT);

    @AfterAll
    static void close() {
        SCRIPTED.close();
    }

    static List<StopCheckSuite.Case> cases() throws IOException {
        return StopCheckSuite.read(Path.of("samples/stop-checks")).cases();
    }

    @Test
    void bringsAboutEveryReasonThatALocalEngineCanGive() throws IOException {
        Set<StopReason.Type> reasons = EnumSet.allOf(StopReason.Type.class);
        reasons.removeAll(Set.of(StopReason.Type.TIMED_OUT, StopReason.Type.INTERRUPTED));

        assertThat(cases()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(cases()).extracting(c -> c.check().expect().reason()).containsAll(reasons);
        assertThat(cases()).extracting(StopCheckSuite.Case::title).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void passesOnTheScriptedEngine(StopCheckSuite.Case next) throws Exception {
        StopCheckResult result = runner.run(next.check());

        assertThat(result.difference()).as(next.title()).isEmpty();
        assertThat(result.got()).startsWith(next.check().expect().reason().name());
    }

    @Test
    void passesOnJavaLlama() throws Exception {
        passesOn(new JllamaEngine(), Endurance.of(cases().size()));
    }

    @Test
    void passesOnCurrentLlama() throws Exception {
        passesOn(TestNatives.engine(), cases().size());
    }

    private static void passesOn(Engine nativeEngine, int rounds) throws Exception {
        List<StopCheckSuite.Case> all = cases();
        Map<String, String> wrong = new LinkedHashMap<>();
        try (Engine engine = nativeEngine;
                Model model = engine.load(
                        Path.of("samples/practice-model/longhand-practice.gguf"),
                        LoadOptions.context(CONTEXT),
                        LoadProgress.SILENT)) {
            StopCheckRunner practice = new StopCheckRunner(model, CONTEXT);
            for (int i = 0; i < rounds; i++) {
                StopCheckSuite.Case next = all.get(i * all.size() / rounds);
                practice.run(next.check()).difference().ifPresent(sentence -> wrong.put(next.title(), sentence));
            }
        }
        Endurance.record("stop checks on " + nativeEngine.name(), Map.of("cases", rounds, "wrong", wrong));

        assertThat(wrong).isEmpty();
    }

    @Test
    void tellsWhenACaseEndsOtherwise(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("wrong.json"), """
                [{"name": "reason", "writes": "Over.", "expect": {"reason": "LOOP"}},
                 {"name": "text", "writes": "Over.", "expect": {"reason": "END_OF_TEXT", "text": "Under."}},
                 {"name": "stop", "writes": "It is over.", "stops": [{"text": "is"}, {"text": "over"}],
                  "expect": {"reason": "STOP_STRING", "stop": "over"}},
                 {"name": "boundary", "writes": "It is over.", "limit": 1,
                  "expect": {"reason": "TOKEN_LIMIT", "boundary": "SENTENCE"}},
                 {"name": "code", "writes": "", "grammar": "root", "expect": {"reason": "FAILED", "code": "OTHER"}}]
                """);
        List<String> sentences = new ArrayList<>();
        for (StopCheckSuite.Case next : StopCheckSuite.read(folder).cases()) {
            sentences.add(runner.run(next.check()).difference().orElse(next.title() + " passed"));
        }

        assertThat(sentences.get(0)).contains("It ended as EndOfText");
        assertThat(sentences.get(1)).isEqualTo("The text is \"Over.\" instead of \"Under.\".");
        assertThat(sentences.subList(2, 5)).allSatisfy(sentence -> assertThat(sentence).startsWith("It ended as "));
    }

    @Test
    void aSuiteThatCannotBeReadIsOneSentence(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> StopCheckSuite.read(folder)).hasMessageStartingWith("There are no stop checks in");
        assertThatThrownBy(() -> StopCheckSuite.read(folder.resolve("absent")))
                .hasMessageStartingWith("There are no stop checks in");
        for (String bad : List.of("[", "{}", "[{\"name\": \"x\"}]", "[{\"nome\": \"x\"}]", "[null]")) {
            Files.writeString(folder.resolve("bad.json"), bad);
            assertThatThrownBy(() -> StopCheckSuite.read(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageMatching("The stop checks in .* cannot be read: [^\n]+");
        }
    }

    @Test
    void aGrammarHoldsTheModelToAnyText(@TempDir Path folder) throws Exception {
        String hostile = "\\\"quotes\\\" and \\\\ and \\n\\t and root ::= [^a] # no comment 阀 😀";
        Files.writeString(folder.resolve("hostile.json"), """
                [{"name": "text", "writes": "%s", "expect": {"reason": "END_OF_TEXT", "text": "%s"}}]
                """.formatted(hostile, hostile));

        assertThat(runner.run(StopCheckSuite.read(folder).cases().getFirst().check()).difference())
                .isEmpty();
    }
}
