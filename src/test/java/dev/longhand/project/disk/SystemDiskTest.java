package dev.longhand.project.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.longhand.Endurance;
import dev.longhand.project.disk.FaultyDisk.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SystemDiskTest {
    @TempDir
    private Path folder;

    private final SystemDisk disk = new SystemDisk();

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(p -> String.valueOf(p.getFileName())).sorted().toList();
        }
    }

    @Test
    void aFileGrowsAtItsEndAndIsCutThere() throws Exception {
        Path file = folder.resolve("a journal 日志.jsonl");
        try (Disk.Appending writing = disk.create(file)) {
            writing.writeAll(bytes("one,two"));
            writing.truncate(4);
            writing.writeAll(bytes("three"));
            writing.force();
            assertThat(writing.size()).isEqualTo(9);
        }
        try (Disk.Appending writing = disk.append(file)) {
            ByteBuffer part = bytes("[,four]").position(1).limit(6);
            writing.writeAll(part);
            assertThat(part.hasRemaining()).isFalse();
            writing.truncate(100);
            assertThat(writing.size()).isEqualTo(14);
        }
        assertThat(Files.readString(file)).isEqualTo("one,three,four");
        assertThat(disk.read(file)).asString(StandardCharsets.UTF_8).isEqualTo("one,three,four");
        assertThat(disk.read(file, 4, 5)).asString(StandardCharsets.UTF_8).isEqualTo("three");
        assertThat(disk.read(file, 10, 1_000_000_000)).asString(StandardCharsets.UTF_8).isEqualTo("four");
        assertThat(disk.read(file, 100, 5)).isEmpty();
    }

    @Test
    void whatIsThereIsNotMadeAgainAndWhatIsNotThereIsNotRead() throws Exception {
        Path file = Files.writeString(folder.resolve("there"), "text");
        assertThatThrownBy(() -> disk.create(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> disk.createFolder(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> disk.read(folder.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk.read(folder.resolve("gone"), 0, 1)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk.real(folder.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk.append(folder.resolve("gone").resolve("file"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk.append(folder)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> disk.forceFolder(folder.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
        disk.append(folder.resolve("made")).close();
        assertThat(names()).containsExactly("made", "there");
        assertThat(Files.readString(file)).isEqualTo("text");
    }

    @Test
    void aStatusTellsFilesFoldersAndTheRest() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "four");
        assertThat(disk.status(file)).hasValueSatisfying(status -> {
            assertThat(status.kind()).isEqualTo(Disk.Kind.FILE);
            assertThat(status.bytes()).isEqualTo(4);
            assertThat(status.folder()).isFalse();
        });
        assertThat(disk.status(folder)).hasValueSatisfying(status -> assertThat(status.folder()).isTrue());
        assertThat(disk.status(folder.resolve("gone"))).isEmpty();
        assertThat(disk.status(file.resolve("in a file"))).isEmpty();
        Path device = Path.of("/dev/null");
        assumeThat(device).exists();
        assertThat(disk.status(device)).hasValueSatisfying(status -> assertThat(status.kind()).isEqualTo(Disk.Kind.OTHER));
    }

    @Test
    void namesAreMadeMovedAndDeleted() throws Exception {
        Path inner = folder.resolve("a folder 夹");
        disk.createFolder(inner);
        disk.createFolder(inner);
        Files.writeString(inner.resolve("new"), "new");
        Files.writeString(inner.resolve("old"), "old");
        disk.move(inner.resolve("new"), inner.resolve("old"));
        assertThat(disk.list(inner)).containsExactly(inner.resolve("old"));
        assertThat(Files.readString(inner.resolve("old"))).isEqualTo("new");
        disk.move(inner, folder.resolve("moved"));
        disk.delete(folder.resolve("moved").resolve("old"));
        disk.delete(folder.resolve("moved").resolve("old"));
        disk.delete(folder.resolve("moved"));
        disk.forceFolder(folder);
        assertThat(names()).isEmpty();
    }

    @Test
    void anInterruptDisturbsNothingAndIsKept() throws Exception {
        Path file = folder.resolve("file");
        Thread.currentThread().interrupt();
        try (Disk.Appending writing = disk.create(file)) {
            writing.writeAll(bytes("text"));
            writing.force();
            disk.forceFolder(folder);
            disk.status(file);
            disk.list(folder);
            disk.read(file, 0, 4);
            disk.move(file, folder.resolve("other"));
            writing.writeAll(bytes(", and more"));
        }
        byte[] read = disk.read(folder.resolve("other"));
        WholeFile.at(disk, file).write("text");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(read).asString(StandardCharsets.UTF_8).isEqualTo("text, and more");
        assertThat(Files.readString(file)).isEqualTo("text");
    }

    @Test
    void aRealDiskThatIsFullIsKnownByItsWords() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        try (Disk.Appending writing = disk.append(full)) {
            IOException refused = catchThrowableOfType(IOException.class, () -> writing.writeAll(bytes("text")));
            assertThat(FileProblem.of(disk, full, "could not be written", refused).code()).isEqualTo("FILE-FULL");
        }
    }

    @Test
    void namesAsLongAsTheSystemTakesAreWrittenAndLongerOnesRefused() throws Exception {
        String longest = "水".repeat(83);
        WholeFile file = WholeFile.at(disk, folder.resolve(longest));
        file.write("old");
        file.backUp();
        file.write("new");
        assertThat(names()).containsExactly(longest, longest + ".bak");
        assertThatThrownBy(() -> WholeFile.at(disk, folder.resolve("水".repeat(90))))
                .isInstanceOfSatisfying(FileProblem.class, name -> assertThat(name.code()).isEqualTo("FILE-NAME"));
    }

    @Test
    void aFolderTurnedReadOnlyKeepsTheOldText() throws Exception {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path file = Files.writeString(folder.resolve("guide.md"), "old");
        WholeFile whole = WholeFile.at(disk, file);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeThat(Files.isWritable(folder))
                    .as("permissions bind the one who runs the tests; WholeFileTest covers it for administrators")
                    .isFalse();
            assertThatThrownBy(() -> whole.write("new"))
                    .isInstanceOfSatisfying(
                            FileProblem.class, denied -> assertThat(denied.code()).isEqualTo("FILE-DENIED"));
            assertThat(Files.readString(file)).isEqualTo("old");
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        assertThat(names()).containsExactly("guide.md");
    }

    @Test
    void everyFailedOperationOnTheRealDiskLeavesTheOldOrTheNew() throws Exception {
        Path file = folder.resolve("guide 水泵.md");
        for (Fault fault : List.of(Fault.ERROR, Fault.TORN_WRITE)) {
            FaultyDisk faulty;
            for (long k = 1; ; k++) {
                Files.writeString(file, "old");
                faulty = FaultyDisk.at(k, fault, disk);
                FaultyDisk failing = faulty;
                Throwable thrown = catchThrowableOfType(FileProblem.class, () -> WholeFile.at(failing, file).write("new"));
                if (!faulty.reached()) {
                    break;
                }
                assertThat(Files.readString(file)).as(faulty.toString()).isIn("old", "new");
                if (thrown == null) {
                    assertThat(Files.readString(file)).as(faulty.toString()).isEqualTo("new");
                }
            }
        }
    }

    @Test
    @Timeout(240)
    void aProcessKilledWhileItWritesLeavesAWholeFile() throws Exception {
        Path file = Files.writeString(folder.resolve("guide.md"), "");
        for (int round = 0; round < Endurance.of(30); round++) {
            try (DiskProcess writing = DiskProcess.writing(file)) {
                for (int line = 0; line <= round % 7; line++) {
                    assertThat(writing.line()).isEqualTo(String.valueOf(line));
                }
                writing.kill();
            }
            assertThat(DiskProcess.isWhole(Files.readString(file))).as("round %d", round).isTrue();
            try (Disk.HeldLock held = disk.lock(folder.resolve("lock")).orElseThrow()) {
                Leftovers.remove(disk, file.toRealPath(), held);
            }
            assertThat(names()).containsExactly("guide.md", "lock");
        }
    }
}
