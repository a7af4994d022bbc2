package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.engine.StopReason;
import dev.longhand.engine.scripted.Script;
import dev.longhand.project.Project;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.SystemDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code open}, {@code history}, {@code keep} and {@code reroll} over a document of three chunks. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DocumentCommandsTest {
    private static final String[] TEXTS = {"The first text says this.", "The second text says that.", "The third text ends it."};

    @TempDir
    private Path folder;

    private TypedCommands commands = new TypedCommands(Path.of(""));

    @BeforeEach
    void draft() throws IOException {
        commands = new TypedCommands(folder);
        Files.writeString(folder.resolve("brief.md"), """
                ---
                title: Pumps
                ---
                1. First (20)
                2. Second (20)
                3. Third (20)
                """);
        commands.script(Script.texts(TEXTS));
        commands.type("draft brief.md --out out.md --at-end accept --target 12 --seed 9");
        assertThat(commands.text("out.md")).isEqualTo(
                "## First\n\n" + TEXTS[0] + "\n\n## Second\n\n" + TEXTS[1] + "\n\n## Third\n\n" + TEXTS[2] + "\n");
        commands.noEngine();
    }

    private Document document() {
        try {
            return Project.look(folder.resolve("out.md"), new SystemDisk()).document();
        } catch (FileProblem unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private void reroll(String options, String text) {
        commands.script(Script.texts(text));
        assertThat(commands.type("reroll out.md " + options)).as(commands.complaint()).isZero();
        commands.noEngine();
    }

    @Test
    void openTellsHowTheDocumentStands() throws Exception {
        assertThat(commands.type("open out.md")).isZero();
        assertThat(commands.complaint()).isEmpty();
        assertThat(commands.printed())
                .startsWith("Pumps" + System.lineSeparator())
                .contains("document   " + folder.resolve("out.md").toRealPath())
                .contains("sidecar    " + folder.toRealPath().resolve("out.longhand"))
                .contains(" of 12 tokens (18 words)")
                .contains("target     reached", "3 kept, 0 open, 0 discarded; 3 candidates")
                .doesNotContain("Note: ", "waits for a verdict", "another text");
    }

    @Test
    void openOfATextFromElsewhereMakesNothing() throws Exception {
        Files.writeString(folder.resolve("plain.md"), "# A Title\n\nSome words of text.\n");
        List<String> before = commands.contents();
        assertThat(commands.type("open plain.md")).isZero();
        assertThat(commands.printed()).startsWith("A Title").contains("6 words", "Longhand did not draft it");
        assertThat(commands.contents()).isEqualTo(before);
    }

    @Test
    void whatIsOpenElsewhereIsOnlyRead() throws Exception {
        Disk.HeldLock held = new SystemDisk().lock(folder.resolve("out.longhand/lock")).orElseThrow();
        try {
            List<String> before = commands.contents();
            assertThat(commands.type("open out.md")).isZero();
            assertThat(commands.printed())
                    .contains("Note: It was only read. out.md is open in another Longhand", "3 kept, 0 open");
            assertThat(commands.contents()).isEqualTo(before);
            for (String refused : List.of("keep out.md --chunk 1 --candidate 1", "reroll out.md --chunk 1")) {
                assertThat(commands.type(refused)).isEqualTo(2);
                assertThat(commands.complaint()).contains("out.md is open in another Longhand").hasLineCount(1);
            }
            assertThat(commands.type("history out.md")).isZero();
            assertThat(commands.contents()).isEqualTo(before);
        } finally {
            held.close();
        }
    }

    @Test
    void aDocumentOfANewerLonghandIsOnlyRead() throws Exception {
        Path project = folder.resolve("out.longhand/project.json");
        String newer = Files.readString(project).replaceFirst("(\"schema\"\\s*:\\s*)\\d+", "$1999");
        assertThat(newer).contains("999");
        Files.writeString(project, newer);
        List<String> before = commands.contents();
        assertThat(commands.type("open out.md")).isZero();
        assertThat(commands.printed()).contains("Note: It was only read. ", "newer");
        for (String refused : List.of("keep out.md --chunk 1 --candidate 1", "reroll out.md --chunk 1",
                "history out.md", "draft --resume out.md")) {
            assertThat(commands.type(refused)).as(refused).isEqualTo(2);
            assertThat(commands.complaint()).contains("newer").hasLineCount(1);
        }
        assertThat(commands.contents())
                .filteredOn(line -> !line.startsWith("out.longhand/lock"))
                .isEqualTo(before.stream().filter(line -> !line.startsWith("out.longhand/lock")).toList());
    }

    @Test
    void aDocumentThatCannotBeLockedIsOnlyRead() throws Exception {
        Files.delete(folder.resolve("out.longhand/lock"));
        Files.createDirectory(folder.resolve("out.longhand/lock"));
        List<String> before = commands.contents();
        assertThat(commands.type("open out.md")).isZero();
        assertThat(commands.printed()).contains("Note: It was only read. ", "could not be locked", "3 kept, 0 open");
        assertThat(commands.type("keep out.md --chunk 1 --candidate 1")).isEqualTo(2);
        assertThat(commands.complaint()).contains("could not be locked").hasLineCount(1);
        assertThat(commands.contents()).isEqualTo(before);
    }

    @Test
    void whatAnotherProgramWroteComesIn() throws Exception {
        Files.writeString(folder.resolve("out.md"), commands.text("out.md") + "\nWritten elsewhere.\n");
        assertThat(commands.type("open out.md")).isZero();
        assertThat(commands.printed()).contains("Note: Another program changed out.md");
        assertThat(document().text().toString()).contains("Written elsewhere.");
    }

    @Test
    void historyShowsEveryCandidateAndWritesNothing() throws Exception {
        reroll("--chunk 2 --direction short", "Another second text.");
        List<String> before = commands.contents();
        assertThat(commands.type("history out.md")).isZero();
        assertThat(commands.printed())
                .containsPattern("  2  Second +candidate 1 is kept")
                .containsPattern("  \\*   1 +\\d+ tokens of \\d+ generated, [\\d.,]+ tokens/s; Model ended its answer.*;"
                        + " prompt \\d+, \\d+ reused; seed \\d+, .*scripted")
                .containsPattern("      2 +\\d+ tokens of .*; direction: short")
                .doesNotContain(TEXTS[0]);
        assertThat(commands.contents()).isEqualTo(before);
    }

    @Test
    void historyOfAChunkShowsItsTextsWhole() throws Exception {
        reroll("--chunk 2", "Another second text.\n\nIn two paragraphs.");
        assertThat(commands.type("history out.md --chunk 2")).isZero();
        assertThat(commands.printed().lines())
                .contains(TEXTS[1], "Another second text.", "In two paragraphs.")
                .doesNotContain(TEXTS[0], TEXTS[2]);
    }

    @Test
    void aRerollLeavesTheTextAsItIs() throws Exception {
        String before = commands.text("out.md");
        reroll("--chunk 1", "Quite another text.");
        assertThat(commands.printed())
                .containsPattern("  1  First +\\d+ tokens")
                .contains("Stored as candidate 2 of chunk 1. Keep it: longhand keep ");
        assertThat(commands.text("out.md")).isEqualTo(before);
        assertThat(document().candidates(1)).extracting(Candidate::text).containsExactly(TEXTS[0], "Quite another text.");
        assertThat(document().chunk(1).kept()).hasValue(1);
        assertThat(document().candidate(1, 2).provenance().seed())
                .isNotEqualTo(document().candidate(1, 1).provenance().seed());
    }

    @Test
    void keepReplacesOneChunkAndTellsWhichWereWrittenAfterAnotherText() throws Exception {
        reroll("--chunk 1", "Quite another text.");
        assertThat(commands.type("keep out.md --chunk 1 --candidate 2")).isZero();
        assertThat(commands.printed())
                .contains("Chunk 1, First: candidate 2", " is kept in place of candidate 1")
                .contains("Written after another text now: chunks 2 and 3.");
        assertThat(commands.text("out.md")).isEqualTo("## First\n\nQuite another text.\n\n## Second\n\n" + TEXTS[1]
                + "\n\n## Third\n\n" + TEXTS[2] + "\n");
        commands.type("history out.md");
        assertThat(commands.printed()).containsPattern("  3  Third +candidate 1 is kept \\(written after another text\\)");
        commands.type("open out.md");
        assertThat(commands.printed()).contains("written after another text: chunks 2 and 3");
        assertThat(commands.type("keep out.md --chunk 1 --candidate 2")).isZero();
        assertThat(commands.printed()).contains("is kept already");
    }

    @Test
    void whatTheWriterEditedIsNotLostWhenAnotherCandidateIsKept() throws Exception {
        reroll("--chunk 2", "Another second text.");
        Files.writeString(
                folder.resolve("out.md"), commands.text("out.md").replace(TEXTS[1], "The second text, edited by hand."));
        assertThat(commands.type("keep out.md --chunk 2 --candidate 2")).isZero();
        assertThat(commands.printed()).contains("What you had edited there is candidate 3 now.");
        assertThat(commands.text("out.md")).contains("Another second text.").doesNotContain("by hand");
        assertThat(commands.type("keep out.md --chunk 2 --candidate 3")).isZero();
        assertThat(commands.text("out.md")).contains("The second text, edited by hand.");
    }

    @Test
    void aRerollMayBeKeptAtOnce() throws Exception {
        reroll("--chunk 3 --keep", "Another end.");
        assertThat(commands.printed()).contains("candidate 2", " is kept in place of candidate 1");
        assertThat(commands.text("out.md")).endsWith("## Third\n\nAnother end.\n");
    }

    @Test
    void aRerollThatIsTheSameTextSaysSo() {
        reroll("--chunk 3 --temperature 0", TEXTS[2]);
        assertThat(commands.printed()).contains("It is the same text as candidate 1.");
    }

    @Test
    void aRerollThatFailsIsStoredAndNotKept() throws Exception {
        String before = commands.text("out.md");
        commands.script(Script.endless().failingAfter(5));
        assertThat(commands.type("reroll out.md --chunk 2 --keep")).isEqualTo(1);
        assertThat(commands.complaint()).contains("Candidate 2 of chunk 2 is stored, but it is not whole: ").hasLineCount(1);
        assertThat(commands.text("out.md")).isEqualTo(before);
        assertThat(document().candidate(2, 2).stopReason()).isInstanceOf(StopReason.Failed.class);
    }

    @Test
    void aRepetitionIsCutOffBeforeItIsKept() throws Exception {
        commands.script(Script.looping("the pump turns and the water runs on, "));
        commands.type("reroll out.md --chunk 2 --keep");
        String text = document().textOf(document().chunk(2));
        assertThat(document().candidates(2)).extracting(c -> c.stopReason().type())
                .contains(StopReason.Type.LOOP);
        assertThat(text.split("the pump turns", -1)).as("passages in: " + text).hasSizeLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "open absent.md|absent.md does not exist",
        "open|FILE.md is missing",
        "history absent.md|absent.md does not exist",
        "history plain.md|plain.md was not drafted by Longhand",
        "history out.md --chunk 9|There is no chunk 9 in ",
        "history out.md --chunk x|--chunk needs a whole number",
        "keep out.md --chunk 9 --candidate 1|There is no chunk 9 in ",
        "keep out.md --chunk 1 --candidate 2|Chunk 1 has no candidate 2; it has candidate 1 only.",
        "keep out.md --chunk 1 --candidate 0|Chunk 1 has no candidate 0",
        "keep out.md --chunk 1|--candidate is needed",
        "keep plain.md --chunk 1 --candidate 1|plain.md was not drafted by Longhand",
        "reroll out.md|--chunk is needed",
        "reroll out.md --chunk 9|There is no chunk 9 in ",
        "reroll out.md --chunk 1 --model absent.gguf|absent.gguf",
        "reroll out.md --chunk 1 --context 10|--context must be at least 64",
        "reroll out.md --chunk 1 --temperature 9|--temperature must lie between 0 and 5",
        "reroll plain.md --chunk 1|plain.md was not drafted by Longhand",
    })
    void badInputIsOneSentenceAndNothingIsWritten(String typedAndSaid) throws Exception {
        Files.writeString(folder.resolve("plain.md"), "Only a text.");
        List<String> before = commands.contents();
        String[] parts = typedAndSaid.split("\\|");
        assertThat(commands.type(parts[0])).isEqualTo(2);
        assertThat(commands.complaint()).contains(parts[1]).hasLineCount(1).doesNotContain("Exception");
        assertThat(commands.printed()).isEmpty();
        assertThat(commands.contents()).isEqualTo(before);
    }

    @Test
    void aWindowThatCannotHoldTheTextIsBadInput() throws Exception {
        commands.script(Script.prose());
        assertThat(commands.type("reroll out.md --chunk 3 --context 64")).isEqualTo(2);
        assertThat(commands.complaint()).contains("context of 64 tokens is too small").hasLineCount(1);
        assertThat(document().candidates(3)).hasSize(1);
    }

    @Test
    void whatIsStoredCannotWriteOnTheTerminal() throws Exception {
        commands.script(Script.texts("Red \u001B[31m text."));
        String out = folder.resolve("out.md").toString();
        assertThat(commands.run("reroll", out, "--chunk", "1", "--direction", "a\u001B[2Jb", "--keep")).isZero();
        String all = commands.printed();
        for (String command : List.of("open out.md", "history out.md", "history out.md --chunk 1")) {
            assertThat(commands.type(command)).isZero();
            all += commands.printed();
        }
        assertThat(all).doesNotContain("\u001B").contains("direction: a\uFFFD[2Jb", "Red \uFFFD[31m text.");
    }

    @Test
    void chineseIsCountedInCharacters() throws Exception {
        Files.writeString(folder.resolve("zh.md"), "---\ntitle: 水泵\n---\n1. 介绍 (20)\n");
        commands.script(Script.texts("水泵白天运行。"));
        commands.type("draft zh.md --out 水泵.md --at-end accept --words 5");
        assertThat(commands.type("open 水泵.md")).isZero();
        assertThat(commands.printed()).startsWith("水泵").contains("8 of 5 characters", "水泵.longhand");
        reroll("--chunk 1", "x");
        commands.script(Script.texts("另一段文字。"));
        assertThat(commands.type("reroll 水泵.md --chunk 1 --direction 短一点 --keep")).isZero();
        assertThat(commands.text("水泵.md")).isEqualTo("## 介绍\n\n另一段文字。\n");
        commands.type("history 水泵.md --chunk 1");
        assertThat(commands.printed()).contains("direction: 短一点", "水泵白天运行。");
    }

    @Test
    void everyCommandHasItsHelp() {
        for (String command : List.of("open", "history", "keep", "reroll", "draft")) {
            assertThat(commands.type(command + " --help")).isZero();
            assertThat(commands.printed()).startsWith("Usage: longhand " + command).contains("Exit codes: 0 ");
        }
    }
}
