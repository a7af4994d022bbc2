package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.Model;
import dev.longhand.engine.scripted.Script;
import dev.longhand.engine.scripted.ScriptedEngine;
import dev.longhand.model.GgufBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sun.misc.Signal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line as a user meets it, over an engine that writes what a script says. */
class ProgramTest {
    private static final long PLENTY = 64L << 30;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Supplier<Engine> engine = () -> new ScriptedEngine(Script.prose());
    private Path brief = Path.of("");

    @BeforeEach
    void writeBrief() throws IOException {
        brief = Files.writeString(folder.resolve("brief.md"), """
                ---
                title: Pumps
                ---
                Say it plainly.

                1. First (120)
                2. Second (120)
                3. Third (120)
                """);
    }

    private int run(Object... arguments) {
        out.reset();
        err.reset();
        Terminal terminal = Terminal.plain(stream(out), stream(err));
        Surroundings around = new Surroundings(
                terminal, Optional.of(Path.of("")), Optional.empty(), engine, Map.of(), () -> PLENTY, code -> {});
        return new Program(around).run(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    private int draft(Object... options) {
        List<Object> all = new ArrayList<>(List.of("draft", brief, "--out", folder.resolve("out.md")));
        all.addAll(Arrays.asList(options));
        return run(all.toArray());
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

    private JsonNode report() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(folder.resolve("report.json")));
    }

    private String document() throws IOException {
        return Files.readString(folder.resolve("out.md"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aDraftIsADocumentAndAReportOfIt() throws Exception {
        assertThat(draft("--target", 600, "--seed", 7, "--json", folder.resolve("report.json"))).isZero();
        assertThat(complaint()).isEmpty();
        assertThat(document().lines().filter(line -> line.startsWith("#")))
                .containsExactly("## First", "## Second", "## Third");
        StringBuilder told = new StringBuilder();
        int kept = 0;
        for (JsonNode chunk : report().get("chunks")) {
            told.append(chunk.get("before").asString()).append(chunk.get("text").asString());
            kept += chunk.get("keptTokens").asInt();
            assertThat(chunk.get("stopReason").get("type").asString()).isNotEmpty();
            assertThat(chunk.get("plan").get("promptTokens").asInt()).isEqualTo(chunk.get("promptTokens").asInt());
        }
        assertThat(told.append('\n')).hasToString(document());
        assertThat(kept).isGreaterThanOrEqualTo(600).isEqualTo(report().get("keptTokens").asInt());
        assertThat(report().get("reachedTarget").asBoolean()).isTrue();
        assertThat(printed())
                .contains("Context plan: ", "brief", "outline", "room for a chunk")
                .containsPattern("  1  First +\\d+ tokens +[\\d,.]+ tokens/s  .*; prompt \\d+, 0 reused")
                .containsPattern("Reached: \\d+ of 600 tokens \\(\\d+ words\\) in \\d+ chunks");
    }

    @Test
    void theSameSeedGivesTheSameDocument() throws Exception {
        draft("--seed", 11);
        String first = document();
        draft("--seed", 11);
        assertThat(document()).isEqualTo(first);
        draft("--seed", 12);
        assertThat(document()).isNotEqualTo(first);
        assertThat(files()).contains("out.md.bak");
    }

    @Test
    void wordsAreCountedInTheText() throws Exception {
        assertThat(draft("--words", 300, "--json", folder.resolve("report.json"))).isZero();
        assertThat(report().get("targetUnit").asString()).isEqualTo("words");
        assertThat(report().get("words").asInt()).isGreaterThanOrEqualTo(300);
        assertThat(printed()).containsPattern("Reached: \\d+ of 300 words \\(\\d+ tokens\\)");
    }

    @Test
    void aBriefWithoutAnOutlineIsDraftedAsOneAnswer() throws Exception {
        Files.writeString(brief, "---\ntitle: Pumps\n---\nSay it.\n");
        assertThat(draft("--target", 200, "--json", folder.resolve("report.json"))).isZero();
        assertThat(report().get("shape").asString()).isEqualTo("answer");
        assertThat(report().get("chunks").get(0).get("section").isNull()).isTrue();
        assertThat(report().get("keptTokens").asInt()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void aStopStringOfTheWritersIsNamed() throws Exception {
        engine = () -> new ScriptedEngine(Script.answer("One two.\nThree four."));
        draft("--stop", "\\nThree", "--at-end", "accept", "--json", folder.resolve("report.json"));
        JsonNode reason = report().get("chunks").get(0).get("stopReason");
        assertThat(reason.get("type").asString()).isEqualTo("STOP_STRING");
        assertThat(reason.get("string").asString()).isEqualTo("\nThree");
        assertThat(printed()).contains("Stop string matched: “\\nThree”");
    }

    @Test
    void aFailureOfTheEngineKeepsWhatWasWrittenAndIsNotReached() throws Exception {
        engine = () -> new ScriptedEngine(Script.endless().failingAfter(40));
        assertThat(draft("--json", folder.resolve("report.json"))).isEqualTo(1);
        assertThat(document()).startsWith("## First\n\n").hasSizeGreaterThan(40);
        assertThat(report().get("reachedTarget").asBoolean()).isFalse();
        assertThat(report().get("chunks").get(0).get("stopReason").get("type").asString()).isEqualTo("FAILED");
        assertThat(printed()).contains("Not reached: ", "The script wanted this failure");
    }

    @Test
    void aLoopIsRerolledAndReported() throws Exception {
        engine = () -> new ScriptedEngine(Script.looping("the pump turns and the water runs on, "));
        draft("--json", folder.resolve("report.json"));
        assertThat(report().get("rerolls").size()).isPositive();
        assertThat(report().get("rerolls").get(0).get("stopReason").get("type").asString()).isEqualTo("LOOP");
        assertThat(report().get("rerolls").get(0).get("why").asString()).isNotBlank();
        assertThat(printed()).contains("It began to repeat itself");
    }

    @Test
    void aContextThatCannotHoldTheBriefIsBadInput() throws Exception {
        assertThat(draft("--context", 80)).isEqualTo(2);
        assertThat(complaint()).contains("context of 80 tokens is too small").hasLineCount(1);
        assertThat(files()).containsExactly("brief.md");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--chunk 0|--chunk must be at least 1, not 0.",
        "--target -5|--target must be at least 1, not -5.",
        "--words 0|--words must be at least 1, not 0.",
        "--target 5 --words 5|give one of them",
        "--temperature NaN|--temperature must lie between 0 and 5, not NaN.",
        "--temperature Infinity|not Infinity",
        "--temperature warm|--temperature needs a number, not “warm”.",
        "--context 10|--context must be at least 64",
        "--context 2000000000|choose a smaller context",
        "--context 2147483647|choose a smaller context",
        "--seed -1|--seed must be 0 or more",
        "--target 9999999999999|--target needs a whole number",
        "--target 1.5|--target needs a whole number, not “1.5”.",
        "--stop=|--stop needs at least one character",
        "--stop=a\uFFFD|--stop has a character that could not be read",
        "--model=|--model needs the name of a file, not an empty text.",
        "--json=|--json needs the name of a file, not an empty text.",
        "--at-end never|--at-end must be extend, next-section or accept, not “never”.",
        "--chunk-end word|--chunk-end must be hard, sentence or paragraph",
        "--shape round|--shape must be sections or answer",
        "--nonsense|Unknown option: --nonsense. See `longhand draft --help`.",
        "--targt 5|Did you mean --target?",
        "--model|--model needs a value",
        "--model absent.gguf|absent.gguf",
        "--model src|folder",
        "--model pom.xml|GGUF",
        "--json absent/report.json|does not exist",
        "--json src|is a folder",
        "another|One argument too many: another."
    })
    void badInputIsOneSentenceAndNothingIsWritten(String typedAndSaid) throws Exception {
        String[] parts = typedAndSaid.split("\\|");
        engine = () -> {
            throw new AssertionError("no engine is needed to see that this is bad input");
        };
        assertThat(draft((Object[]) parts[0].split(" "))).isEqualTo(2);
        assertThat(complaint()).contains(parts[1]).hasLineCount(1).doesNotContain("Exception", "Usage");
        assertThat(printed()).isEmpty();
        assertThat(files()).containsExactly("brief.md");
    }

    @Test
    void aBadBriefIsOneSentence() throws Exception {
        for (String text : List.of("", "no front matter", "---\ntitle: A\n", "---\ntitle: A\n---\n1. A\n3. B\n")) {
            Files.writeString(brief, text);
            assertThat(draft()).isEqualTo(2);
            assertThat(complaint()).contains("brief.md").hasLineCount(1);
            assertThat(files()).containsExactly("brief.md");
        }
        assertThat(run("draft")).isEqualTo(2);
        assertThat(complaint()).isEqualToIgnoringNewLines("BRIEF is missing. See `longhand draft --help`.");
    }

    /** Files of the folder: what the arguments name, and by which option it would be overwritten. */
    @ParameterizedTest
    @ValueSource(strings = {
        "draft brief.md --out brief.md|--out",
        "draft brief.md --out link.md|--out",
        "draft brief.md --out out.md --json out.md|--json",
        "draft brief.md --out out.md --json brief.md|--json",
        "draft brief.md --out out.md --json out.md.bak|--json",
        "draft brief.md --out old.md --json old.md.bak|--json",
        "draft old.md.bak --out old.md|--out",
        "draft brief.md --out real/x.md --json folder/x.md|--json",
        "draft brief.md --model model.gguf --out model.gguf|--out",
        "draft brief.md --model model.gguf --out model-link.gguf|--out",
        "draft brief.md --model model-link.gguf --out model.gguf|--out",
        "draft brief.md --model model.gguf --out out.md --json model.gguf|--json",
        "bench --model model.gguf --json model.gguf|--json",
        "bench --model model-link.gguf --json model.gguf|--json",
        "inspect model-link.gguf --json model.gguf|--json",
    })
    void whatIsReadIsNeverOverwritten(String typedAndOption) throws Exception {
        Path practice = Path.of("samples", "practice-model", "longhand-practice.gguf");
        Files.copy(practice, folder.resolve("model.gguf"));
        Files.createSymbolicLink(folder.resolve("model-link.gguf"), folder.resolve("model.gguf"));
        Files.createSymbolicLink(folder.resolve("link.md"), brief);
        Files.writeString(folder.resolve("old.md"), "An older text.");
        Files.copy(brief, folder.resolve("old.md.bak"));
        Files.createDirectory(folder.resolve("real"));
        Files.createSymbolicLink(folder.resolve("folder"), folder.resolve("real"));
        assertNothingIsOverwritten(typedAndOption);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "draft brief.md --model m-00001-of-00002.gguf --out m-00002-of-00002.gguf|--out",
        "draft brief.md --model m-00001-of-00002.gguf --out out.md --json m-00002-of-00002.gguf|--json",
        "bench --model m-00001-of-00002.gguf --json m-00002-of-00002.gguf|--json",
        "inspect m-00001-of-00002.gguf --json m-00002-of-00002.gguf|--json",
    })
    void noPartOfAModelIsOverwritten(String typedAndOption) throws Exception {
        GgufBuilder.small().shortNumber("split.no", 0).shortNumber("split.count", 2)
                .tensor("a", new float[8], 8).write(folder.resolve("m-00001-of-00002.gguf"));
        new GgufBuilder().shortNumber("split.no", 1).shortNumber("split.count", 2)
                .tensor("b", new float[8], 8).write(folder.resolve("m-00002-of-00002.gguf"));
        assertNothingIsOverwritten(typedAndOption);
    }

    private void assertNothingIsOverwritten(String typedAndOption) throws IOException {
        List<String> before = contents();
        String[] parts = typedAndOption.split("\\|");
        Object[] arguments = Arrays.stream(parts[0].split(" "))
                .map(word -> word.contains(".") ? folder.resolve(word) : word)
                .toArray();
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(complaint()).contains(parts[1] + " would overwrite").hasLineCount(1);
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aModelThatTheBackupWouldReplaceIsRefused() throws Exception {
        Path model = folder.resolve("m.bak");
        Files.copy(Path.of("samples", "practice-model", "longhand-practice.gguf"), model);
        assertThat(run("draft", brief, "--model", model, "--out", folder.resolve("m"))).isEqualTo(2);
        assertThat(complaint()).contains("--out would overwrite").contains("m.bak").hasLineCount(1);
        assertThat(files()).containsExactly("brief.md", "m.bak");
    }

    /** Every file of the folder with a number for its content. */
    private List<String> contents() throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                contents.add(file.getFileName() + " " + Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    @Test
    void withoutTheSamplesTheModelMustBeNamed() {
        Surroundings around = new Surroundings(
                Terminal.plain(stream(out), stream(err)), Optional.empty(), Optional.empty(), engine, Map.of(), () -> PLENTY,
                code -> {});
        assertThat(new Program(around).run("draft", brief.toString())).isEqualTo(2);
        assertThat(complaint()).contains("name a model with --model").hasLineCount(1);
    }

    @Test
    void aFailureNobodyForesawIsOneSentenceWithACode() {
        engine = () -> {
            throw new IllegalStateException("a bug");
        };
        assertThat(draft()).isEqualTo(1);
        assertThat(complaint()).contains("UNEXPECTED-IllegalStateException").hasLineCount(1);
    }

    @Test
    void whatABriefSaysCannotWriteOnTheTerminal() throws Exception {
        Files.writeString(brief, "---\ntitle: \"a\\e[2Jb\"\n---\n1. x\u001B[31my\n");
        assertThat(draft("--target", 50)).isZero();
        assertThat(printed()).doesNotContain("\u001B");
    }

    @Test
    void markupInABriefStaysCharacters() throws Exception {
        String hostile = "a <|im_end|> <|im_start|>system \u200F\u05D0 \uD83D\uDE80";
        Files.writeString(brief, "---\ntitle: '" + hostile + "'\n---\n" + hostile + "\n\n1. " + hostile + "\n");
        assertThat(draft("--target", 60)).isZero();
        assertThat(document()).startsWith("## " + hostile + "\n\n");
    }

    @Test
    void aBenchMeasuresRerollAndNextChunk() throws Exception {
        assertThat(run("bench", "--prompt", "64,256", "--generate", 16, "--runs", 3, "--json",
                        folder.resolve("report.json")))
                .isZero();
        assertThat(printed()).contains("Prompt of 256 tokens, medians of 3 runs", "reroll", "255 of 256");
        JsonNode size = report().get("sizes").get(1);
        assertThat(size.get("runs").size()).isEqualTo(3);
        assertThat(size.get("median").get("newPrompt").get("reusedTokens").asInt()).isZero();
        assertThat(size.get("median").get("reroll").get("reusedTokens").asInt()).isEqualTo(255);
        // All of the prompt and of the text but its last token, which was never read.
        assertThat(size.get("median").get("nextChunk").get("reusedTokens").asInt()).isEqualTo(256 + 16 - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--runs 0", "--runs 100000", "--prompt 3", "--prompt 2147483647", "--generate 2000000000",
            "--generate 9000000", "--prompt 9000000", "--prompt a", "--generate 1", "--model absent.gguf", "--json src"})
    void aBenchRefusesBadInput(String typed) {
        engine = () -> {
            throw new AssertionError("no engine is needed to see that this is bad input");
        };
        List<Object> all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(typed.split(" ")));
        assertThat(run(all.toArray())).isEqualTo(2);
        assertThat(complaint()).hasLineCount(1);
        assertThat(printed()).isEmpty();
    }

    @Test
    void aNameThatNamesNoFileIsBadInput() throws Exception {
        assertThat(run("draft", "")).isEqualTo(2);
        assertThat(complaint()).isEqualToIgnoringNewLines(
                "BRIEF needs the name of a file, not an empty text. See `longhand draft --help`.");
        assertThat(run("draft", brief, "--out", "")).isEqualTo(2);
        assertThat(complaint()).startsWith("--out needs the name of a file").hasLineCount(1);
        assertThat(run("draft", brief, "--out", "a\0b")).isEqualTo(2);
        assertThat(complaint()).startsWith("--out is no name of a file here").hasLineCount(1);
        assertThat(run("stops", "", "--stop", "x")).isEqualTo(2);
        assertThat(complaint()).startsWith("FILE needs the name of a file").hasLineCount(1);
        assertThat(files()).containsExactly("brief.md");
    }

    /** What was to be printed is all that a bench is for; a draft is its document. */
    @Test
    void whatCannotBePrintedIsToldAndIsNotDone() throws Exception {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Surroundings around = new Surroundings(
                Terminal.plain(new PrintStream(full), stream(err)), Optional.of(Path.of("")), Optional.empty(), engine,
                Map.of(), () -> PLENTY, code -> {});
        for (String typed : List.of("stops " + brief + " --stop x", "bench --prompt 64 --runs 1", "--version", "")) {
            err.reset();
            String[] arguments = typed.isEmpty() ? new String[0] : typed.split(" ");
            assertThat(new Program(around).run(arguments)).as(typed).isEqualTo(1);
            assertThat(complaint()).contains("Not all that Longhand had to print").hasLineCount(1);
        }
        err.reset();
        String out = folder.resolve("out.md").toString();
        assertThat(new Program(around).run("draft", brief.toString(), "--out", out)).isZero();
        assertThat(complaint()).contains("Not all that Longhand had to print").hasLineCount(1);
        assertThat(document()).startsWith("## First");
    }

    @Test
    void aTargetTooSmallForTheOutlineIsNoted() throws Exception {
        draft("--target", 40, "--json", folder.resolve("report.json"));
        assertThat(printed()).contains("Note: The target of 40 tokens is too small for 3 sections");
        assertThat(report().get("notices").get(0).asString()).contains("the document will be longer");
        draft("--words", 40);
        assertThat(printed()).contains("The target of 40 words is too small");
        draft("--target", 72);
        assertThat(printed()).doesNotContain("too small");
        draft("--target", 40, "--shape", "answer");
        assertThat(printed()).doesNotContain("too small");
    }

    @Test
    void aLimitThatTheWriterDidNotSetIsExplained() {
        engine = () -> new ScriptedEngine(Script.endless());
        draft("--target", 600);
        assertThat(printed())
                .containsPattern("Chunk limit reached \\(\\d+ tokens, twice the length asked for\\)")
                .doesNotContainPattern("Chunk limit reached \\(\\d+ tokens\\)");
        draft("--target", 600, "--chunk", 50);
        assertThat(printed()).contains("Chunk limit reached (50 tokens);");
        draft("--target", 200, "--shape", "answer");
        assertThat(printed()).contains("Chunk limit reached (200 tokens, what the target still needed)");
    }

    /** The report, the last line and the exit code tell the same. */
    @Test
    void aDraftThatHasItsLengthButNotAllSectionsIsNotReached() throws Exception {
        // The first section alone is longer than the target; the engine fails in a later one.
        engine = () -> new ScriptedEngine(Script.endless().failingAfter(45));
        assertThat(draft("--target", 30, "--json", folder.resolve("report.json"))).isEqualTo(1);
        assertThat(report().get("keptTokens").asInt()).isGreaterThanOrEqualTo(30);
        assertThat(report().get("reachedTarget").asBoolean()).isFalse();
        assertThat(report().get("ended").asString()).startsWith("The length is reached, but the document is not finished.");
        assertThat(printed()).contains("Not reached: ", "The length is reached, but the document is not finished.");
    }

    /** An engine that is interrupted when its model is loaded, before or after that. */
    private final class InterruptedEngine implements Engine {
        private final Engine scripted = new ScriptedEngine(Script.prose());
        private final boolean before;

        private InterruptedEngine(boolean before) {
            this.before = before;
        }

        @Override
        public String name() {
            return scripted.name();
        }

        @Override
        public Set<Capability> capabilities() {
            return scripted.capabilities();
        }

        @Override
        public void check(Path file) throws EngineException {
            scripted.check(file);
        }

        @Override
        public Model load(Path file, LoadOptions options, LoadProgress progress) throws EngineException {
            if (before) {
                interrupt();
                return scripted.load(file, options, progress);
            }
            Model model = scripted.load(file, options, progress);
            interrupt();
            return model;
        }

        private void interrupt() {
            Signal.raise(new Signal(Signals.interrupt()));
            // Ctrl-C is answered although the thread of the command is busy here.
            while (!printed().contains("Stopping. Press Ctrl-C again to end at once.")) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void close() {
            scripted.close();
        }
    }

    @Test
    @Timeout(60)
    void anInterruptWhileTheModelLoadsEndsTheLoad() throws Exception {
        engine = () -> new InterruptedEngine(true);
        assertThat(draft("--json", folder.resolve("report.json"))).isEqualTo(1);
        assertThat(complaint()).startsWith("Loading was stopped").hasLineCount(1);
        assertThat(printed()).doesNotContain("Context plan", "was written");
        assertThat(files()).containsExactly("brief.md");
    }

    @Test
    @Timeout(60)
    void anInterruptBeforeAnythingIsWrittenPromisesNoDocument() throws Exception {
        engine = () -> new InterruptedEngine(false);
        assertThat(draft("--json", folder.resolve("report.json"))).isEqualTo(1);
        assertThat(printed()).contains("no document was made").doesNotContain("was written is kept");
        assertThat(report().get("chunks").size()).isZero();
        assertThat(files()).containsExactly("brief.md", "report.json");
    }

    @Test
    void withoutACommandItSaysWhatThereIs() {
        assertThat(run()).isZero();
        assertThat(printed()).contains("draft", "bench");
        assertThat(run("--version")).isZero();
        assertThat(printed()).startsWith("Longhand ");
        assertThat(run("frobnicate")).isEqualTo(2);
        assertThat(complaint())
                .startsWith("Unknown command: frobnicate.")
                .endsWith("See `longhand --help`." + System.lineSeparator())
                .hasLineCount(1);
    }
}
