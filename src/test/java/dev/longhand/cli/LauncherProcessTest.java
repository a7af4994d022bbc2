package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as a process of its own, started by the launcher that the build wrote, with the practice model. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals and pseudo terminals are tested where there are any")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LauncherProcessTest {
    private static final Path LAUNCHER =
            Path.of(System.getProperty("longhand.build", "target")).resolve("longhand").toAbsolutePath();
    private static final String BRIEF = """
            ---
            title: Care of a Water Pump
            ---
            The pump runs by day.

            1. Introduction
            2. Daily Checks
            """;

    @TempDir
    private Path folder;

    private Path state = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        assumeThat(LAUNCHER).as("the launcher that `mvn compile` writes").exists();
        state = folder.resolve("state");
        Files.writeString(folder.resolve("pump.md"), BRIEF);
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().put("XDG_STATE_HOME", state.toString());
        return builder.start();
    }

    private Process longhand(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(Arrays.asList(arguments));
        return start(command.toArray(String[]::new));
    }

    private String complaint() throws IOException {
        return Files.readString(folder.resolve("stderr"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> !List.of("stderr", "state", "pump.md").contains(name))
                    .sorted()
                    .toList();
        }
    }

    private JsonNode report() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(folder.resolve("report.json")));
    }

    private static void interrupt(Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor()).isZero();
    }

    @Test
    void aDraftIsReachedWithTheModelThatIsThere() throws Exception {
        Process process = longhand("draft", "pump.md", "--target", "300", "--seed", "1", "--json", "report.json");
        String printed = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).isZero();
        assertThat(complaint()).isEmpty();
        assertThat(printed).contains("java-llama.cpp", "Context plan: ", "Reached: ").doesNotContain("\r");
        assertThat(files()).containsExactly("pump-draft.md", "report.json");
        assertThat(report().get("keptTokens").asInt()).isGreaterThanOrEqualTo(300);
        assertThat(Files.readString(folder.resolve("pump-draft.md")).lines().filter(l -> l.startsWith("#")))
                .containsExactly("## Introduction", "## Daily Checks");
    }

    @Test
    void badInputIsOneSentenceAndExitCodeTwo() throws Exception {
        Files.writeString(folder.resolve("text.gguf"), "This is text.");
        for (String[] bad : new String[][] {
            {"draft", "absent.md"},
            {"draft", "pump.md", "--frobnicate"},
            {"draft", "pump.md", "--model", "text.gguf"},
        }) {
            Process process = longhand(bad);
            assertThat(process.getInputStream().readAllBytes()).isEmpty();
            assertThat(process.waitFor()).isEqualTo(2);
            assertThat(complaint()).hasLineCount(1).doesNotContain("Exception", "WARNING");
            assertThat(files()).containsExactly("text.gguf");
        }
    }

    @Test
    void anInterruptKeepsWhatWasStreamed() throws Exception {
        Process process = longhand(
                "draft", "pump.md", "--target", "30000", "--seed", "3", "--out", "out.md", "--json", "report.json");
        StringBuilder printed = new StringBuilder();
        try (BufferedReader reader = process.inputReader()) {
            String line = reader.readLine();
            // Chunk 2 is being written as soon as the line of chunk 1 stands there.
            while (line != null && !line.startsWith("  1  ")) {
                line = reader.readLine();
            }
            assertThat(line).as("the first chunk's line").isNotNull();
            interrupt(process);
            reader.lines().forEach(rest -> printed.append(rest).append('\n'));
        }
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(printed).contains("Stopping; what was written is kept.", "Not reached: ");
        StringBuilder told = new StringBuilder();
        for (JsonNode chunk : report().get("chunks")) {
            told.append(chunk.get("before").asString()).append(chunk.get("text").asString());
        }
        assertThat(Files.readString(folder.resolve("out.md"))).isEqualTo(told.toString()).isNotBlank();
        assertThat(report().get("reachedTarget").asBoolean()).isFalse();
        assertThat(files()).containsExactly("out.md", "report.json");
    }

    @Test
    void aTerminalGetsOneLineThatIsWrittenOver() throws Exception {
        assumeThat(Stream.of("/usr/bin/script", "/bin/script").map(Path::of).anyMatch(Files::isExecutable))
                .as("the program `script`, which lends a pseudo terminal")
                .isTrue();
        String command = "stty cols 50 rows 20; exec '%s' draft pump.md --target 100 --seed 1".formatted(LAUNCHER);
        Process process = start("script", "-qec", command, "/dev/null");
        String printed = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).isZero();
        List<String> rewritten = printed.lines()
                .flatMap(line -> Arrays.stream(line.split("\r")))
                .filter(part -> part.contains("to go") || part.contains("reading the prompt"))
                .map(String::stripTrailing)
                .toList();
        assertThat(rewritten).hasSizeGreaterThan(3).allMatch(part -> TerminalText.columns(part) < 50);
        assertThat(printed).containsPattern("\r +1  Introduction: \\d+ tokens").contains("Reached: ");
    }

    @Test
    void theVersionIsTheOneThatWasBuilt() throws Exception {
        Process process = longhand("--version");
        assertThat(new String(process.getInputStream().readAllBytes())).matches("Longhand \\d+\\.\\d+\\.\\d+.*\\R");
        assertThat(process.waitFor()).isZero();
    }
}
