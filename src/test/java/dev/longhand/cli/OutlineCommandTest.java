package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.Engine;
import dev.longhand.engine.scripted.Script;
import dev.longhand.engine.scripted.ScriptedEngine;
import dev.longhand.project.BriefFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code outline} and {@code draft --propose-outline} over an engine that writes what a script says. */
class OutlineCommandTest {
    private static final String JSON = """
            {"heading": "First Steps", "goal": "Say how to begin", "target_tokens": 200}, \
            {"heading": "Daily Work", "goal": "Say what comes each day", "target_tokens": 300}, \
            {"heading": "Repairs", "goal": "Say what breaks", "target_tokens": 500}]}""";
    private static final String TITLE_ONLY = "---\ntitle: Pumps\n---\n";

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Supplier<Engine> engine = () -> new ScriptedEngine(outlineThenProse());
    private Path brief = Path.of("");

    @BeforeEach
    void writeBrief() throws IOException {
        brief = Files.writeString(folder.resolve("brief.md"), TITLE_ONLY);
    }

    private static Script outlineThenProse() {
        return scene -> scene.lastUserTurn().endsWith("Reply with a JSON outline.")
                ? Script.texts(JSON).begin(scene)
                : Script.prose().begin(scene);
    }

    private int run(Object... arguments) {
        out.reset();
        err.reset();
        Terminal terminal = Terminal.plain(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        Surroundings around = new Surroundings(
                terminal, Optional.of(Path.of("")), Optional.empty(), engine, Map.of(), () -> 64L << 30, code -> {});
        return new Program(around).run(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void anOutlineIsShownAndNothingWritten() throws Exception {
        assertThat(run("outline", brief, "--target", 1000, "--seed", 3)).isZero();
        assertThat(printed()).contains(
                "Outline proposed for “Pumps”: 3 sections, 1,000 tokens, seed 3",
                "  1. First Steps (200)", "     Say how to begin", "  3. Repairs (500)");
        assertThat(complaint()).isEmpty();
        assertThat(files()).containsExactly("brief.md");
        assertThat(brief).hasContent(TITLE_ONLY);
    }

    @Test
    void itIsWrittenOnRequestAndNeverOverAnotherUnlessAsked() throws Exception {
        assertThat(run("outline", brief, "--target", 1000, "--write")).isZero();
        assertThat(BriefFile.read(brief).outline().sections()).hasSize(3);
        assertThat(printed()).contains("Written into ");
        assertThat(files()).containsExactly("brief.md", "brief.md.bak");

        String written = Files.readString(brief);
        assertThat(run("outline", brief, "--write")).isEqualTo(2);
        assertThat(complaint()).contains("has an outline already; add --replace").hasLineCount(1);
        assertThat(brief).hasContent(written);
        assertThat(run("outline", brief, "--target", 900, "--write", "--replace")).isZero();
        assertThat(BriefFile.read(brief).outline().sections().getFirst().targetTokens()).hasValue(180);
    }

    @Test
    void aModelThatTheBackupWouldReplaceIsRefused() throws Exception {
        Path model = Files.copy(
                Path.of("samples", "practice-model", "longhand-practice.gguf"), folder.resolve("brief.md.bak"));
        assertThat(run("outline", brief, "--model", model, "--write")).isEqualTo(2);
        assertThat(complaint()).contains("--write would overwrite").contains("brief.md.bak").hasLineCount(1);
        assertThat(brief).hasContent(TITLE_ONLY);
        assertThat(model).hasSize(Files.size(Path.of("samples", "practice-model", "longhand-practice.gguf")));
        assertThat(run("outline", brief, "--model", model)).isZero();
    }

    @Test
    void aDraftOfABareTitleGetsItsOutlineFirst() throws Exception {
        Path document = folder.resolve("out.md");
        assertThat(run("draft", brief, "--propose-outline", "--words", 600, "--out", document, "--seed", 5)).isZero();
        assertThat(Files.readString(document).lines().filter(line -> line.startsWith("#")))
                .containsExactly("## First Steps", "## Daily Work", "## Repairs");
        assertThat(printed()).containsSubsequence("Outline proposed", "1. First Steps", "in 3 sections", "Reached: ");
        assertThat(brief).hasContent(TITLE_ONLY);
    }

    @Test
    void aBriefThatHasAnOutlineKeepsIt() throws Exception {
        Files.writeString(brief, TITLE_ONLY + "\n1. Mine (100)\n");
        Path document = folder.resolve("out.md");
        assertThat(run("draft", brief, "--propose-outline", "--out", document)).isZero();
        assertThat(Files.readString(document)).startsWith("## Mine\n");
        assertThat(printed()).contains("Note: The brief has an outline, so none is proposed.")
                .doesNotContain("Outline proposed");
    }

    @Test
    void withoutAnOutlineThereIsNoDraft() throws Exception {
        engine = () -> new ScriptedEngine(Script.texts("nonsense"));
        assertThat(run("draft", brief, "--propose-outline", "--out", folder.resolve("out.md"))).isEqualTo(1);
        assertThat(complaint()).contains("The model brought no outline").hasLineCount(1);
        assertThat(printed()).contains("tried again with another seed");
        assertThat(files()).containsExactly("brief.md");
        assertThat(run("outline", brief, "--write")).isEqualTo(1);
        assertThat(files()).containsExactly("brief.md");
    }

    @Test
    void anEngineThatCannotBeHeldToAGrammarIsNotAsked() {
        engine = () -> ScriptedEngine.without(Script.prose(), Set.of(Capability.GRAMMAR));
        assertThat(run("outline", brief)).isEqualTo(2);
        assertThat(complaint()).contains("cannot hold a model to an outline").hasLineCount(1);
    }

    @Test
    void aFailureOfTheEngineIsOneSentence() {
        engine = () -> new ScriptedEngine(Script.endless().failingAfter(5));
        assertThat(run("outline", brief)).isEqualTo(1);
        assertThat(complaint()).contains("The script wanted this failure").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "outline BRIEF --target 0|--target must be at least 1",
        "outline BRIEF --target 5 --words 5|give one of them",
        "outline BRIEF --seed -1|--seed must be 0 or more",
        "outline BRIEF --replace|add --write",
        "outline BRIEF --model pom.xml|GGUF",
        "outline absent.md|does not exist",
        "outline|BRIEF is missing",
        "draft BRIEF --propose-outline --shape answer|leave one of them out"
    })
    void badInputIsOneSentence(String typedAndSaid) throws Exception {
        String[] parts = typedAndSaid.split("\\|");
        assertThat(run((Object[]) parts[0].replace("BRIEF", brief.toString()).split(" "))).isEqualTo(2);
        assertThat(complaint()).contains(parts[1]).hasLineCount(1);
        assertThat(files()).containsExactly("brief.md");
    }
}
