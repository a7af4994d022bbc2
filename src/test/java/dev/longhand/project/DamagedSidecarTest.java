package dev.longhand.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FaultyDisk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.MemoryDisk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the files of a sidecar, the text is there, and nothing is written over. */
class DamagedSidecarTest {
    private static final Path FOLDER = Path.of("/texts").toAbsolutePath();
    private static final Path REPORT = FOLDER.resolve("Report.md");
    private static final Path SIDECAR = FOLDER.resolve("Report.longhand");
    private static final Path PROJECT = SIDECAR.resolve("project.json");
    private static final Path JOURNAL = SIDECAR.resolve("journal.jsonl");
    /** A disk that fails makes the log long, and has nothing to add to it. */
    private static final Logger SILENT = Logger.getLogger("dev.longhand.project.journal");
    private static final Path HISTORY = SIDECAR.resolve("history.jsonl");

    static {
        SILENT.setLevel(Level.OFF);
    }

    private final MemoryDisk disk = new MemoryDisk(FOLDER);
    private final Writer.Told told = new Writer.Told();

    /** A document with a checkpoint, and a journal after it that the Markdown file does not have yet. */
    private DocumentSnapshot written() throws Exception {
        Writer writer = Writer.creates(disk, REPORT);
        writer.drafts(0, "Use a wrench, 先用扳手.");
        writer.project().checkpointNow();
        Chunk valves = writer.drafts(1, "Turn them.");
        writer.gets(valves, "Turn them twice.");
        writer.keepsLast(valves);
        writer.types(" \"Slowly\", \\ and\ncarefully.");
        writer.drafts(2, "That is all.");
        writer.project().commitNow();
        return writer.document().snapshot();
    }

    private static void put(Disk disk, Path file, byte[] content) throws Exception {
        disk.delete(file);
        try (Disk.Appending out = disk.create(file)) {
            out.writeAll(ByteBuffer.wrap(content));
        }
    }

    @Test
    void aFlippedByteInAnyLineOfTheJournalLosesNothing() throws Exception {
        DocumentSnapshot before = written();
        byte[] journal = disk.read(JOURNAL);
        Random random = new Random(1);
        int start = 0;
        for (int i = 0; i < journal.length; i++) {
            if (journal[i] != '\n') {
                continue;
            }
            // In each line the first byte, some others, and the line feed itself.
            List<Integer> places = new ArrayList<>(List.of(start, i));
            for (int n = 0; n < 4; n++) {
                places.add(start + random.nextInt(i - start + 1));
            }
            for (int place : places) {
                byte[] damaged = journal.clone();
                damaged[place] ^= (byte) (1 << random.nextInt(8));
                assertNothingIsLost(damaged, before, "byte " + place);
            }
            start = i + 1;
        }
    }

    private void assertNothingIsLost(byte[] journal, DocumentSnapshot before, String what) throws Exception {
        MemoryDisk copy = disk.kill();
        put(copy, JOURNAL, journal);
        Writer again = Writer.opens(copy, REPORT, told);
        assertThat(again.document().snapshot()).as(what).isEqualTo(before);
        again.closes();
        assertThat(copy.text(REPORT)).as(what).isEqualTo(before.text() + "\n");
    }

    @Test
    void aJournalTornAnywhereKeepsEveryWholeLine() throws Exception {
        DocumentSnapshot before = written();
        byte[] journal = disk.read(JOURNAL);
        Random random = new Random(2);
        for (int n = 0; n < 60; n++) {
            MemoryDisk copy = disk.kill();
            put(copy, JOURNAL, Arrays.copyOf(journal, random.nextInt(journal.length)));
            Writer again = Writer.opens(copy, REPORT, told);
            assertThat(before.text()).startsWith("## Tools\n\nUse a wrench, 先用扳手.");
            assertThat(again.text()).startsWith("## Tools\n\nUse a wrench, 先用扳手.");
            again.drafts(2, "New.");
            String text = again.text();
            again.closes();
            Writer third = Writer.opens(copy, REPORT);
            assertThat(third.text()).isEqualTo(text);
            third.closes();
        }
    }

