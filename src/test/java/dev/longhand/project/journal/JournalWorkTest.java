package dev.longhand.project.journal;

import static dev.longhand.project.journal.JournalDesk.FILE;
import static dev.longhand.project.journal.JournalDesk.FOLDER;
import static dev.longhand.project.journal.JournalDesk.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FaultyDisk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.MemoryDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the journal's thread does and when, under a clock of the test's own. */
class JournalWorkTest {
    private final MemoryDisk disk = new MemoryDisk(FOLDER);
    private final FaultyDisk counting = FaultyDisk.counting(disk);
    private JournalDesk desk;

    @BeforeEach
    void open() throws IOException {
        desk = new JournalDesk(counting);
    }

    private long operations(String name) {
        return counting.log().stream().filter(o -> o.contains(" " + name + " ")).count();
    }

    private static List<String> entries(Disk disk, long after) throws IOException {
        JournalContent content = JournalReader.read(disk, FILE, after);
        assertThat(content.damage()).isEmpty();
        return content.lines().stream().map(JournalLine::json).toList();
    }

    private static List<String> upTo(int last) {
        return from(1, last);
    }

    private static List<String> from(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(JournalDesk::entry).toList();
    }

    @Test
    void entriesAreWrittenTogetherAfter200MillisecondsAndForcedASecondLater() throws Exception {
        desk.append(3);
        desk.pass(150);
        desk.append(2);
        desk.pass(40);
        assertThat(entries(disk, 0)).isEmpty();

        desk.pass(10);
        assertThat(entries(disk, 0)).isEqualTo(upTo(5));
        assertThat(operations("write")).isEqualTo(1);

        desk.pass(500);
        desk.append(1);
        desk.pass(490);
        assertThat(operations("force")).isZero();
        desk.pass(10);
        assertThat(operations("force")).isEqualTo(1);
        assertThat(entries(disk.crash(1), 0)).isEqualTo(upTo(6));

        desk.pass(5_000);
        assertThat(operations("write")).isEqualTo(2);
        assertThat(operations("force")).isEqualTo(1);
    }

    @Test
    void aCommitForcesWhatCameBeforeAtOnce() throws Exception {
        desk.append(3);
        CompletableFuture<Long> commit = desk.commit();

        assertThat(commit).isCompletedWithValue(3L);
        for (long seed = 0; seed < 20; seed++) {
            assertThat(entries(disk.crash(seed), 0)).isEqualTo(upTo(3));
        }
        assertThat(desk.commit()).isCompletedWithValue(3L);
        assertThat(operations("force")).isEqualTo(1);
    }

    @Test
    void aFullDiskIsToldOnceAndNothingIsDropped() throws Exception {
        desk.append(1);
        assertThat(desk.commit()).isCompleted();
        disk.setRoom(50);
        desk.append(10);
        CompletableFuture<Long> commit = desk.commit();
        desk.pass(10_000);
        desk.append(5);
        desk.pass(10_000);

        assertThat(desk.heard).containsExactly("FILE-FULL");
        assertThat(commit).isNotDone();
        assertThat(entries(disk, 0)).as("what fits stays there, whole").startsWith(entry(1), entry(2));

        disk.setRoom(1_000_000);
        desk.pass(1_000);
        assertThat(commit).isCompletedWithValue(16L);
        assertThat(desk.heard).containsExactly("FILE-FULL", "recovered");
        assertThat(entries(disk, 0)).isEqualTo(upTo(16));
    }

    @Test
    void afterAFailureTheNextEntryTriesAgain() throws Exception {
        disk.setRoom(0);
        desk.append(1);
        desk.pass(200);
        disk.setRoom(1_000_000);
        desk.pass(500);
        assertThat(entries(disk, 0)).isEmpty();
        desk.append(1);
        desk.pass(200);

        assertThat(entries(disk, 0)).isEqualTo(upTo(2));
        assertThat(desk.heard).containsExactly("FILE-FULL", "recovered");
    }

    @Test
    void aTaskRunsBetweenTheEntriesBeforeAndAfterIt() throws Exception {
        List<List<String>> seen = new ArrayList<>();
        desk.append(2);
        CompletableFuture<Long> ran = desk.run(turn -> {
            long last = turn.last();
            seen.add(entries(disk.crash(7), 0));
            return last;
        });
        desk.append(1);
        CompletableFuture<Void> failed = desk.run(_ -> {
            throw new IOException("no room");
        });

        assertThat(ran).isCompletedWithValue(2L);
        assertThat(seen).containsExactly(upTo(2));
        assertThat(failed).isCompletedExceptionally();
        assertThat(entries(disk, 0)).isEqualTo(upTo(3));
        assertThat(desk.heard).isEmpty();
    }

    @Test
    void aTaskCanWriteAnEntryThatIsSafeBeforeItGoesOn() throws Exception {
        desk.append(2);
        CompletableFuture<List<String>> seen = desk.run(turn -> {
            turn.write(JournalDesk.entry(3));
            assertThat(turn.last()).isEqualTo(3);
            return entries(disk.crash(7), 0);
        });
        desk.append(1);
        assertThat(desk.run(JournalTurn::last)).isCompletedWithValue(4L);
        assertThat(seen).isCompletedWithValue(upTo(3));
        assertThat(entries(disk, 0)).hasSize(4);
    }

