package dev.longhand.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.MemoryDisk;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document that is looked at while it is open for writing. */
class ReadDocumentTest {
    private static final Path FOLDER = Path.of("/texts").toAbsolutePath();
    private static final Path REPORT = FOLDER.resolve("Report.md");

    private final MemoryDisk disk = new MemoryDisk(FOLDER);

    /** @param operation before which the writer goes on for two checkpoints, so that nothing of the first is left */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aCheckpointMeanwhileIsNoDamage(int operation) throws Exception {
        Writer writer = Writer.creates(disk, REPORT);
        writer.drafts(0, "Use a wrench.");
        writer.project().checkpointNow();
        writer.drafts(1, "Turn them.");
        writer.project().commitNow();
        AtomicInteger done = new AtomicInteger();
        Disk watched = (Disk) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Disk.class},
                (proxy, method, arguments) -> {
                    if (done.incrementAndGet() == operation) {
                        goOn(writer);
                    }
                    try {
                        return method.invoke(disk, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
        ReadDocument found = Project.look(REPORT, watched);
        assertThat(found.notices()).as(Arrays.toString(found.notices().toArray())).isEmpty();
        assertThat(found.drafted()).isTrue();
        assertThat(found.document().text().toString()).startsWith("## Tools\n\nUse a wrench.\n\n## Valves\n\nTurn them.");
        assertThat(found.document().keptChunks()).hasSizeBetween(2, 3);
        writer.closes();
    }

    private static void goOn(Writer writer) throws FileProblem {
        writer.project().checkpointNow();
        writer.drafts(2, "That is all.");
        writer.project().checkpointNow();
    }
}