    @Test
    void severalBrokenLinesLoseNoKeptText() throws Exception {
        DocumentSnapshot before = written();
        byte[] journal = disk.read(JOURNAL);
        Random random = new Random(3);
        for (int n = 0; n < 40; n++) {
            byte[] damaged = journal.clone();
            int from = random.nextInt(journal.length - 40);
            for (int i = from; i < from + 40; i++) {
                damaged[i] = (byte) random.nextInt(256);
            }
            MemoryDisk copy = disk.kill();
            put(copy, JOURNAL, damaged);
            Writer again = Writer.opens(copy, REPORT, told);
            String all = everything(copy, again);
            before.candidates().values().stream().flatMap(List::stream).forEach(candidate -> {
                // A damaged line of its own may take a candidate along, or the action that kept it, but not both.
                assertThat(all).contains(candidate.text());
            });
            assertThat(copy.names(SIDECAR)).as("set aside").anyMatch(name -> name.contains(".broken-"));
            again.closes();
        }
    }

    /** Whatever a writer can find: the text, every candidate, and what was put beside the document. */
    private static String everything(MemoryDisk disk, Writer writer) throws Exception {
        StringBuilder all = new StringBuilder(writer.text());
        writer.document().chunks().forEach(
                chunk -> writer.document().candidates(chunk.id()).forEach(c -> all.append('\n').append(c.text())));
        for (String name : disk.names(FOLDER)) {
            if (name.contains("(recovered")) {
                all.append(disk.text(FOLDER.resolve(name)));
            }
        }
        return all.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[1, 2]", "null", "\u0000\u0001\u0002", "{\"schema\":1}", "deep", "truncated"})
    void aBrokenProjectFileLosesNothing(String content) throws Exception {
        DocumentSnapshot before = written();
        String whole = disk.text(PROJECT);
        String broken = switch (content) {
            case "deep" -> "[".repeat(100_000);
            case "truncated" -> whole.substring(0, whole.length() / 2);
            default -> content;
        };
        MemoryDisk after = disk.kill();
        put(after, PROJECT, broken.getBytes(StandardCharsets.UTF_8));
        Writer again = Writer.opens(after, REPORT, told);
        assertThat(again.document().snapshot()).isEqualTo(before);
        assertThat(again.project().notices()).extracting(Notice::code).contains(Notice.Code.SET_ASIDE);
        assertThat(after.text(SIDECAR.resolve("project.json.broken-1"))).isEqualTo(broken);
        again.closes();
        Writer third = Writer.opens(after, REPORT, told);
        assertThat(third.document().snapshot()).isEqualTo(before);
        assertThat(third.project().notices()).isEmpty();
        third.closes();
    }

    @Test
    void bothProjectFilesBrokenStillOpensTheMarkdown() throws Exception {
        Writer writer = Writer.creates(disk, REPORT);
        writer.drafts(0, "Use a wrench.");
        writer.closes();
        put(disk, PROJECT, new byte[] {1, 2, 3});
        put(disk, SIDECAR.resolve("project.json.bak"), new byte[0]);
        Writer again = Writer.opens(disk, REPORT, told);
        assertThat(again.text()).isEqualTo("## Tools\n\nUse a wrench.\n");
        assertThat(disk.names(SIDECAR)).contains("project.json.broken-1", "project.json.bak.broken-1");
        again.types("More.");
        again.closes();
        Writer third = Writer.opens(disk, REPORT, told);
        assertThat(third.text()).isEqualTo("## Tools\n\nUse a wrench.\nMore.");
        third.closes();
    }

    @Test
    void aSidecarOfANewerLonghandIsOnlyRead() throws Exception {
        DocumentSnapshot before = written();
        MemoryDisk after = disk.kill();
        put(after, PROJECT, "{\"schema\": 2, \"shape\": {\"of\": [\"the future\"]}}".getBytes(StandardCharsets.UTF_8));
        byte[] journal = after.read(JOURNAL);
        assertThatThrownBy(() -> Writer.opens(after, REPORT))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("A newer Longhand wrote Report.longhand (schema 2)");
        ReadDocument read = Project.look(REPORT, after);
        assertThat(read.document().text().toString()).isEqualTo("## Tools\n\nUse a wrench, 先用扳手.\n");
        assertThat(read.notices()).extracting(Notice::code).containsExactly(Notice.Code.READ_ONLY);
        assertThat(after.read(JOURNAL)).isEqualTo(journal);
        assertThat(before.text()).isNotEmpty();
    }

