package dev.longhand.project.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.longhand.project.disk.FaultyDisk.Fault;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LeftoversTest {
    private static final Path FOLDER = Path.of("texts").toAbsolutePath();
    private static final Path FILE = FOLDER.resolve("guide.md");

    private final MemoryDisk disk = new MemoryDisk(FOLDER);

    /** A process writes a file, and is killed before the new content has its place. */
    private void leaveSibling(Path file) {
        int siblings = siblings();
        for (long k = 1; siblings() == siblings; k++) {
            FaultyDisk dying = FaultyDisk.at(k, Fault.DEATH, disk);
            catchThrowable(() -> WholeFile.at(dying, file).write("new"));
        }
    }

    private int siblings() {
        try {
            return (int) disk.names(FOLDER).stream().filter(name -> name.endsWith(".tmp")).count();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void whatAKilledProcessLeftIsRemovedAndNothingElse() throws Exception {
        disk.put(FOLDER.resolve(".guide.md.backup.tmp"), "of another program");
        disk.put(FOLDER.resolve("guide.md.tmp"), "of another program");
        leaveSibling(FOLDER.resolve("guide.md.bak"));
        leaveSibling(FOLDER.resolve("other.md"));
        int others = siblings();
        leaveSibling(FILE);
        assertThat(siblings()).isEqualTo(others + 1);

        try (Disk.HeldLock held = disk.lock(FOLDER.resolve("lock")).orElseThrow()) {
            assertThat(Leftovers.remove(disk, FILE, held)).hasSize(1);
            assertThat(Leftovers.remove(disk, FILE, held)).isEmpty();
        }
        assertThat(siblings()).isEqualTo(others);
    }

    @Test
    void namesThatBeginAlikeAreToldApartHoweverLong() throws Exception {
        Path one = FOLDER.resolve("水".repeat(80) + "a.md");
        Path two = FOLDER.resolve("水".repeat(80) + "b.md");
        leaveSibling(one);
        leaveSibling(two);
        try (Disk.HeldLock held = disk.lock(FOLDER.resolve("lock")).orElseThrow()) {
            assertThat(Leftovers.remove(disk, one, held)).hasSize(1);
        }
        assertThat(siblings()).isEqualTo(1);
    }

    @Test
    void inAFolderOfOnesOwnThoseOfAllFilesAreRemoved() throws Exception {
        disk.put(FOLDER.resolve(".notes.tmp"), "of another program");
        leaveSibling(FILE);
        leaveSibling(FOLDER.resolve("other.md"));
        try (Disk.HeldLock held = disk.lock(FOLDER.resolve("lock")).orElseThrow()) {
            Leftovers.removeAll(disk, FOLDER, held);
        }
        assertThat(disk.names(FOLDER)).containsExactlyInAnyOrder(".notes.tmp", "lock");
    }

    @Test
    void whatCannotBeRemovedStaysForTheNextTime() throws Exception {
        leaveSibling(FILE);
        try (Disk.HeldLock held = disk.lock(FOLDER.resolve("lock")).orElseThrow()) {
            assertThat(Leftovers.remove(FaultyDisk.from(1, Fault.READ_ONLY, disk), FILE, held)).isEmpty();
            assertThat(Leftovers.remove(disk, FILE, held)).hasSize(1);
        }
    }

    @Test
    void whoDoesNotHoldTheLockRemovesNothing() throws Exception {
        leaveSibling(FILE);
        Disk.HeldLock given = disk.lock(FOLDER.resolve("lock")).orElseThrow();
        given.close();
        assertThatThrownBy(() -> Leftovers.remove(disk, FILE, given)).isInstanceOf(IllegalStateException.class);
        assertThat(siblings()).isEqualTo(1);
    }
}
