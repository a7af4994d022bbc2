package dev.longhand.project.journal;

import static dev.longhand.project.journal.JournalDesk.FILE;
import static dev.longhand.project.journal.JournalDesk.FOLDER;
import static dev.longhand.project.journal.JournalDesk.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FaultyDisk;
import dev.longhand.project.disk.FaultyDisk.Fault;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.MemoryDisk;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the journal's thread does and when, under a clock of the test's own. */
class JournalWorkTest {
    private static final int OPERATIONS_TO_OPEN = 5;

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

        disk.setRoom(0);
        desk.append(1);
        desk.pass(200);
        assertThat(desk.heard).as("another time").containsExactly("FILE-FULL", "recovered", "FILE-FULL");
    }

    @Test
    void whereAFileCannotBeCutTheNextLineBeginsAfterALineFeed() throws Exception {
        JournalDesk uncut = new JournalDesk(proxy(Disk.class, disk, (_, result) -> {
            if (!(result instanceof Disk.Appending file)) {
                return result;
            }
            return proxy(Disk.Appending.class, file, (call, done) -> {
                if (call.equals("truncate")) {
                    throw new IOException("Operation not supported");
                }
                return done;
            }, "truncate");
        }));
        disk.setRoom(50);
        uncut.append(2);
        CompletableFuture<Long> commit = uncut.commit();
        disk.setRoom(1_000_000);
        uncut.pass(1_000);

        assertThat(commit).isCompletedWithValue(2L);
        assertThat(disk.text(FILE)).hasLineCount(3);
        assertThat(entries(disk, 0)).isEqualTo(upTo(2));
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
    void whatADiskForgotWhenAForceFailedIsWrittenAgain() throws Exception {
        JournalDesk forgotten = new JournalDesk(forgetful());
        forgotten.append(2);
        CompletableFuture<Long> commit = forgotten.commit();
        forgotten.append(1);
        assertThat(commit).isNotDone();
        forgotten.pass(1_000);

        assertThat(commit).isCompletedWithValue(3L);
        assertThat(entries(disk.crash(5), 0)).isEqualTo(upTo(3));
    }

    /** The first force fails, and what was written before it is zeros then, as some systems have it. */
    private Disk forgetful() {
        AtomicBoolean failed = new AtomicBoolean();
        return proxy(Disk.class, disk, (_, result) -> {
            if (!(result instanceof Disk.Appending file)) {
                return result;
            }
            return proxy(Disk.Appending.class, file, (call, done) -> {
                if (call.equals("force") && !failed.getAndSet(true)) {
                    int bytes = (int) file.size();
                    file.truncate(0);
                    file.writeAll(ByteBuffer.allocate(bytes));
                    throw new IOException("Input/output error");
                }
                return done;
            });
        });
    }

    private interface After {
        @Nullable Object call(String method, @Nullable Object result) throws IOException;
    }

    /** @param notDone names of methods of which {@code after} alone is called */
    private static <T> T proxy(Class<T> type, T object, After after, String... notDone) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            try {
                boolean done = !List.of(notDone).contains(method.getName());
                return after.call(method.getName(), done ? method.invoke(object, arguments) : null);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
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
    void whatACheckpointLeavesOutIsInTheOldFileUntilItIsInTheNewOne() throws Exception {
        desk.append(2);
        List<MemoryDisk> killed = new ArrayList<>();
        desk.rotate(turn -> {
            turn.carry(JournalDesk.entry(3));
            killed.add(disk.kill());
            return turn;
        });
        killed.add(disk.kill());
        desk.append(() -> JournalDesk.entry(4));
        desk.commit();
        killed.add(disk.kill());
        for (MemoryDisk after : killed) {
            assertThat(entries(after, 2)).isEqualTo(from(3, killed.indexOf(after) < 2 ? 3 : 4));
        }
        disk.delete(FOLDER.resolve("journal.previous.jsonl"));
        assertThat(entries(disk, 2)).as("the new file alone").isEqualTo(from(3, 4));
    }

    @Test
    void aCheckpointThatFailsLeavesWhatItWouldHaveCarriedOnce() throws Exception {
        desk.append(1);
        desk.rotate(turn -> {
            turn.carry(JournalDesk.entry(2));
            throw new FileProblem("FILE-FULL", "The disk is full.");
        });
        desk.append(() -> JournalDesk.entry(3));
        desk.close();
        assertThat(entries(disk, 0)).isEqualTo(upTo(3));
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
    void anAttemptTellsOfItselfAloneAndACommitWaits() throws Exception {
        disk.setRoom(3);
        desk.append(1);
        CompletableFuture<Long> commit = desk.commit();
        CompletableFuture<Long> attempt = desk.attempt();
        CompletableFuture<Long> task = desk.run(JournalTurn::last);
        assertThat(attempt).isCompletedExceptionally();
        assertThat(task).as("not done later either").isCompletedExceptionally();
        assertThat(desk.aside(() -> 7)).isCompletedWithValue(7);
        assertThat(commit).isNotDone();
        assertThat(desk.attempt()).isCompletedExceptionally();

        disk.setRoom(Long.MAX_VALUE);
        assertThat(desk.attempt()).isCompletedWithValue(1L);
        assertThat(commit).isCompletedWithValue(1L);
        assertThat(desk.heard).containsExactly("FILE-FULL", "recovered");
    }

    @Test
    void aCheckpointCountsAlsoWhereTheNewFileCannotBeMade() throws Exception {
        desk.append(2);
        assertThat(desk.attempt()).isCompletedWithValue(2L);
        disk.protect(FOLDER, true);
        assertThat(desk.rotate(_ -> null)).isCompleted();
        desk.append(1);
        assertThat(desk.rotate(turn -> assertThat(turn.last()).isEqualTo(3))).isCompleted();
        CompletableFuture<Void> failed = desk.rotate(turn -> {
            turn.write(entry(3));
            throw new FileProblem("FILE-FULL", "The disk is full.");
        });
        assertThat(failed).isCompletedExceptionally();
        desk.append(1);
        assertThat(desk.attempt()).isCompletedExceptionally();

        disk.protect(FOLDER, false);
        assertThat(desk.attempt()).isCompletedWithValue(5L);
        assertThat(entries(disk, 3)).as("no number is missing").hasSize(2);
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
        assertThat(disk.text(FILE)).as("begins after the checkpoint").startsWith("{\"n\":3,");
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
        assertThat(desk.rotate(turn -> assertThat(turn.last()).isEqualTo(3))).isCompleted();
        assertThat(commit).isCompleted();
        desk.append(() -> "{\"again\":true}");
        assertThat(desk.commit()).isCompletedWithValue(4L);
        assertThat(entries(disk, 3)).containsExactly("{\"again\":true}");
        assertThat(JournalReader.read(disk, FILE, 0).damage())
                .as("with an older checkpoint the entry is missing")
                .isPresent();
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
    void aTornLineIsRememberedWhereTheFirstForceFails() throws Exception {
        disk.put(FILE, "{\"n\":1,\"entry\":");
        FaultyDisk faulty;
        long k = 0;
        do {
            disk.put(FILE, "{\"n\":1,\"entry\":");
            JournalDesk torn = new JournalDesk(faulty = FaultyDisk.at(++k + OPERATIONS_TO_OPEN, Fault.ERROR, disk));
            torn.append(2);
            torn.pass(4_000);
            assertThat(entries(disk, 0)).as("%s", faulty).isEqualTo(upTo(2));
        } while (faulty.reached());
    }

    @Test
    void whateverFailsInARotationTheFileBeforeIsKept() throws Exception {
        FaultyDisk faulty;
        long k = OPERATIONS_TO_OPEN;
        do {
            MemoryDisk each = new MemoryDisk(FOLDER);
            JournalDesk rotating = new JournalDesk(faulty = FaultyDisk.at(++k, Fault.ERROR, each));
            rotating.append(2);
            rotating.commit();
            rotating.pass(1_000);
            rotating.rotate(_ -> null);
            rotating.append(1);
            rotating.pass(4_000);
            assertThat(entries(each, 0)).as("%s", faulty).isEqualTo(upTo(3));
            assertThat(each.text(FILE)).as("%s", faulty).hasLineCount(1);
        } while (faulty.reached());
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