    @Test
    void whatThisVersionDoesNotKnowIsWrittenAgain() throws Exception {
        written();
        MemoryDisk after = disk.kill();
        String project = after.text(PROJECT);
        put(after, PROJECT, project.replaceFirst("\\{", "{ \"mood\": {\"of\": [\"the writer\", 1.50]},")
                .getBytes(StandardCharsets.UTF_8));
        Writer again = Writer.opens(after, REPORT, told);
        again.drafts(2, "New.");
        again.closes();
        assertThat(after.text(PROJECT)).contains("\"mood\"", "\"the writer\"", "1.50");
        assertThat(after.text(PROJECT)).isNotEqualTo(project);
    }

    @Test
    void aLostTextOfTheCheckpointIsTheMarkdownFiles() throws Exception {
        DocumentSnapshot before = written();
        MemoryDisk after = disk.kill();
        for (String name : after.names(SIDECAR)) {
            if (name.startsWith("text-")) {
                after.delete(SIDECAR.resolve(name));
            }
        }
        Writer again = Writer.opens(after, REPORT, told);
        assertThat(again.document().snapshot()).isEqualTo(before);
        again.closes();
    }

    @Test
    void aDamagedHistoryLosesNoText() throws Exception {
        Writer writer = Writer.creates(disk, REPORT);
        Chunk tools = writer.drafts(0, "Use a wrench.");
        writer.gets(tools, "Use two wrenches.");
        Chunk valves = writer.drafts(1, "Turn them.");
        writer.closes();
        put(disk, HISTORY, "no history at all".getBytes(StandardCharsets.UTF_8));
        Writer again = Writer.opens(disk, REPORT, told);
        assertThat(again.text()).isEqualTo("## Tools\n\nUse a wrench.\n\n## Valves\n\nTurn them.");
        assertThat(again.document().textOf(again.document().chunk(tools.id()))).isEqualTo("Use a wrench.");
        assertThat(again.document().textOf(again.document().chunk(valves.id()))).isEqualTo("Turn them.");
        assertThat(disk.text(SIDECAR.resolve("history.jsonl.broken-1"))).isEqualTo("no history at all");
        again.gets(tools, "A new candidate.");
        again.closes();
        Writer third = Writer.opens(disk, REPORT, told);
        assertThat(third.project().notices()).isEmpty();
        assertThat(third.document().candidates(tools.id()).getLast().text()).isEqualTo("A new candidate.");
        third.closes();
    }