    @Test
    void aRotationBeginsANewFileAndKeepsTheOneBefore() throws Exception {
        List<Long> checkpoints = new ArrayList<>();
        desk.append(2);
        assertThat(desk.rotate(turn -> checkpoints.add(turn.last()))).isCompleted();
        desk.append(2);
        assertThat(desk.rotate(turn -> checkpoints.add(turn.last()))).isCompleted();
        desk.append(1);
        desk.close();

        assertThat(checkpoints).containsExactly(2L, 4L);
        assertThat(disk.names(FOLDER)).containsExactly("journal.jsonl", "journal.previous.jsonl");
        assertThat(entries(disk, 4)).isEqualTo(from(5, 5));
        assertThat(entries(disk, 2)).as("with an older checkpoint").isEqualTo(from(3, 5));
        assertThat(disk.open()).isZero();
    }

    @Test
    void aRotationWithoutCheckpointDoesNotHappen() throws Exception {
        desk.append(2);
        CompletableFuture<Void> rotated = desk.rotate(_ -> {
            throw new FileProblem("FILE-FULL", "The disk is full.");
        });
        desk.append(1);
        desk.close();

        assertThat(rotated).isCompletedExceptionally();
        assertThat(entries(disk, 0)).isEqualTo(upTo(3));
        assertThat(disk.names(FOLDER)).containsExactly("journal.jsonl");
    }

    @Test
    void filesAreRotatedWhereOpenOnesCannotBeMoved() throws Exception {
        MemoryDisk windows = MemoryDisk.likeWindows(FOLDER);
        JournalDesk there = new JournalDesk(windows);
        there.append(1);
        assertThat(there.rotate(_ -> null)).isCompleted();
        there.append(1);
        there.close();

        assertThat(entries(windows, 0)).isEqualTo(upTo(2));
    }

    @Test
    void aFileThatWasDeletedIsToldAndACheckpointPutsItRight() throws Exception {
        desk.append(1);
        assertThat(desk.commit()).isCompleted();
        disk.delete(FILE);
        desk.append(1);
        CompletableFuture<Long> commit = desk.commit();
        CompletableFuture<Long> task = desk.run(JournalTurn::last);
        desk.pass(5_000);
        assertThat(desk.heard).containsExactly("lost");
        assertThat(commit).isNotDone();

        CompletableFuture<Void> rotated = desk.rotate(turn -> assertThat(turn.last()).isEqualTo(2));
        assertThat(rotated).isCompleted();
        assertThat(commit).isCompletedWithValue(2L);
        assertThat(task).isCompletedExceptionally();
        desk.append(1);
        assertThat(desk.commit()).isCompletedWithValue(3L);
        assertThat(desk.heard).containsExactly("lost", "recovered");
        assertThat(entries(disk, 2)).isEqualTo(from(3, 3));
    }

    @Test
    void aFolderThatComesBackIsWrittenAgain() throws Exception {
        desk.append(1);
        disk.move(FOLDER, FOLDER.resolveSibling("elsewhere"));
        CompletableFuture<Long> commit = desk.commit();
        assertThat(desk.heard).containsExactly("lost");

        disk.move(FOLDER.resolveSibling("elsewhere"), FOLDER);
        desk.pass(1_000);
        assertThat(commit).isCompletedWithValue(1L);
        assertThat(desk.heard).containsExactly("lost", "recovered");
        assertThat(entries(disk, 0)).isEqualTo(upTo(1));
    }

    @Test
    void aFileThatAnotherProgramWroteIsLost() throws Exception {
        desk.append(1);
        assertThat(desk.commit()).isCompleted();
        disk.put(FILE, "something else\n");
        desk.append(1);
        assertThat(desk.commit()).isNotDone();

        assertThat(desk.heard).containsExactly("lost");
        assertThat(desk.rotate(_ -> null)).isCompleted();
        assertThat(disk.text(JournalReader.previous(FILE))).as("kept").startsWith("something else\n");
    }

    @Test
    void anEntryThatCannotBeWrittenDownMakesTheJournalLostUntilACheckpoint() throws Exception {
        desk.append(2);
        desk.append(() -> "no JSON object");
        desk.append(1);
        CompletableFuture<Long> commit = desk.commit();

        assertThat(desk.heard).containsExactly("lost");
        assertThat(commit).isNotDone();
        assertThat(entries(disk.crash(3), 0)).as("what came before is safe").isEqualTo(upTo(2));
        assertThat(desk.rotate(turn -> assertThat(turn.last()).isEqualTo(2))).isCompleted();
        assertThat(commit).isCompleted();
        desk.append(() -> "{\"again\":true}");
        assertThat(desk.commit()).isCompletedWithValue(3L);
        assertThat(entries(disk, 2)).containsExactly("{\"again\":true}");
        assertThat(desk.heard).containsExactly("lost", "recovered");
    }

    @Test
    void aJournalThatEndsWithATornLineIsContinued() throws Exception {
        desk.append(2);
        desk.close();
        disk.put(FILE, disk.text(FILE) + "{\"n\":3,\"entry\":");
        JournalDesk again = new JournalDesk(disk, 3);
        again.append(() -> entry(3));
        assertThat(again.commit()).isCompletedWithValue(3L);

        assertThat(entries(disk, 0)).isEqualTo(upTo(3));
    }

    @Test
    void whatCannotBeWrittenBeforeTheEndIsTold() {
        disk.setRoom(0);
        desk.append(2);
        CompletableFuture<Long> commit = desk.commit();
        CompletableFuture<Long> task = desk.run(JournalTurn::last);
        desk.close();

        assertThat(commit).isCompletedExceptionally();
        assertThat(task).isCompletedExceptionally();
        assertThat(desk.heard).containsExactly("FILE-FULL", "JOURNAL-UNSAVED");
        assertThat(disk.open()).isZero();
    }
}
