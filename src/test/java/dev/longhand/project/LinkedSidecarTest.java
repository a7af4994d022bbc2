package dev.longhand.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.SystemDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sidecar from a stranger may have links to the writer's other files: these stay as they are. */
class LinkedSidecarTest {
    private static final String DIARY = "Dear diary.\n";

    @TempDir
    private Path folder;

    private final Disk disk = new SystemDisk();
    private Path report;
    private Path sidecar;
    private Path diary;

    @BeforeEach
    void writesAReport() throws Exception {
        report = folder.resolve("Report.md");
        sidecar = folder.resolve("Report.longhand");
        diary = Files.createDirectory(folder.resolve("private")).resolve("Diary.md");
        Files.writeString(diary, DIARY);
        Writer writer = Writer.creates(disk, report);
        writer.drafts(0, "Use a wrench.");
        writer.closes();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "lock", "journal.jsonl", "journal.previous.jsonl", "history.jsonl", "project.json", "project.json.bak", "text-9.md"
    })
    void nothingIsWrittenThroughALink(String name) throws Exception {
        Files.deleteIfExists(sidecar.resolve(name));
        link(sidecar.resolve(name), diary);
        assertThatThrownBy(() -> Writer.opens(disk, report))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining(name + " is a link or no ordinary file");
        assertThat(diary).hasContent(DIARY);
        Files.delete(sidecar.resolve(name));
        Writer again = Writer.opens(disk, report);
        assertThat(again.text()).startsWith("## Tools\n\nUse a wrench.");
        again.closes();
    }

    @Test
    void aSidecarThatLiesElsewhereIsUsed() throws Exception {
        Path elsewhere = folder.resolve("private").resolve("moved");
        Files.move(sidecar, elsewhere);
        link(sidecar, elsewhere);
        Writer again = Writer.opens(disk, report);
        again.types(" Turn it.");
        again.closes();
        assertThat(report).hasContent("## Tools\n\nUse a wrench. Turn it.\n");
    }

    @Test
    void anOlderSidecarIsRemovedWithoutWhatItsLinksLeadTo() throws Exception {
        Path older = Files.createDirectory(folder.resolve("Report.longhand.bak"));
        link(older.resolve("cache"), folder.resolve("private"));
        Writer.creates(disk, report).closes();
        assertThat(diary).hasContent(DIARY);
        assertThat(older.resolve("history.jsonl")).isNotEmptyFile();
    }

    @Test
    void anOlderSidecarThatIsALinkIsTakenAway() throws Exception {
        Path older = folder.resolve("Report.longhand.bak");
        link(older, folder.resolve("private"));
        Writer.creates(disk, report).closes();
        assertThat(diary).hasContent(DIARY);
        assertThat(older.resolve("history.jsonl")).isNotEmptyFile();
    }

    private static void link(Path link, Path to) {
        try {
            Files.createSymbolicLink(link, to);
        } catch (IOException | UnsupportedOperationException refused) {
            assumeThat(refused).as("symbolic links can be made here").isNull();
        }
    }
}
