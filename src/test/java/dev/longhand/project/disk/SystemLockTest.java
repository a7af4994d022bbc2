package dev.longhand.project.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SystemLockTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");

    private final SystemDisk disk = new SystemDisk();

    @BeforeEach
    void name() {
        file = folder.resolve("My lock 锁");
    }

    private String otherProcess() throws Exception {
        try (DiskProcess other = DiskProcess.locking(file)) {
            return String.valueOf(other.line());
        }
    }

    @Test
    void aSecondProcessIsRefusedUntilTheFirstIsKilled() throws Exception {
        try (DiskProcess first = DiskProcess.locking(file)) {
            assertThat(first.line()).isEqualTo("held");
            assertThat(otherProcess()).isEqualTo("refused " + first.pid());
            assertThat(disk.lock(file)).isEmpty();
            assertThat(disk.holder(file)).hasValue(first.pid());
            first.kill();
        }
        assertThat(otherProcess()).isEqualTo("held");
        try (Disk.HeldLock held = disk.lock(file).orElseThrow()) {
            assertThat(held.held()).isTrue();
            assertThat(disk.holder(file)).hasValue(ProcessHandle.current().pid());
        }
    }

    @Test
    void aSecondTryInThisProcessIsRefusedAndTakesNothingFromTheFirst() throws Exception {
        Disk.HeldLock held = disk.lock(file).orElseThrow();
        assertThat(new SystemDisk().lock(file)).isEmpty();
        assertThat(disk.lock(folder.resolve(".").resolve(file.getFileName()))).isEmpty();
        assertThat(disk.holder(file)).hasValue(ProcessHandle.current().pid());
        // On POSIX systems a second opening that is closed would have given up the lock for others.
        assertThat(otherProcess()).isEqualTo("refused " + ProcessHandle.current().pid());

        held.close();
        held.close();
        assertThat(held.held()).isFalse();
        assertThat(otherProcess()).isEqualTo("held");
        disk.lock(file).orElseThrow().close();
    }

    @Test
    void aLinkIsTheFileItPointsTo() throws Exception {
        Files.createFile(file);
        Path link = link(folder.resolve("link"), file);
        try (Disk.HeldLock _ = disk.lock(link).orElseThrow()) {
            assertThat(disk.lock(file)).isEmpty();
        }
    }

    private static Path link(Path link, Path to) {
        try {
            return Files.createSymbolicLink(link, to);
        } catch (IOException | UnsupportedOperationException refused) {
            assumeThat(refused).as("symbolic links can be made here").isNull();
            return link;
        }
    }

    @Test
    void anInterruptIsKeptAndTheLockToo() throws Exception {
        Thread.currentThread().interrupt();
        try (Disk.HeldLock held = disk.lock(file).orElseThrow()) {
            assertThat(Thread.interrupted()).isTrue();
            assertThat(held.held()).isTrue();
            assertThat(otherProcess()).startsWith("refused");
        }
    }

    @Test
    void whatIsInTheFileDoesNotMatter() throws Exception {
        Files.writeString(file, "a longer text than any number has, of who knows whom");
        assertThat(disk.holder(file)).isEmpty();
        disk.lock(file).orElseThrow().close();
        assertThat(disk.holder(file)).hasValue(ProcessHandle.current().pid());
        assertThat(Files.size(file)).isLessThan(32);
    }

    @Test
    void aFolderThatIsGoneIsNotHeldByAnybody() {
        assertThatThrownBy(() -> disk.lock(folder.resolve("gone").resolve("lock"))).isInstanceOf(NoSuchFileException.class);
        assertThat(disk.holder(folder.resolve("gone").resolve("lock"))).isEmpty();
    }
}
