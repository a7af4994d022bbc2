package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.engine.scripted.Script;
import dev.longhand.engine.scripted.ScriptedEngine;
import dev.longhand.model.AvailableMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopsCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path text;

    @BeforeEach
    void write() throws IOException {
        text = Files.writeString(folder.resolve("manual.md"), "# Pumps\r\n\r\n\r\nUse ### and \\n here.\r\n");
    }

    @Test
    void printsEveryFiringAndTheTotals() {
        assertThat(run("stops", text.toString(), "--stop", "\\n\\n\\n", "--stop", "###", "--stop", "none")).isZero();

        assertThat(lines(out))
                .containsExactly(
                        "1:8  \"\\n\\n\\n\"  # Pumps‹\\n\\n\\n›Use ### and \\n here.",
                        "4:5  \"###\"     Use ‹###› and \\n here.",
                        "2 firings: \"\\n\\n\\n\" 1, \"###\" 1, \"none\" 0.");
        assertThat(lines(err)).isEmpty();
    }

    @Test
    void aBackslashIsTypedTwice() {
        assertThat(run("stops", text.toString(), "--stop", "\\\\n")).isZero();

        assertThat(lines(out)).first().asString().startsWith("4:13  \"\\\\n\"");
    }

    @Test
    void saysSoWhereNothingFires() {
        assertThat(run("stops", text.toString(), "--stop", "END")).isZero();

        assertThat(lines(out)).containsExactly("No firing: \"END\" 0.");
    }

    @Test
    void controlCharactersOfTheTextDoNotReachTheTerminal() throws IOException {
        Files.writeString(text, "\u001B[31mred END\n");

        run("stops", text.toString(), "--stop", "END");

        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("\u001B");
    }

    @Test
    void badInputIsOneSentence() throws IOException {
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'M', (byte) 0xFC, 'l', 'l'});
        String file = text.toString();

        assertRefused("does not exist", folder.resolve("absent.md").toString(), "--stop", "a");
        assertRefused("is a folder", folder.toString(), "--stop", "a");
        assertRefused("is not UTF-8 text", latin.toString(), "--stop", "a");
        assertRefused("--stop needs at least one character", file, "--stop", "");
        assertRefused("--stop is missing", file);
        assertRefused("FILE is missing", "--stop", "a");
        assertRefused("leave FILE and --stop out", file, "--suite");
        assertRefused("are for --suite", file, "--stop", "a", "--engine", "scripted");
        assertRefused("--engine must be auto, jllama or scripted", "--suite", "--engine", "other");
        assertRefused("One argument too many", file, file, "--stop", "a");
    }

    @Test
    void theSuitePassesOnTheScriptedEngine() {
        assertThat(run("stops", "--suite", "--engine", "scripted")).isZero();

        assertThat(lines(out)).last().asString().matches("(\\d+) of \\1 stop checks passed\\.");
        assertThat(lines(out)).filteredOn(line -> line.startsWith("ok ")).hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void aFailedCheckIsToldAndIsNoSuccess() throws IOException {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("samples/stop-checks"));
        Files.writeString(home.resolve("samples/stop-checks/own.json"), """
                [{"name": "loops", "writes": "Over.", "expect": {"reason": "LOOP"}}]
                """);

        int exit = run(home, "stops", "--suite", "--engine", "scripted", "--model", text.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(lines(out)).anySatisfy(line -> assertThat(line).isEqualTo("WRONG own: loops  LOOP, got END_OF_TEXT"));
        assertThat(lines(out)).last().isEqualTo("0 of 1 stop check passed.");
    }

    private void assertRefused(String words, String... arguments) {
        out.reset();
        err.reset();
        String[] all = new String[arguments.length + 1];
        all[0] = "stops";
        System.arraycopy(arguments, 0, all, 1, arguments.length);

        assertThat(run(all)).as(words).isEqualTo(2);
        assertThat(lines(err)).singleElement().asString().contains(words);
        assertThat(lines(out)).isEmpty();
    }

    private int run(String... arguments) {
        return run(Path.of("").toAbsolutePath(), arguments);
    }

    private int run(Path home, String... arguments) {
        Terminal terminal = Terminal.plain(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Program(new Surroundings(
                        terminal,
                        Optional.of(home),
                        Optional.empty(),
                        () -> {
                            throw new AssertionError("No test here needs the native engine.");
                        },
                        Map.of("scripted", () -> new ScriptedEngine(Script.prose())),
                        AvailableMemory.ofThisMachine(),
                        code -> {}))
                .run(arguments);
    }

    private static List<String> lines(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
