package dev.longhand.project.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileProblemTest {
    private static final Path FOLDER = Path.of("texts").toAbsolutePath();
    private static final Path FILE = FOLDER.resolve("guide.md");

    private final MemoryDisk disk = new MemoryDisk(FOLDER);

    private FileProblem problem(IOException failed) {
        return FileProblem.of(disk, FILE, "could not be written", failed);
    }

    /** What Linux, macOS and Windows say. */
    @ParameterizedTest
    @CsvSource({
        "No space left on device, FILE-FULL",
        "There is not enough space on the disk, FILE-FULL",
        "Disk quota exceeded, FILE-FULL",
        "Read-only file system, FILE-READ-ONLY",
        "The media is write protected, FILE-READ-ONLY",
        "File name too long, FILE-NAME",
        "Permission denied, FILE-DENIED",
        "Operation not permitted, FILE-DENIED",
        "The process cannot access the file because it is being used by another process, FILE-OPEN",
        "Input/output error, FILE-ERROR"
    })
    void whatTheSystemSaysIsKnown(String words, String code) {
        assertThat(problem(new IOException(words)).code()).isEqualTo(code);
        assertThat(problem(new FileSystemException(FILE.toString(), null, words)).code()).isEqualTo(code);
    }

    @Test
    void inAnyOtherLanguageTheDiskItselfIsAsked() throws Exception {
        IOException foreign = new IOException("设备上没有空间");
        assertThat(problem(foreign).code()).isEqualTo("FILE-ERROR");
        disk.setRoom(0);
        assertThat(problem(foreign).code()).isEqualTo("FILE-FULL");
        assertThat(problem(new AccessDeniedException("guide.md")).code()).isEqualTo("FILE-DENIED");
        disk.delete(FOLDER);
        assertThat(problem(foreign).code()).isEqualTo("FILE-GONE");
        assertThat(problem(new NoSuchFileException("guide.md")).code()).isEqualTo("FILE-GONE");
    }

    @Test
    void whatIsNotKnownIsToldInTheSystemsWords() {
        assertThat(problem(new FileSystemException(FILE.toString(), null, "Input/output error")).sentence())
                .isEqualTo(FILE + " could not be written (Input/output error): the system reports an error;"
                        + " check the disk or choose another.");
        assertThat(problem(new IOException()).sentence()).contains("(IOException)");
    }

    @Test
    void aDiskThatAnswersNothingMoreIsToldToo() {
        Disk dead = FaultyDisk.from(1, FaultyDisk.Fault.ERROR, disk);
        FileProblem problem = FileProblem.of(dead, FILE, "could not be written", new IOException("Input/output error"));
        assertThat(problem.code()).isEqualTo("FILE-ERROR");
    }
}
