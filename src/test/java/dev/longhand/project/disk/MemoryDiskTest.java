package dev.longhand.project.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tests of documents lean on this disk, so what it loses, and what it must not lose, is tested too. */
class MemoryDiskTest {
    private static final Path FOLDER = Path.of("texts").toAbsolutePath();
    private static final Path FILE = FOLDER.resolve("journal");

    private final MemoryDisk disk = new MemoryDisk(FOLDER);

    private static void write(Disk.Appending file, String text) throws Exception {
        file.writeAll(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Set<String> afterPowerCuts(Path file) throws Exception {
        Set<String> seen = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            MemoryDisk after = disk.crash(seed);
            seen.add(after.status(file).isEmpty() ? "(absent)" : after.text(file));
        }
        return seen;
    }

    @Test
    void whatWasForcedStaysAndTheRestMayBeLostOrTorn() throws Exception {
        try (Disk.Appending file = disk.create(FILE)) {
            write(file, "safe,");
            file.force();
            disk.forceFolder(FOLDER);
            write(file, "not");
            assertThat(disk.kill().text(FILE)).isEqualTo("safe,not");
            assertThat(afterPowerCuts(FILE))
                    .contains("safe,", "safe,n", "safe,not", "safe,no\0", "safe,\0\0\0")
                    .allMatch(text -> text.startsWith("safe,") && text.length() <= 8);
            file.force();
        }
        assertThat(afterPowerCuts(FILE)).containsExactly("safe,not");
    }

    @Test
    void aForcedFileWithoutAForcedNameMayBeGone() throws Exception {
        try (Disk.Appending file = disk.create(FILE)) {
            write(file, "text");
            file.force();
        }
        assertThat(afterPowerCuts(FILE)).containsExactly("(absent)", "text");
        disk.forceFolder(FOLDER);
        assertThat(afterPowerCuts(FILE)).containsExactly("text");
    }

    @Test
    void aMoveIsDoneOrNotAndADeletedNameMayComeBack() throws Exception {
        disk.put(FILE, "old");
        disk.put(FOLDER.resolve("new"), "new");
        disk.move(FOLDER.resolve("new"), FILE);
        assertThat(afterPowerCuts(FILE)).containsExactly("new", "old");
        assertThat(disk.kill().text(FILE)).isEqualTo("new");
        disk.forceFolder(FOLDER);
        disk.delete(FILE);
        assertThat(disk.kill().status(FILE)).isEmpty();
        assertThat(afterPowerCuts(FILE)).containsExactly("(absent)", "new");
    }

    @Test
    void aFolderMovesWithAllThatIsInIt() throws Exception {
        disk.createFolder(FOLDER.resolve("a"));
        disk.put(FOLDER.resolve("a").resolve("inner"), "text");
        disk.move(FOLDER.resolve("a"), FOLDER.resolve("b"));
        disk.forceFolder(FOLDER);
        assertThat(afterPowerCuts(FOLDER.resolve("b").resolve("inner"))).containsExactly("text");
        assertThat(disk.status(FOLDER.resolve("a"))).isEmpty();
    }

    @Test
    void aLockEndsWithTheProcess() throws Exception {
        disk.lock(FILE).orElseThrow();
        assertThat(disk.lock(FILE)).isEmpty();
        assertThat(disk.kill().lock(FILE)).isPresent();
    }

    @Test
    void asOnWindowsAnOpenFileKeepsItsPlace() throws Exception {
        MemoryDisk windows = MemoryDisk.likeWindows(FOLDER);
        try (Disk.Appending _ = windows.create(FILE)) {
            assertThatThrownBy(() -> windows.move(FILE, FOLDER.resolve("away"))).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> windows.delete(FILE)).isInstanceOf(AccessDeniedException.class);
        }
        windows.move(FILE, FOLDER.resolve("away"));
        assertThat(windows.names(FOLDER)).containsExactly("away");
    }
}
