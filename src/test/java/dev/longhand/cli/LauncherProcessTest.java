package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        return builder(command).start();
    }

    private ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().put("XDG_STATE_HOME", state.toString());
        return builder;
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
        String signal = "-" + Signals.interrupt();
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor()).isZero();
    }

    @Test
    void aDraftIsReachedWithTheModelThatIsThere() throws Exception {
        Process process = longhand("draft", "pump.md", "--target", "300", "--seed", "1", "--json", "report.json");
        String printed = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).isZero();
        assertThat(complaint()).isEmpty();
        assertThat(printed).contains("llama.cpp", "(automatic", "Context plan: ", "Reached: ").doesNotContain("\r");
        assertThat(files()).containsExactly("pump-draft.longhand", "pump-draft.md", "report.json");
        assertThat(report().get("keptTokens").asInt()).isGreaterThanOrEqualTo(300);
        assertThat(Files.readString(folder.resolve("pump-draft.md")).lines().filter(l -> l.startsWith("#")))
                .containsExactly("## Introduction", "## Daily Checks");
    }

    @Test
    void withoutADisplayTheWindowSaysHowToDraftAllTheSame() throws Exception {
        ProcessBuilder builder = builder(LAUNCHER.toString());
        builder.environment().keySet().removeAll(List.of("DISPLAY", "WAYLAND_DISPLAY"));
        assumeThat(System.getProperty("os.name")).startsWith("Linux");
        Process process = builder.start();
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(complaint()).hasLineCount(1).contains("longhand draft").doesNotContain("Exception", "WARNING");
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

    /** A line comes every five seconds where there is no terminal, so the interrupt falls into the writing. */
    @Test
    void anInterruptKeepsWhatWasStreamed() throws Exception {
        Process process = longhand(
                "draft", "pump.md", "--target", "30000", "--shape", "answer", "--chunk", "30000", "--seed", "3",
                "--temperature", "1", "--out", "out.md", "--json", "report.json");
        StringBuilder printed = new StringBuilder();
        try (BufferedReader reader = process.inputReader()) {
            String line = reader.readLine();
            while (line != null && !line.matches(" +\\d+ .*: [1-9][\\d,]* tokens,.* to go")) {
                line = reader.readLine();
            }
            assertThat(line).as("a line that tells of streamed tokens").isNotNull();
            interrupt(process);
            reader.lines().forEach(rest -> printed.append(rest).append('\n'));
        }
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(printed).contains("Stopping; what was written is kept.", "Not reached: ");
        StringBuilder told = new StringBuilder();
        JsonNode last = null;
        for (JsonNode chunk : report().get("chunks")) {
            told.append(chunk.get("before").asString()).append(chunk.get("text").asString());
            last = chunk;
        }
        assertThat(last).isNotNull();
        // Between the line and the signal the model may come to its end.
        assertThat(last.get("stopReason").get("type").asString()).isIn("CANCELLED", "END_OF_TEXT");
        assertThat(last.get("text").asString()).isNotBlank();
        String document = Files.readString(folder.resolve("out.md"));
        assertThat(document.stripTrailing()).isEqualTo(told.toString().stripTrailing()).isNotBlank();
        assertThat(document).endsWith("\n");
        assertThat(report().get("reachedTarget").asBoolean()).isFalse();
        assertThat(files()).containsExactly("out.longhand", "out.md", "report.json");
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
                .filter(part -> part.contains("to go") || part.contains("reading the prompt") || part.contains("Loading"))
                .map(String::stripTrailing)
                .toList();
        // How many lines there are depends on the machine; the first, of the loading, is always written over.
        assertThat(rewritten).isNotEmpty().allMatch(part -> TerminalText.columns(part) < 50);
        assertThat(printed).containsPattern("\rLoading the model: 0 %.*\r").contains("Reached: ");
        assertThat(printed.lines().flatMap(line -> Arrays.stream(line.split("\r"))).map(String::stripTrailing))
                .filteredOn(part -> part.contains("tokens/s") || part.contains("Chunk limit") || part.contains("reused"))
                .isNotEmpty()
                .allMatch(part -> TerminalText.columns(part) < 66);
    }

    @Test
    void aMissingPartOfTheProgramIsOneSentence() throws Exception {
        String launcher = Files.readString(LAUNCHER);
        Path broken = folder.resolve("broken");
        Files.writeString(broken, launcher.replaceAll("[^:' ]*picocli[^:' ]*\\.jar", "absent.jar"));
        assertThat(launcher).contains("picocli");
        assertThat(Files.readString(broken)).doesNotContain("picocli");
        Process process = start("sh", broken.toString(), "draft", "pump.md");
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(complaint()).contains("Longhand cannot start", "picocli", "install it again").hasLineCount(1);
    }

    @Test
    void chineseNamesAndStopStringsNeedNoLocale() throws Exception {
        Files.writeString(folder.resolve("水泵.md"), BRIEF);
        for (String locale : new String[] {"C", "POSIX", ""}) {
            ProcessBuilder builder = builder(
                    LAUNCHER.toString(), "draft", "水泵.md", "--target", "60", "--seed", "1", "--stop", "水", "--out", "文.md");
            builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
            if (!locale.isEmpty()) {
                builder.environment().put("LC_ALL", locale);
            }
            Process process = builder.start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(complaint()).isZero();
            assertThat(printed.lines().toList().getLast()).endsWith("文.md");
            assertThat(files()).contains("文.md");
            Files.delete(folder.resolve("文.md"));
        }
    }

    @Test
    void aNameThatTheLocaleDoesNotHaveIsOneSentence() throws Exception {
        Path direct = folder.resolve("direct");
        // The launcher as it would be without its care for the locale.
        Files.writeString(direct, Files.readString(LAUNCHER).replace("export LC_ALL=C.UTF-8", ":"));
        ProcessBuilder builder = builder("sh", direct.toString(), "draft", "水泵.md");
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(complaint()).startsWith("BRIEF is no name of a file here").hasLineCount(1);
    }

    @Test
    void aFullDeviceIsToldAndIsNotDone() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        Process process = builder(LAUNCHER.toString(), "stops", "pump.md", "--stop", "pump")
                .redirectOutput(full.toFile())
                .start();
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(complaint()).contains("Not all that Longhand had to print").hasLineCount(1);
    }

    @Test
    void theVersionIsTheOneThatWasBuilt() throws Exception {
        Process process = longhand("--version");
        assertThat(new String(process.getInputStream().readAllBytes())).matches("Longhand \\d+\\.\\d+\\.\\d+.*\\R");
        assertThat(process.waitFor()).isZero();
    }
}
