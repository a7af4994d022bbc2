package dev.longhand.project.journal;

import static dev.longhand.project.journal.JournalDesk.FILE;
import static dev.longhand.project.journal.JournalDesk.FOLDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FaultyDisk;
import dev.longhand.project.disk.FaultyDisk.Fault;
import dev.longhand.project.disk.MemoryDisk;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each operation on the disk fails in turn; power is cut at any moment. */
class JournalFaultTest {
    private static final int LAST = 8;

    private final MemoryDisk disk = new MemoryDisk(FOLDER);
    /** Up to which entry commits promised that all is safe. */
    private long promised;
    /** The last entry that the last checkpoint contains. */
    private long checkpoint;

    /** Typing, commits, a task, a rotation, and an end, on a disk that may fail now and then. */
    private JournalDesk work(Disk faulty) {
        JournalDesk desk = opened(faulty);
        desk.append(2);
        desk.commit().thenAccept(this::promise);
        desk.append(1);
        desk.pass(1_300);
        desk.append(1);
        desk.run(JournalTurn::last).thenAccept(this::promise);
        desk.rotate(turn -> checkpoint = turn.last());
        desk.append(2);
        desk.commit().thenAccept(this::promise);
        desk.append(1);
        desk.pass(2_100);
        desk.append(1);
        return desk;
    }

    private static JournalDesk opened(Disk faulty) {
        IOException failed = new IOException();
        for (int tries = 0; tries < 3; tries++) {
            try {
                return new JournalDesk(faulty);
            } catch (IOException again) {
                failed = again;
            }
        }
        throw new NotOpened(failed);
    }

    private static final class NotOpened extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotOpened(IOException why) {
            super(why);
        }
    }

    private void promise(long entry) {
        promised = Math.max(promised, entry);
    }

    private static List<String> from(long first, long last) {
        return IntStream.rangeClosed((int) first, (int) last)
                .mapToObj(JournalDesk::entry)
                .toList();
    }

    private static JournalContent content(MemoryDisk disk, long after) {
        try {
            return JournalReader.read(disk, FILE, after);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void assertAllIsThereOnceInOrder(Object faults) {
        JournalContent content = content(disk, checkpoint);
        assertThat(content.lines()).map(JournalLine::json).as("%s", faults).isEqualTo(from(checkpoint + 1, LAST));
        assertThat(content.lines()).map(JournalLine::number).startsWith(checkpoint + 1).isSorted();
        assertThat(content.damage()).as("%s", faults).isEmpty();
        assertThat(disk.open()).as("%s", faults).isZero();
    }

    private void assertPromisesAreKept(MemoryDisk after, Object faults) {
        JournalContent content = content(after, checkpoint);
        assertThat(content.lines()).map(JournalLine::json).as("%s", faults)
                .isEqualTo(from(checkpoint + 1, checkpoint + content.lines().size()));
        assertThat(checkpoint + content.lines().size()).as("%s", faults).isGreaterThanOrEqualTo(promised);
    }

    @ParameterizedTest
    @EnumSource(names = {"ERROR", "FULL", "TORN_WRITE", "SHORT_WRITE", "READ_ONLY", "DENIED"})
    void afterEachOperationFailedOnceAllIsThere(Fault fault) {
        FaultyDisk faulty;
        long k = 0;
        do {
            JournalFaultTest run = new JournalFaultTest();
            faulty = FaultyDisk.at(++k, fault, run.disk);
            run.work(faulty).close();
            run.assertAllIsThereOnceInOrder(faulty);
        } while (faulty.reached());
        assertThat(k).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(names = {"ERROR", "FULL", "TORN_WRITE", "READ_ONLY"})
    void afterAnyTwoOperationsFailedAllIsThere(Fault fault) {
        FaultyDisk first;
        long k = 0;
        do {
            k++;
            FaultyDisk second;
            long j = 0;
            do {
                JournalFaultTest run = new JournalFaultTest();
                second = FaultyDisk.at(k + ++j, Fault.ERROR, run.disk);
                first = FaultyDisk.at(k, fault, second);
                JournalDesk desk = run.work(first);
                desk.pass(3_000);
                desk.close();
                run.assertAllIsThereOnceInOrder(first + "\n" + second);
            } while (second.reached() && j < 12);
        } while (first.reached());
    }

    @ParameterizedTest
    @EnumSource(names = {"ERROR", "FULL", "TORN_WRITE", "READ_ONLY", "DEATH"})
    void whereADiskFailsForGoodPromisesAreKept(Fault fault) {
        FaultyDisk faulty;
        long k = 0;
        do {
            k++;
            JournalFaultTest run = new JournalFaultTest();
            faulty = FaultyDisk.from(k, fault, run.disk);
            try {
                JournalDesk desk = run.work(faulty);
                desk.close();
                boolean all = run.checkpoint + content(run.disk, run.checkpoint).lines().size() == LAST;
                assertThat(all || desk.heard.contains("JOURNAL-UNSAVED"))
                        .as("%s heard %s", faulty, desk.heard)
                        .isTrue();
            } catch (NotOpened | FaultyDisk.ProcessDied ended) {
                // Never opened, or ended before the last file was closed.
            }
            run.assertPromisesAreKept(run.disk.kill(), faulty);
            for (long seed = 0; seed < 5; seed++) {
                run.assertPromisesAreKept(run.disk.crash(seed), faulty);
            }
        } while (faulty.reached());
    }

    @Property(tries = 300)
    void whatWasCommittedOutlastsAPowerCut(
            @ForAll @IntRange(min = 1, max = 40) int operations, @ForAll long seed, @ForAll boolean torn) {
        JournalFaultTest run = new JournalFaultTest();
        FaultyDisk faulty = FaultyDisk.from(operations, torn ? Fault.DEATH : Fault.ERROR, run.disk);
        try {
            run.work(faulty);
        } catch (NotOpened | FaultyDisk.ProcessDied notOpened) {
            return;
        }
        run.assertPromisesAreKept(run.disk.crash(seed), faulty);
    }
}