    @Test
    void aFlippedByteInTheHistoryIsMended() throws Exception {
        Writer writer = Writer.creates(disk, REPORT);
        writer.gets(writer.drafts(0, "Use a wrench."), "Use two wrenches.");
        DocumentSnapshot before = writer.document().snapshot();
        writer.closes();
        byte[] history = disk.read(HISTORY);
        for (int i = 0; i < history.length; i += 7) {
            MemoryDisk copy = disk.kill();
            byte[] damaged = history.clone();
            damaged[i] ^= 4;
            put(copy, HISTORY, damaged);
            Writer again = Writer.opens(copy, REPORT, told);
            assertThat(again.document().snapshot()).as("byte " + i).isEqualTo(before);
            again.closes();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenCanBeRead() throws Exception {
        DocumentSnapshot before = written();
        MemoryDisk after = disk.kill();
        after.protect(FOLDER, true);
        after.protect(SIDECAR, true);
        after.protect(JOURNAL, true);
        assertThatThrownBy(() -> Writer.opens(after, REPORT)).isInstanceOf(FileProblem.class);
        assertThat(Project.look(REPORT, after).document().text().toString()).isEqualTo(before.text());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutAnyProjectFileNothingElseIsThrownAway(boolean deleted) throws Exception {
        written();
        MemoryDisk after = disk.kill();
        for (Path file : List.of(PROJECT, SIDECAR.resolve("project.json.bak"))) {
            after.delete(file);
            if (!deleted) {
                put(after, file, new byte[] {1, 2, 3});
            }
        }
        byte[] journal = after.read(JOURNAL);
        byte[] history = after.read(HISTORY);
        Writer again = Writer.opens(after, REPORT, told);
        assertThat(everything(after, again))
                .contains("Use a wrench, 先用扳手.", "Turn them.", "Turn them twice.", "That is all.", "\"Slowly\", \\ and\ncarefully.");
        assertThat(again.project().notices()).extracting(Notice::code).contains(Notice.Code.SET_ASIDE);
        assertThat(after.read(SIDECAR.resolve("journal.jsonl.broken-1"))).isEqualTo(journal);
        assertThat(after.read(SIDECAR.resolve("history.jsonl.broken-1"))).isEqualTo(history);
        assertThat(after.names(SIDECAR)).anyMatch(name -> name.matches("text-\\d+\\.md\\.broken-1"));
        again.closes();
        Writer third = Writer.opens(after, REPORT, told);
        assertThat(third.project().notices()).isEmpty();
        third.closes();
    }

    @Test
    void aPowerCutWhileADamagedJournalIsReplacedLosesNoCandidate() throws Exception {
        DocumentSnapshot before = written();
        byte[] journal = disk.read(JOURNAL);
        Arrays.fill(journal, journal.length / 2, journal.length / 2 + 40, (byte) 0);
        for (long k = 1; ; k++) {
            MemoryDisk copy = disk.kill();
            put(copy, JOURNAL, journal);
            FaultyDisk faulty = FaultyDisk.from(k, FaultyDisk.Fault.ERROR, copy);
            try {
                Writer.opens(faulty, REPORT).closes();
            } catch (FileProblem refused) {
                assertThat(refused.sentence()).isNotBlank();
            }
            Writer again = Writer.opens(copy.kill(), REPORT, told);
            assertThat(again.document().candidates(1)).as("operation " + k).isEqualTo(before.candidates().get(1));
            again.closes();
            if (!faulty.reached()) {
                return;
            }
        }
    }

    @Test
    void whatIsSetAsideIsSetAsideOnce() throws Exception {
        written();
        MemoryDisk after = disk.kill();
        put(after, PROJECT, new byte[] {1, 2, 3});
        after.protect(FOLDER, true);
        for (int n = 0; n < 3; n++) {
            assertThatThrownBy(() -> Writer.opens(after, REPORT)).isInstanceOf(FileProblem.class);
        }
        after.protect(FOLDER, false);
        Writer.opens(after, REPORT).closes();
        assertThat(after.names(SIDECAR)).contains("project.json.broken-1").doesNotContain("project.json.broken-2");
    }

    @Test
    void behindAGapTextIsPutNowhereElse() throws Exception {
        Writer writer = Writer.creates(disk, REPORT);
        writer.drafts(0, "Use a wrench.");
        writer.project().checkpointNow();
        writer.document().edit(0, 0, "A long beginning that is lost. ");
        writer.project().commitNow();
        int lost = (int) disk.status(JOURNAL).orElseThrow().bytes();
        String typed = "both hands and ";
        for (int i = 0; i < typed.length(); i++) {
            int at = writer.text().indexOf("wrench") - 2;
            writer.document().edit(at, at, typed.substring(i, i + 1));
        }
        writer.project().commitNow();
        MemoryDisk after = disk.kill();
        byte[] journal = after.read(JOURNAL);
        Arrays.fill(journal, 10, lost - 10, (byte) 0);
        put(after, JOURNAL, journal);
        Writer again = Writer.opens(after, REPORT);
        assertThat(again.text()).isEqualTo("## Tools\n\nUse a wrench.");
        assertThat(after.text(FOLDER.resolve("Report (recovered 1).md"))).isEqualTo(typed);
        again.closes();
    }

    @Test
    void aKeptCandidateInALostLineDoesNotKeepTheDocumentFromOpening() throws Exception {
        Writer writer = Writer.creates(disk, REPORT);
        Chunk tools = writer.drafts(0, "Use a wrench.");
        writer.project().checkpointNow();
        writer.project().commitNow();
        int from = (int) disk.status(JOURNAL).orElseThrow().bytes();
        writer.gets(tools, "Use two wrenches.");
        writer.project().commitNow();
        int to = (int) disk.status(JOURNAL).orElseThrow().bytes();
        writer.keepsLast(tools);
        MemoryDisk after = disk.kill();
        byte[] journal = after.read(JOURNAL);
        Arrays.fill(journal, from + 10, to - 10, (byte) 0);
        put(after, JOURNAL, journal);
        Writer again = Writer.opens(after, REPORT);
        Document document = again.document();
        assertThat(document.kept(document.chunk(tools.id())).orElseThrow().number()).isEqualTo(2);
        assertThat(again.text()).isEqualTo("## Tools\n\nUse two wrenches.");
        again.closes();
        Writer third = Writer.opens(after, REPORT);
        assertThat(third.project().notices()).isEmpty();
        third.closes();
    }
}
