package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.engine.StopReason;
import dev.longhand.engine.scripted.Script;
import dev.longhand.project.Project;
import dev.longhand.project.ReadDocument;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.SystemDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code draft} over a document's files, and {@code draft --resume}. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ResumeTest {
    private static final String DRAFT = "draft brief.md --out out.md";

    @TempDir
    private Path folder;

    private TypedCommands commands = new TypedCommands(Path.of(""));

    @BeforeEach
    void writeBrief() throws IOException {
        commands = new TypedCommands(folder);
        Files.writeString(folder.resolve("brief.md"), """
                ---
                title: Pumps
                ---
                Say it plainly.

                1. First (120)
                2. Second (120)
                3. Third (120)
                """);
    }

    private JsonNode report() throws IOException {
        return JsonMapper.builder().build().readTree(commands.text("report.json"));
    }

    private ReadDocument stored() {
        try {
            return Project.look(folder.resolve("out.md"), new SystemDisk());
        } catch (FileProblem unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private Disk.HeldLock lock() throws IOException {
        return new SystemDisk().lock(folder.resolve("out.longhand").resolve("lock")).orElseThrow();
    }

    private static void release(Disk.HeldLock lock) {
        try {
            lock.close();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void aDraftHasASidecarWithAllOfItsCandidates() throws Exception {
        assertThat(commands.type(DRAFT + " --target 400 --seed 3")).isZero();
        assertThat(commands.files()).containsExactly("brief.md", "out.longhand", "out.md");
        assertThat(stored().drafted()).isTrue();
        assertThat(stored().notices()).isEmpty();
        assertThat(stored().document().text().toString().strip()).isEqualTo(commands.text("out.md").strip());
        assertThat(stored().document().keptChunks()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(stored().settings().draft().seed()).isEqualTo(3);
    }

    @Test
    void aNewDraftSetsTheEarlierOneAsideAsAWhole() throws Exception {
        commands.type(DRAFT + " --seed 1");
        String first = commands.text("out.md");
        String firstProject = commands.text("out.longhand/project.json");
        commands.type(DRAFT + " --seed 2");
        assertThat(commands.files())
                .containsExactly("brief.md", "out.longhand", "out.longhand.bak", "out.md", "out.md.bak");
        assertThat(commands.text("out.md.bak")).isEqualTo(first);
        assertThat(commands.text("out.longhand.bak/project.json")).isEqualTo(firstProject);
        commands.type(DRAFT + " --seed 3");
        assertThat(commands.files()).as("one backup").hasSize(5);
        assertThat(commands.text("out.longhand.bak/project.json")).isNotEqualTo(firstProject);
    }

    @Test
    void aDraftThatComesToNothingLeavesTheEarlierOneAsItIs() throws Exception {
        commands.type(DRAFT + " --seed 1");
        List<String> before = commands.contents();
        commands.script(Script.endless().failingAfter(0));
        assertThat(commands.type(DRAFT + " --seed 2")).isEqualTo(1);
        assertThat(commands.contents()).usingElementComparator(withoutLocks()).containsExactlyElementsOf(before);
    }

    /** The lock of a document holds the number of the process that took it last. */
    private static Comparator<String> withoutLocks() {
        return Comparator.comparing(line -> line.contains("lock ") ? "lock" : line);
    }

    @Test
    void aDocumentThatIsOpenElsewhereIsNotDraftedAnew() throws Exception {
        commands.type(DRAFT);
        commands.noEngine();
        Disk.HeldLock held = lock();
        try {
            List<String> before = commands.contents();
            assertThat(commands.type(DRAFT)).isEqualTo(2);
            assertThat(commands.complaint()).contains("out.md is open in another Longhand").hasLineCount(1);
            assertThat(commands.contents()).isEqualTo(before);
        } finally {
            held.close();
        }
    }

    @Test
    void resumeGoesOnWhereTheDraftEnded() throws Exception {
        commands.script(Script.prose().failingAfter(150));
        assertThat(commands.type(DRAFT + " --target 600 --seed 5 --temperature 0.5 --stop Zebra")).isEqualTo(1);
        String begun = commands.text("out.md").strip();
        commands.script(Script.prose());
        assertThat(commands.type("draft --resume out.md --json report.json")).isZero();
        assertThat(commands.complaint()).isEmpty();
        assertThat(commands.printed()).contains("goes on after 150 tokens in 1 chunk", "seed 5", "Reached: ");
        assertThat(commands.text("out.md")).startsWith(begun);
        assertThat(commands.text("out.md").lines().filter(line -> line.startsWith("#")))
                .containsExactly("## First", "## Second", "## Third");
        assertThat(stored().settings().draft().stopStrings()).containsExactly("Zebra");
        assertThat(stored().settings().draft().sampling().temperature()).isEqualTo(0.5);

        StringBuilder told = new StringBuilder();
        for (JsonNode chunk : report().get("chunks")) {
            told.append(chunk.get("before").asString()).append(chunk.get("text").asString());
        }
        assertThat(told.append('\n')).hasToString(commands.text("out.md"));
        assertThat(report().get("chunks").get(0).has("plan")).as("the plan of an earlier run").isFalse();
        assertThat(report().get("chunks").get(1).get("plan").get("promptTokens").asInt()).isPositive();
    }

    @Test
    void theDocumentMayAlsoBeNamedByOut() throws Exception {
        commands.script(Script.prose().failingAfter(50));
        commands.type(DRAFT + " --target 300");
        commands.script(Script.prose());
        assertThat(commands.type(DRAFT + " --resume")).isZero();
        assertThat(commands.printed()).contains("brief.md is not read");
        assertThat(commands.text("out.md")).contains("## Third");
    }

    @Test
    void optionsReplaceTheStoredOnesAndAreStored() {
        commands.type(DRAFT + " --target 300 --seed 5");
        commands.noEngine();
        assertThat(commands.type("draft --resume out.md")).isZero();
        assertThat(commands.printed()).contains("The target is reached already: ", " of 300 tokens");
        commands.script(Script.prose());
        assertThat(commands.type("draft --resume out.md --words 500 --chunk 60")).isZero();
        assertThat(commands.printed()).contains(" of 500 words");
        commands.noEngine();
        assertThat(commands.type("draft --resume out.md")).isZero();
        assertThat(commands.printed()).contains("The target is reached already: ", " of 500 words");
        assertThat(stored().settings().draft().chunkTokens()).isEqualTo(60);
        assertThat(stored().settings().draft().seed()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "draft --resume plain.md|plain.md was not drafted by Longhand: it has no plain.longhand beside it",
        "draft --resume absent.md|absent.md does not exist",
        "draft brief.md --resume|brief.md was not drafted by Longhand",
        "draft --resume|BRIEF is missing",
        "draft --resume out.md --propose-outline|--propose-outline is for a document that is to be begun",
        "draft --resume out.md --chunk 0|--chunk must be at least 1, not 0.",
        "draft --resume out.md --model absent.gguf|absent.gguf",
        "draft --resume out.md --context 10|--context must be at least 64",
        "draft --resume out.md --target 900 --json out.md|--json would overwrite",
        "draft --resume out.md --target 900 --json out.longhand/r.json|--json would overwrite",
    })
    void badInputIsOneSentenceAndNothingIsWritten(String typedAndSaid) throws Exception {
        commands.type(DRAFT);
        Files.writeString(folder.resolve("plain.md"), "Only a text.");
        commands.noEngine();
        List<String> before = commands.contents();
        String[] parts = typedAndSaid.split("\\|");
        assertThat(commands.type(parts[0])).isEqualTo(2);
        assertThat(commands.complaint()).contains(parts[1]).hasLineCount(1).doesNotContain("Exception");
        assertThat(commands.printed()).isEmpty();
        assertThat(commands.contents()).isEqualTo(before);
    }

    @Test
    void resumeWaitsForALockThatIsBeingReleased() throws Exception {
        commands.type(DRAFT + " --target 300");
        Disk.HeldLock held = lock();
        commands.whenPrinted("Waiting for another Longhand to close", () -> release(held));
        assertThat(commands.type("draft --resume out.md --target 500")).isZero();
        assertThat(commands.printed()).contains("Waiting for another Longhand", "Reached: ");
    }

    @Test
    void resumeDoesNotWaitForEver() throws Exception {
        commands.type(DRAFT + " --target 300");
        commands.noEngine();
        Disk.HeldLock held = lock();
        try {
            List<String> before = commands.contents();
            assertThat(commands.type("draft --resume out.md --target 500")).isEqualTo(2);
            assertThat(commands.complaint()).contains("out.md is open in another Longhand").hasLineCount(1);
            assertThat(commands.contents()).isEqualTo(before);
        } finally {
            held.close();
        }
    }

    /**
     * Each section ends at 320 tokens, so the process is in its second one when it is killed. The seed is one whose last
     * token is not held back as the possible beginning of a stop string.
     */
    @Test
    void aDraftThatWasKilledIsGoneOnWith() throws Exception {
        String out = folder.resolve("out.md").toString();
        try (DraftingProcess process = DraftingProcess.of(
                400, "draft", folder.resolve("brief.md").toString(), "--out", out, "--target", "480",
                "--seed", "4")) {
            process.await(() -> isInterruptedAfter(2, 80));
        }
        String kept = commands.text("out.md").strip();
        assertThat(kept).startsWith("## First").doesNotContain("## Second");
        String streamed = interrupted(2).text();

        commands.noEngine();
        assertThat(commands.type("open out.md")).isZero();
        assertThat(commands.printed())
                .contains("Note: ", "Chunk 2, Second, waits for a verdict", "The program ended in the middle");

        commands.script(Script.prose());
        assertThat(commands.type("draft --resume out.md")).isZero();
        assertThat(commands.complaint()).isEmpty();
        assertThat(commands.printed()).contains("Reached: ");
        assertThat(commands.text("out.md")).startsWith(kept).contains("## Second\n\n" + streamed.stripTrailing());
        assertThat(commands.text("out.md").lines().filter(line -> line.startsWith("#")))
                .containsExactly("## First", "## Second", "## Third");
    }

    /** Its first chunk had not been kept, so the text of the earlier draft still stood in the file. */
    @Test
    void aDraftThatWasKilledAtOnceCostsTheEarlierOneNothing() throws Exception {
        commands.type(DRAFT + " --seed 1");
        String earlier = commands.text("out.md");
        String out = folder.resolve("out.md").toString();
        try (DraftingProcess process = DraftingProcess.of(
                30, "draft", folder.resolve("brief.md").toString(), "--out", out, "--target", "480",
                "--seed", "4")) {
            process.await(() -> isInterruptedAfter(1, 30));
        }
        assertThat(commands.text("out.md")).isEqualTo(earlier);
        String streamed = interrupted(1).text();

        assertThat(commands.type("draft --resume out.md")).isZero();
        assertThat(commands.text("out.md")).startsWith("## First\n\n" + streamed.stripTrailing()).contains("## Third");
        assertThat(commands.text("out.md.bak")).isEqualTo(earlier);
        assertThat(Files.isRegularFile(folder.resolve("out.longhand.bak/project.json"))).isTrue();
    }

    /** Whether a process is in the middle of this chunk's first candidate. */
    private boolean isInterruptedAfter(int chunk, int tokens) {
        return Files.exists(folder.resolve("out.md"))
                && stored().drafted()
                && stored().document().chunks().size() == chunk
                && stored().document().candidates(chunk).size() == 1
                && interrupted(chunk).stopReason() instanceof StopReason.Interrupted
                && interrupted(chunk).keptTokens().value() == tokens;
    }

    private Candidate interrupted(int chunk) {
        return stored().document().candidates(chunk).getFirst();
    }
}
