package dev.longhand.project.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link WholeFile} on the system's disk: names, links, and what is refused. */
class WholeFileNameTest {
    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void namingAFileWritesNothing() throws Exception {
        WholeFile.at(folder.resolve("guide.md"));
        assertThat(names()).isEmpty();
    }

    @Test
    void theTextReplacesTheFileAndNothingElseStays() throws Exception {
        WholeFile file = WholeFile.at(folder.resolve("guide.md"));
        file.write("# One");
        file.write("# Zwei 水 \uD83D\uDE80\n");
        assertThat(Files.readString(file.path())).isEqualTo("# Zwei 水 \uD83D\uDE80\n");
        assertThat(names()).containsExactly("guide.md");
    }

    @Test
    void permissionsAndLinksStay() throws Exception {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path real = Files.writeString(folder.resolve("real.md"), "old");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.md"), real);
        WholeFile.at(link).write("new");
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(real)).isEqualTo("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real))).isEqualTo("rw-r-----");
    }

    @Test
    void aFileHasOnePathByWhateverNameEvenBeforeItIsThere() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        WholeFile file = WholeFile.at(link.resolve("guide.md"));
        assertThat(file.path()).isEqualTo(WholeFile.at(real.resolve("guide.md")).path());
        assertThat(file.backup()).isEqualTo(file.path().resolveSibling("guide.md.bak"));
        assertThat(WholeFile.at(link.resolve("..").resolve("beside.md")).path().getParent())
                .isEqualTo(folder.toRealPath());
    }

    @Test
    void whatCannotBeWrittenIsRefusedBeforeAnythingIsWritten() throws Exception {
        refused(folder, "is a folder");
        refused(folder.resolve("absent").resolve("guide.md"), "does not exist");
        Path file = Files.writeString(folder.resolve("file"), "");
        refused(file.resolve("guide.md"), "does not exist");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void aFolderThatTakesNoFileIsRefused() {
        // No file can be made there, not even by an administrator.
        Path proc = Path.of("/proc");
        assumeThat(proc).isDirectory();
        refused(proc.resolve("guide.md"), "cannot be written");
    }

    @Test
    void aFailedWriteLeavesTheOldTextAndNoSibling() throws Exception {
        WholeFile file = WholeFile.at(folder.resolve("guide.md"));
        file.write("old");
        // A folder in the file's place cannot be replaced by a file while something is in it.
        Files.delete(file.path());
        Files.createDirectories(file.path().resolve("inner"));
        assertThatThrownBy(() -> file.write("new"))
                .isInstanceOf(FileProblem.class)
                .message()
                .contains("guide.md could not be written");
        assertThat(names()).containsExactly("guide.md");
    }

    private static void refused(Path path, String words) {
        assertThatThrownBy(() -> WholeFile.at(path))
                .isInstanceOf(FileProblem.class)
                .message()
                .contains(words)
                .endsWith(".");
    }
}
