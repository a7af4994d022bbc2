package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.Engine;
import dev.longhand.engine.jllama.JllamaEngine;
import dev.longhand.model.GgufBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the command says of model files, over a memory of a size that the test chooses. */
class InspectCommandTest {
    private static final Path PRACTICE = Path.of("samples", "practice-model", "longhand-practice.gguf");
    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    /** It is asked which architectures it runs, and never loads anything here. */
    private final Supplier<Engine> engine = JllamaEngine::new;
    private long available = 64L << 30;

    private int run(Object... arguments) {
        out.reset();
        err.reset();
        Surroundings around = new Surroundings(
                Terminal.plain(stream(out), stream(err)), Optional.of(Path.of("")), Optional.empty(), engine, Map.of(),
                () -> available, code -> {});
        return new Program(around).run(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aModelIsShownWithItsNeedsAndAdvice() throws Exception {
        Path json = folder.resolve("report.json");
        assertThat(run("inspect", PRACTICE, "--target", 8192, "--json", json)).isZero();
        assertThat(complaint()).isEmpty();
        assertThat(printed())
                .startsWith("Longhand practice model\n")
                .contains("qwen2", "Q8_0", "32,768 tokens", "chatml", "<|im_end|> (4095)", "java-llama.cpp 4.2.0")
                .contains("Memory with a context of 11,520 tokens", "f16, 3,072 bytes a token")
                .contains("For a text of 8,192 tokens", "Q8_0 is fit for long texts");
        JsonNode report = JsonMapper.builder().build().readTree(Files.readString(json));
        JsonNode memory = report.get("memory");
        assertThat(memory.get("kvBytes").asLong()).isEqualTo(11_520L * 3_072);
        assertThat(memory.get("neededBytes").asLong())
                .isEqualTo(memory.get("weightBytes").asLong()
                        + memory.get("kvBytes").asLong()
                        + memory.get("computeBytes").asLong());
        assertThat(memory.get("availableBytes").asLong()).isEqualTo(available);
        assertThat(memory.get("verdict").asString()).isEqualTo("FITS");
        assertThat(report.get("loads").asBoolean()).isTrue();
        assertThat(report.get("modelFile").get("bytes").asLong()).isEqualTo(Files.size(PRACTICE));
    }

    @Test
    void coarserKeysAndValuesTakeLess() {
        run("inspect", PRACTICE, "--context", 4096, "--kv", "q8_0");
        assertThat(printed()).contains("q8_0, 1,632 bytes a token");
    }

    @Test
    void aContextLargerThanTheMemoryIsRefused() {
        available = 200 * MIB;
        assertThat(run("inspect", PRACTICE, "--context", 60_000)).isEqualTo(1);
        assertThat(printed()).contains("too much", "200.0 MiB");
        assertThat(complaint())
                .contains("60,000 tokens needs about 257 MiB", "200 MiB are free", "--force")
                .hasLineCount(1);
    }

    @Test
    void aTightOneIsWarnedOfAndForceOverrules() {
        available = 300 * MIB;
        assertThat(run("inspect", PRACTICE, "--context", 60_000)).isZero();
        assertThat(complaint()).contains("257 MiB", "other programs").hasLineCount(1);
        available = 200 * MIB;
        assertThat(run("inspect", PRACTICE, "--context", 60_000, "--force")).isZero();
        assertThat(complaint()).contains("257 MiB").hasLineCount(1);
    }

    @Test
    void anArchitectureThatNoEngineRunsIsSaidBesideTheRest() throws Exception {
        Path file = GgufBuilder.small().text("general.architecture", "next-year").write(folder.resolve("new.gguf"));
        assertThat(run("inspect", file)).isEqualTo(1);
        assertThat(printed()).contains("Small One", "none here runs it");
        assertThat(complaint()).contains("\"next-year\"").hasLineCount(1);
    }

    @Test
    void whatAFileSaysCannotWriteOnTheTerminal() throws Exception {
        Path file = GgufBuilder.small()
                .text("general.name", "a\u001b[2Jb\n" + "c".repeat(100_000))
                .text("general.architecture", "x\u001b[31m")
                .write(folder.resolve("hostile.gguf"));
        run("inspect", file);
        assertThat(printed() + complaint()).doesNotContain("\u001b").hasSizeLessThan(4_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "absent.gguf|There is no model file",
        "src|is a folder",
        "pom.xml|not a GGUF model file",
        "PRACTICE --context 63|--context must be at least 64",
        "PRACTICE --target 0|--target must be at least 1",
        "PRACTICE --kv q4_0|--kv must be f16 or q8_0, not “q4_0”.",
        "PRACTICE --json src|is a folder",
        "PRACTICE --json PRACTICE|would overwrite",
        "|GGUF is missing"
    })
    void badInputIsOneSentence(String typedAndSaid) {
        String[] parts = ("inspect " + typedAndSaid).replace("PRACTICE", PRACTICE.toString()).split("\\|");
        assertThat(run((Object[]) parts[0].trim().split(" "))).isEqualTo(2);
        assertThat(complaint()).contains(parts[1]).hasLineCount(1).doesNotContain("Exception", "Usage");
        assertThat(printed()).isEmpty();
    }
}
