package dev.longhand.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.core.engine.StopReason;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.MemoryDisk;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ProjectTest {
    private static final Path FOLDER = Path.of("/texts").toAbsolutePath();
    private static final Path REPORT = FOLDER.resolve("Report.md");

    private final MemoryDisk disk = new MemoryDisk(FOLDER);
    private final Writer.Told told = new Writer.Told();

    @Test
    void aClosedDocumentOpensAsItWas() throws Exception {
        Writer writer = Writer.creates(disk, REPORT);
        writer.drafts(0, "Use a wrench.");
        Chunk valves = writer.drafts(1, "Turn them.");
        writer.gets(valves, "Turn them twice.");
        writer.types("\nMore.");
        DocumentSnapshot before = writer.document().snapshot();
        writer.closes();
        assertThat(disk.text(REPORT)).isEqualTo("## Tools\n\nUse a wrench.\n\n## Valves\n\nTurn them.\nMore.\n");
        assertThat(disk.open()).as("open files").isZero();

        Writer again = Writer.opens(disk, REPORT, told);
        assertThat(again.document().snapshot()).isEqualTo(before);
        assertThat(again.project().notices()).isEmpty();
        again.closes();
        assertThat(told.notices).isEmpty();
        assertThat(told.problems).isEmpty();
    }

    @Test
    void whatWasKeptIsThereAfterAPowerCut() throws Exception {
        Writer writer = Writer.creates(disk, REPORT);
        writer.drafts(0, "Use a wrench.");
        writer.saves();
        writer.drafts(1, "Turn them.");
        String text = writer.text();
        for (int seed = 0; seed < 20; seed++) {
            MemoryDisk after = disk.crash(seed);
            Writer again = Writer.opens(after, REPORT, told);
            assertThat(again.text()).isEqualTo(text);
            assertThat(again.document().keptChunks()).hasSize(2);
            assertThat(again.project().notices()).extracting(Notice::code).contains(Notice.Code.RECOVERED);
            assertThat(after.text(REPORT)).as("rolled forward").isEqualTo(text + "\n");
            again.closes();
        }
        writer.closes();
    }

    @Test
    void aWriteThatIsCutShortBetweenItsJournalLineAndTheFileTakesNothingBack() throws Exception {
        Writer writer = Writer.creates(disk, REPORT);
        writer.drafts(0, "Use a wrench.");
        writer.saves();
        String old = disk.text(REPORT);
        writer.types(" Slowly.");
        writer.saves();
        MemoryDisk cut = disk.kill();
        cut.put(REPORT, old);
        Writer again = Writer.opens(cut, REPORT, told);
        assertThat(again.text()).isEqualTo("## Tools\n\nUse a wrench. Slowly.");
        assertThat(cut.text(REPORT)).isEqualTo("## Tools\n\nUse a wrench. Slowly.\n");
        assertThat(told.notices).isEmpty();
        again.closes();
        writer.closes();
    }

    @Test
    void aCandidateThatWasBeingWrittenComesBackInterrupted() throws Exception {
        Writer writer = Writer.creates(disk, REPORT);
        writer.drafts(0, "Use a wrench.");
        Chunk chunk = writer.opensChunk(1);
        writer.starts(chunk);
        writer.streams("Turn the", 2);
        writer.project().commitNow();
        writer.streams(" valves now", 4);
        writer.project().commitNow();

        Writer again = Writer.opens(disk.kill(), REPORT);
        assertThat(again.document().candidates(chunk.id())).singleElement().satisfies(candidate -> {
            assertThat(candidate.text()).isEqualTo("Turn the valves now");
            assertThat(candidate.stopReason()).isInstanceOf(StopReason.Interrupted.class);
            assertThat(candidate.usage().generated().value()).isEqualTo(4);
        });
        assertThat(again.document().chunk(chunk.id()).status()).isEqualTo(Chunk.Status.OPEN);
        assertThat(again.project().notices()).extracting(Notice::code).contains(Notice.Code.INTERRUPTED);
        again.closes();
        writer.closes();
    }

    @Test
    void aChunkThatNothingCameOfIsForgotten() throws Exception {
        Writer writer = Writer.creates(disk, REPORT);
        Chunk chunk = writer.opensChunk(1);
        writer.starts(chunk);
        writer.project().commitNow();
        Writer again = Writer.opens(disk.kill(), REPORT);
        assertThat(again.document().chunks()).isEmpty();
        again.closes();
        writer.closes();
    }

    @Test
    void aCheckpointInTheMiddleOfAGenerationLosesNothingOfIt() throws Exception {
        Writer writer = Writer.creates(disk, REPORT);
        Chunk chunk = writer.opensChunk(0);
        writer.starts(chunk);
        writer.streams("Use a ", 2);
        writer.project().checkpointNow();
        writer.streams("wrench", 3);
        writer.project().commitNow();
        Writer again = Writer.opens(disk.kill(), REPORT);
        assertThat(again.document().candidate(chunk.id(), 1).text()).isEqualTo("Use a wrench");
        again.closes();
        writer.closes();
        Writer closed = Writer.opens(disk, REPORT);
        assertThat(closed.document().candidate(chunk.id(), 1).text()).isEqualTo("Use a wrench");
        closed.closes();
    }

    @Test
    void twoCannotWriteOneDocument() throws Exception {
        Writer writer = Writer.creates(disk, REPORT);
        writer.drafts(0, "Use a wrench.");
        assertThatThrownBy(() -> Writer.opens(disk, REPORT))
                .isInstanceOf(InUseException.class)
                .hasMessage("Report.md is open in another Longhand; close it there and try again.");
        assertThatThrownBy(() -> Writer.creates(disk, REPORT)).isInstanceOf(InUseException.class);
        ReadDocument read = Project.look(REPORT, disk);
        assertThat(read.document().text().toString()).isEqualTo("## Tools\n\nUse a wrench.");
        writer.closes();
        Writer.opens(disk, REPORT).closes();
    }

    @Test
    void whatAnotherProgramWroteComesIn() throws Exception {
        Writer writer = Writer.creates(disk, REPORT, told);
        Chunk tools = writer.drafts(0, "Use a wrench.");
        Chunk valves = writer.drafts(1, "Turn them.");
        writer.saves();
        disk.put(REPORT, "# Title\n\n" + disk.text(REPORT).replace("wrench", "big wrench"));
        writer.types(" Slowly.");
        writer.saves();
        String both = "# Title\n\n## Tools\n\nUse a big wrench.\n\n## Valves\n\nTurn them. Slowly.";
        assertThat(writer.text()).isEqualTo(both);
        assertThat(disk.text(REPORT)).isEqualTo(both + "\n");
        assertThat(told.codes()).containsExactly(Notice.Code.MERGED);
        Document document = writer.document();
        assertThat(document.textOf(document.chunk(tools.id()))).isEqualTo("Use a big wrench.");
        assertThat(document.textOf(document.chunk(valves.id()))).startsWith("Turn them.");
        document.undo();
        document.undo();
        writer.closes();
    }

    @Test
    void whatBothChangedIsKeptTwice() throws Exception {
        Writer writer = Writer.creates(disk, REPORT, told);
        writer.drafts(0, "Use a wrench.");
        writer.saves();
        String theirs = disk.text(REPORT).replace("wrench", "hammer");
        disk.put(REPORT, theirs);
        int at = writer.text().indexOf("wrench");
        writer.document().edit(at, at + 6, "saw");
        writer.saves();
        assertThat(disk.text(REPORT)).isEqualTo("## Tools\n\nUse a saw.\n");
        assertThat(told.codes()).containsExactly(Notice.Code.CONFLICT);
        assertThat(disk.text(FOLDER.resolve("Report (other 1).md"))).isEqualTo(theirs);
        writer.closes();
    }

    @Test
    void whatAnotherProgramWroteWhileTheDocumentWasClosedComesInToo() throws Exception {
        Writer writer = Writer.creates(disk, REPORT);
        Chunk tools = writer.drafts(0, "Use a wrench.");
        writer.closes();
        disk.put(REPORT, disk.text(REPORT) + "\nBy hand.\n");
        Writer again = Writer.opens(disk, REPORT, told);
        assertThat(again.text()).isEqualTo("## Tools\n\nUse a wrench.\n\nBy hand.");
        assertThat(again.document().textOf(again.document().chunk(tools.id()))).isEqualTo("Use a wrench.");
        assertThat(told.codes()).containsExactly(Notice.Code.MERGED);
        again.closes();
        assertThat(disk.text(REPORT)).isEqualTo("## Tools\n\nUse a wrench.\n\nBy hand.\n");
    }

    @Test
    void aFileThatChangesInTheMomentBeforeItIsWrittenIsNotWrittenOver() throws Exception {
        AtomicBoolean once = new AtomicBoolean();
        // Another program saves while the new content goes into its temporary file.
        Disk busy = (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, operation, arguments) -> {
                    if (operation.getName().equals("create")
                            && arguments[0].toString().contains(".Report.md") && once.compareAndSet(true, false)) {
                        disk.put(REPORT, disk.text(REPORT) + "\nBy hand.\n");
                    }
                    try {
                        return operation.invoke(disk, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
        Writer writer = Writer.creates(busy, REPORT, told);
        writer.drafts(0, "Use a wrench.");
        writer.saves();
        writer.document().edit(0, 0, "# Title\n\n");
        once.set(true);
        writer.saves();
        assertThat(disk.text(REPORT)).isEqualTo("# Title\n\n## Tools\n\nUse a wrench.\n\nBy hand.\n");
        assertThat(told.codes()).containsExactly(Notice.Code.MERGED);
        writer.closes();
    }

    @Test
    void aFileThatIsNoTextAnyMoreIsKeptAside() throws Exception {
        Writer writer = Writer.creates(disk, REPORT, told);
        writer.drafts(0, "Use a wrench.");
        writer.saves();
        byte[] binary = {(byte) 0xff, (byte) 0xfe, 0, 1, 2};
        disk.put(REPORT, "");
        try (var file = disk.append(REPORT)) {
            file.writeAll(java.nio.ByteBuffer.wrap(binary));
        }
        writer.types("!");
        writer.saves();
        assertThat(disk.text(REPORT)).isEqualTo("## Tools\n\nUse a wrench.!\n");
        assertThat(disk.read(FOLDER.resolve("Report (other 1).md"))).isEqualTo(binary);
        writer.closes();
    }

    @Test
    void aDocumentThatWasDeletedIsWrittenAgain() throws Exception {
        Writer writer = Writer.creates(disk, REPORT, told);
        writer.drafts(0, "Use a wrench.");
        writer.saves();
        disk.move(REPORT, FOLDER.resolve("Final.md"));
        writer.types("!");
        writer.saves();
        assertThat(disk.text(REPORT)).isEqualTo("## Tools\n\nUse a wrench.!\n");
        assertThat(disk.text(FOLDER.resolve("Final.md"))).isEqualTo("## Tools\n\nUse a wrench.\n");
        assertThat(told.codes()).containsExactly(Notice.Code.MISSING);
        writer.closes();
    }

    @Test
    void aDocumentOfAnotherProgramKeepsItsLineEndsAndItsMark() throws Exception {
        byte[] mark = "\uFEFF# Pumps\r\n\r\nOne.\r\n".getBytes(StandardCharsets.UTF_8);
        try (var file = disk.create(REPORT)) {
            file.writeAll(java.nio.ByteBuffer.wrap(mark));
        }
        Writer writer = Writer.opens(disk, REPORT);
        assertThat(writer.text()).isEqualTo("# Pumps\n\nOne.\n");
        assertThat(writer.document().brief().title()).isEqualTo("Pumps");
        writer.types("Two.");
        writer.closes();
        assertThat(disk.text(REPORT)).isEqualTo("\uFEFF# Pumps\r\n\r\nOne.\r\nTwo.\r\n");
        Writer again = Writer.opens(disk, REPORT);
        assertThat(again.text()).isEqualTo("# Pumps\n\nOne.\nTwo.");
        again.closes();
    }

    @Test
    void aDocumentToWhichNothingWasDoneStaysAsItIs() throws Exception {
        disk.put(REPORT, "No line break at the end");
        Writer.opens(disk, REPORT).closes();
        Writer.opens(disk, REPORT).closes();
        assertThat(disk.text(REPORT)).isEqualTo("No line break at the end");
        assertThat(disk.names(FOLDER)).doesNotContain("Report.md.bak");
    }

    @Test
    void anOldTextStandsUntilSomethingNewIsKept() throws Exception {
        disk.put(REPORT, "An old text.\n");
        Writer writer = Writer.creates(disk, REPORT);
        Chunk chunk = writer.opensChunk(0);
        writer.starts(chunk);
        writer.streams("Use a", 2);
        writer.project().commitNow();
        MemoryDisk after = disk.kill();
        Writer again = Writer.opens(after, REPORT);
        assertThat(after.text(REPORT)).isEqualTo("An old text.\n");
        again.keepsLast(chunk);
        again.closes();
        assertThat(after.text(REPORT)).isEqualTo("## Tools\n\nUse a\n");
        assertThat(after.text(FOLDER.resolve("Report.md.bak"))).isEqualTo("An old text.\n");
        writer.closes();
    }

    @Test
    void aDocumentThatIsNoTextGetsNoSidecar() throws Exception {
        try (var file = disk.create(REPORT)) {
            file.writeAll(java.nio.ByteBuffer.wrap(new byte[] {(byte) 0xff, 1}));
        }
        assertThatThrownBy(() -> Writer.opens(disk, REPORT))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("no text in UTF-8");
        assertThatThrownBy(() -> Writer.opens(disk, FOLDER.resolve("Nothing.md")))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("does not exist");
        assertThat(disk.names(FOLDER)).containsExactly("Report.md");
    }

    @Test
    void aNewDocumentOfAnOldNameKeepsTheOldOneAside() throws Exception {
        Writer old = Writer.creates(disk, REPORT);
        old.drafts(0, "Use a wrench.");
        old.closes();
        Writer fresh = Writer.creates(disk, REPORT);
        assertThat(disk.text(REPORT)).as("until something new is saved").contains("wrench");
        fresh.drafts(0, "Use a hammer.");
        fresh.closes();
        assertThat(disk.text(REPORT)).isEqualTo("## Tools\n\nUse a hammer.\n");
        assertThat(disk.text(FOLDER.resolve("Report.md.bak"))).contains("wrench");
        assertThat(disk.names(FOLDER)).contains("Report.longhand.bak");
    }
}
