package dev.longhand.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.Endurance;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.project.FaultySession.Lasting;
import dev.longhand.project.disk.FaultyDisk;
import dev.longhand.project.disk.FaultyDisk.Fault;
import dev.longhand.project.disk.FaultyDisk.ProcessDied;
import dev.longhand.project.disk.MemoryDisk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every operation on files fails in turn while somebody writes a document: alone, for good, or until somebody makes room.
 * Whatever fails, whoever opens the document next finds all that was promised.
 */
class ProjectFaultTest {
    private static final int LONGEST_SECONDS = 30;
    /** Of so many operations one fails. */
    private static final int STEP = Endurance.full() ? 1 : 25;
    /** Power cuts at the end of each run. */
    private static final int CUTS = Endurance.full() ? 4 : 1;
    /** Disks fail thousands of times; the log has nothing to add to what is told. */
    private static final Logger SILENT = Logger.getLogger("dev.longhand.project");

    static {
        SILENT.setLevel(Level.OFF);
    }

    private static final Map<String, Object> FIGURES = new LinkedHashMap<>();

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> Thread.ofPlatform().name("writer").daemon().unstarted(task));

    /** What somebody does, and may be disturbed in. */
    private interface Day {
        void passes(FaultySession session) throws Exception;
    }

    @AfterEach
    void ends() {
        thread.shutdownNow();
    }

    @AfterAll
    static void record() {
        Endurance.record("faults of the disk", FIGURES);
    }

    @Test
    void aDocumentIsWritten() throws Exception {
        disturbs("written", Beginning.nothing(), ProjectFaultTest::wholeLife);
    }

    @Test
    void aMarkdownFileOfAnotherProgramIsOpened() throws Exception {
        disturbs("opened without a sidecar", Beginning.markdownAlone(), ProjectFaultTest::shortVisit);
    }

    @Test
    void aDocumentIsOpenedAgain() throws Exception {
        disturbs("opened again", Beginning.closed(), ProjectFaultTest::shortVisit);
    }

    @Test
    void aDocumentOfAKilledProcessIsOpened() throws Exception {
        disturbs("opened after a kill", Beginning.killed(), ProjectFaultTest::shortVisit);
    }

    @Test
    void aDocumentWithATornJournalIsOpened() throws Exception {
        disturbs("opened with a torn journal", Beginning.torn(), ProjectFaultTest::shortVisit);
    }

    @Test
    void aNewDocumentTakesTheNameOfAnother() throws Exception {
        disturbs("made in place of another", Beginning.closed().toBeReplaced(), ProjectFaultTest::newDocument);
    }

    private static void newDocument(FaultySession session) throws Exception {
        session.creates();
        if (session.isOpen()) {
            session.drafts(0, "Use ", "a ", "hammer.");
            session.mends();
            session.saves();
            session.closes();
        }
    }

    private static void wholeLife(FaultySession session) throws Exception {
        session.creates();
        if (!session.isOpen()) {
            return;
        }
        session.drafts(0, "Use ", "a ", "wrench.");
        session.types("\n\n" + FaultySession.TYPED);
        session.saves();
        session.drafts(1, "Turn ", "them.");
        session.types("!!");
        session.undoes();
        Chunk end = session.starts(2);
        session.streams(end, "The ", "end");
        session.checkpoints();
        session.streams(end, " is ", "near.");
        session.ends(end);
        session.rerolls(2, "Turn them twice.");
        session.keeps(2, 1);
        session.isBegunElsewhere(FaultySession.TITLE);
        session.types(" Slowly.");
        session.saves();
        session.isReplacedElsewhere("By hand", "By foot");
        session.replaces("By hand", "By paw");
        session.mends();
        session.saves();
        session.types(" Really.");
        session.closes();
        session.opens();
        if (session.isOpen()) {
            session.types(" Yes.");
            session.closes();
        }
    }

    private static void shortVisit(FaultySession session) throws Exception {
        session.opens();
        if (!session.isOpen()) {
            return;
        }
        session.drafts(-1, "Use ", "a ", "hammer.");
        session.types(" Or two.");
        session.mends();
        session.saves();
        session.types(" Or three.");
        session.closes();
    }

    private void disturbs(String what, Beginning beginning, Day day) throws Exception {
        long began = System.nanoTime();
        MemoryDisk healthy = beginning.disk().kill();
        FaultyDisk counting = FaultyDisk.counting(healthy);
        Optional<DocumentSnapshot> whole =
                inTime(counting, () -> disturbed(beginning, healthy, counting, day, Lasting.ONCE));
        int runs = 0;
        int most = (int) counting.operations();
        for (Fault fault : Fault.values()) {
            for (Lasting lasting : Lasting.values()) {
                if (fault == Fault.DEATH && lasting != Lasting.FOR_GOOD) {
                    continue;
                }
                // Each fault begins elsewhere, so that together they meet most operations.
                int from = (fault.ordinal() * Lasting.values().length + lasting.ordinal()) * 7 % STEP;
                for (long k = 1 + from; ; k += STEP) {
                    MemoryDisk memory = beginning.disk().kill();
                    FaultyDisk disk = lasting == Lasting.ONCE
                            ? FaultyDisk.at(k, fault, memory)
                            : FaultyDisk.from(k, fault, memory);
                    Optional<DocumentSnapshot> left =
                            inTime(disk, () -> disturbed(beginning, memory, disk, day, lasting));
                    runs++;
                    if (lasting == Lasting.ONCE) {
                        assertThat(left).as(disk.toString()).isEqualTo(whole);
                    }
                    if (!disk.reached()) {
                        break;
                    }
                }
            }
        }
        FIGURES.put("operations of a document " + what, most);
        FIGURES.put("runs of a document " + what, runs);
        FIGURES.put("milliseconds of a document " + what, (System.nanoTime() - began) / 1_000_000);
    }

    /** One run. @return what is there at the end */
    private static Optional<DocumentSnapshot> disturbed(
            Beginning beginning, MemoryDisk memory, FaultyDisk disk, Day day, Lasting lasting) throws Exception {
        FaultySession session = new FaultySession(beginning, memory, disk, lasting);
        try {
            day.passes(session);
        } catch (ProcessDied ended) {
            // On the writer's own thread.
        }
        disk.endProcess();
        assertThat(memory.open()).as("open files").isZero();
        if (session.atFirstFailure().isPresent()) {
            Aftermath failed = session.atFirstFailure().get();
            Optional<DocumentSnapshot> _ = failed.crashed(disk.operations()).check();
            Optional<DocumentSnapshot> _ = failed.check();
        }
        Aftermath last = session.now();
        for (long seed = 0; seed < CUTS; seed++) {
            Optional<DocumentSnapshot> _ = last.crashed(disk.operations() + seed).check();
        }
        return last.check();
    }

    /** A run that waits for ever is told with what it waits for. */
    private <T> T inTime(FaultyDisk disk, Callable<T> run) throws Exception {
        Future<T> running = thread.submit(run);
        try {
            return running.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError(disk.toString(), failed.getCause());
        } catch (TimeoutException hangs) {
            String stacks = Thread.getAllStackTraces().entrySet().stream()
                    .filter(each -> each.getKey().getName().matches("writer|longhand-.*"))
                    .map(each -> each.getKey().getName() + " " + List.of(each.getValue()))
                    .collect(Collectors.joining("\n"));
            throw new AssertionError("It hangs.\n" + stacks + "\n" + disk, hangs);
        }
    }
}
