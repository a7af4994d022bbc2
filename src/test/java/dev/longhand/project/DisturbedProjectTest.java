package dev.longhand.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.MemoryDisk;
import dev.longhand.project.disk.SystemDisk;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others do to an open document's files and folders. */
@Timeout(120)
class DisturbedProjectTest {
    /** The log has nothing to add to what is told. */
    private static final Logger SILENT = Logger.getLogger("dev.longhand.project");

    static {
        SILENT.setLevel(Level.OFF);
    }

    private static final Path FOLDER = Path.of("/texts").toAbsolutePath();
    private static final Path REPORT = FOLDER.resolve("Report.md");
    private static final Path SIDECAR = FOLDER.resolve("Report.longhand");
    private static final Path AWAY = FOLDER.resolve("Away");

    private final MemoryDisk disk = new MemoryDisk(FOLDER);
    private final Writer.Told told = new Writer.Told();

    private Writer writes() throws Exception {
        Writer writer = Writer.creates(disk, REPORT, told);
        writer.drafts(0, "Use a wrench.");
        writer.project().checkpointNow();
        writer.drafts(1, "Turn them.");
        writer.saves();
        return writer;
    }

    private static void assertOpensAs(DocumentSnapshot expected, MemoryDisk disk) throws Exception {
        Writer again = Writer.opens(disk, REPORT);
        assertThat(again.document().snapshot()).isEqualTo(expected);
        assertThat(again.project().notices()).extracting(Notice::code).doesNotContain(Notice.Code.SET_ASIDE);
        again.closes();
        assertThat(disk.text(REPORT)).isEqualTo(expected.text() + "\n");
    }

    @Test
    void anotherProcessIsRefusedUntilTheFirstIsKilled(@TempDir Path folder) throws Exception {
        Path report = folder.resolve("My report 报告.md");
        try (ProjectProcess first = ProjectProcess.writing(report)) {
            assertThat(first.line()).isEqualTo("kept");
            assertThatThrownBy(() -> Writer.opens(new SystemDisk(), report))
                    .isInstanceOf(InUseException.class)
                    .hasMessage("My report 报告.md is open in another Longhand; close it there and try again.");
            assertThatThrownBy(() -> Writer.creates(new SystemDisk(), report)).isInstanceOf(InUseException.class);
            first.kill();
        }
        Writer second = Writer.opens(new SystemDisk(), report);
        assertThat(second.text()).isEqualTo("## Tools\n\n" + ProjectProcess.KEPT);
        assertThat(second.project().notices()).extracting(Notice::code).containsExactly(Notice.Code.RECOVERED);
        second.closes();
    }

    @Test
    void aFolderTurnedReadOnlyKeepsTheTextInMemoryUntilItCanBeWritten() throws Exception {
        Writer writer = writes();
        disk.protect(FOLDER, true);
        disk.protect(SIDECAR, true);
        writer.types(" Slowly.");
        assertThatThrownBy(writer::saves)
                .isInstanceOfSatisfying(FileProblem.class, problem -> {
                    assertThat(problem.code()).isEqualTo("FILE-DENIED");
                    Sentences.check(problem.code(), problem.sentence());
                });
        writer.types(" Really.");
        disk.protect(FOLDER, false);
        disk.protect(SIDECAR, false);
        writer.saves();
        DocumentSnapshot all = writer.document().snapshot();
        assertThat(disk.text(REPORT)).isEqualTo(all.text() + "\n").endsWith("Turn them. Slowly. Really.\n");
        assertOpensAs(all, disk.kill());
        writer.closes();
    }

    @Test
    void aFullDiskKeepsTheTextInMemoryUntilThereIsRoom() throws Exception {
        Writer writer = writes();
        disk.setRoom(10);
        writer.types(" Slowly.");
        assertThatThrownBy(() -> writer.project().commitNow())
                .isInstanceOfSatisfying(FileProblem.class, full -> assertThat(full.code()).isEqualTo("FILE-FULL"));
        assertThatThrownBy(writer::saves)
                .isInstanceOfSatisfying(FileProblem.class, full -> assertThat(full.code()).isEqualTo("FILE-FULL"));
        writer.types(" Really.");
        assertThat(disk.text(REPORT)).as("the file as it was").endsWith("Turn them.\n");
        disk.setRoom(Long.MAX_VALUE);
        writer.project().commitNow();
        assertOpensAs(writer.document().snapshot(), disk.crash(1));
        assertThat(told.problems).extracting(FileProblem::code).containsExactly("FILE-FULL");
        writer.closes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleted", "moved"})
    void aSidecarThatGoesIsMadeAgainWhole(String how) throws Exception {
        Writer writer = writes();
        if (how.equals("moved")) {
            disk.move(SIDECAR, AWAY);
        } else {
            for (Path file : disk.list(SIDECAR)) {
                disk.delete(file);
            }
            disk.delete(SIDECAR);
        }
        writer.types(" Slowly.");
        writer.project().commitNow();
        DocumentSnapshot all = writer.document().snapshot();
        assertOpensAs(all, disk.kill());
        assertOpensAs(all, disk.crash(3));
        assertThatThrownBy(() -> Writer.opens(disk, REPORT)).isInstanceOf(InUseException.class);
        writer.drafts(2, "The end.");
        writer.closes();
        assertThat(disk.open()).isZero();
        assertOpensAs(writer.document().snapshot(), disk);
    }

    @Test
    void aSidecarThatWentAndWasTakenByAnotherIsNotWritten() throws Exception {
        Writer writer = writes();
        disk.move(SIDECAR, AWAY);
        Writer other = Writer.opens(disk, REPORT);
        other.types(" Theirs.");
        other.project().commitNow();
        writer.types(" Ours.");
        assertThatThrownBy(() -> writer.project().commitNow())
                .isInstanceOfSatisfying(FileProblem.class, taken -> {
                    assertThat(taken.code()).isEqualTo("FILE-TAKEN");
                    Sentences.check(taken.code(), taken.sentence());
                });
        other.closes();
        writer.closes();
        assertThat(disk.text(REPORT)).contains("Ours.");
        assertThat(disk.text(REPORT) + disk.names(FOLDER)).containsAnyOf("Theirs.", "Report (other 1).md");
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal.jsonl", "project.json", "project.json.bak", "history.jsonl", "lock", "text-0.md"})
    void aFileOfTheSidecarThatIsReplacedLosesNothing(String name) throws Exception {
        Writer writer = writes();
        writer.types(" Slowly.");
        disk.delete(SIDECAR.resolve(name));
        disk.put(SIDECAR.resolve(name), "Something else.\n");
        writer.types(" Really.");
        writer.project().commitNow();
        writer.project().checkpointNow();
        writer.types(" Yes.");
        writer.project().commitNow();
        DocumentSnapshot all = writer.document().snapshot();
        Writer again = Writer.opens(disk.kill(), REPORT);
        assertThat(again.document().snapshot()).isEqualTo(all);
        again.closes();
        writer.closes();
    }

    @Test
    void aClockThatJumpsLosesNothing() throws Exception {
        Writer writer = writes();
        for (long millis : List.of(0L, 4_102_444_800_000L, -1L, 1_000_000L, Long.MIN_VALUE / 2)) {
            disk.setClock(millis);
            writer.types("!");
            writer.saves();
            writer.project().checkpointNow();
            writer.types("?");
            writer.project().commitNow();
            assertOpensAs(writer.document().snapshot(), disk.kill());
        }
        writer.closes();
        assertOpensAs(writer.document().snapshot(), disk);
        assertThat(told.problems).isEmpty();
        assertThat(told.notices).isEmpty();
    }
}
