package dev.longhand.project.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.SystemDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The journal with its own thread, on the system's disk. */
@Timeout(60)
class JournalTest {
    private static final JournalListener NOBODY = new JournalListener() {
        @Override
        public void problem(FileProblem problem) {
            throw new AssertionError(problem);
        }

        @Override
        public void recovered() {}

        @Override
        public void lost(FileProblem problem) {
            throw new AssertionError(problem);
        }
    };

    private final Disk disk = new SystemDisk();

    @TempDir
    private Path folder;

    private Journal open() throws FileProblem {
        return Journal.open(disk, file(), 1, NOBODY);
    }

    private Path file() {
        return folder.resolve("journal.jsonl");
    }

    private List<String> entries() throws IOException {
        JournalContent content = JournalReader.read(disk, file(), 0);
        assertThat(content.damage()).isEmpty();
        return content.lines().stream().map(JournalLine::json).toList();
    }

    @Test
    void aCommitIsOnTheDiskWhenItsFutureIsDone() throws Exception {
        try (Journal journal = open()) {
            journal.append(() -> "{\"text\":\"\u9600\"}");
            assertThat(journal.commit().get(30, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(entries()).containsExactly("{\"text\":\"\u9600\"}");
        }
    }

    @Test
    void withoutACommitEntriesAreWrittenSoon() throws Exception {
        try (Journal journal = open()) {
            journal.append(() -> "{}");
            while (entries().isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void entriesOfManyThreadsKeepTheOrderOfEach() throws Exception {
        int threads = 4;
        int each = 2_000;
        try (ExecutorService writers = Executors.newFixedThreadPool(threads);
                Journal journal = open()) {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                done.add(writers.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        int number = i;
                        journal.append(() -> "{\"t" + thread + "\":" + number + "}");
                        if (i % 500 == 0) {
                            journal.commit();
                        }
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }

        List<String> all = entries();
        assertThat(all).hasSize(threads * each);
        for (int t = 0; t < threads; t++) {
            String begin = "{\"t" + t + "\":";
            List<String> mine = all.stream().filter(e -> e.startsWith(begin)).toList();
            assertThat(mine).hasSize(each);
            for (int i = 0; i < each; i++) {
                assertThat(mine.get(i)).isEqualTo(begin + i + "}");
            }
        }
    }

    @Test
    void appendingDoesNotWaitForTheDisk() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        try (Journal journal = open()) {
            CompletableFuture<String> task = journal.run(_ -> {
                slow.await();
                return Thread.currentThread().getName();
            });
            for (int i = 0; i < 10_000; i++) {
                journal.append(() -> "{}");
            }
            assertThat(task).isNotDone();
            slow.countDown();
            assertThat(task.get(30, TimeUnit.SECONDS)).isEqualTo("longhand-journal");
        }
        assertThat(entries()).hasSize(10_000);
    }

    @Test
    void afterTheEndNothingIsAccepted() throws Exception {
        Journal journal = open();
        Thread thread = journal.run(_ -> Thread.currentThread()).get(30, TimeUnit.SECONDS);
        journal.close();
        journal.close();

        assertThat(thread.isAlive()).isFalse();
        assertThatThrownBy(() -> journal.append(() -> "{}")).isInstanceOf(IllegalStateException.class);
        assertThat(journal.commit()).isCompletedExceptionally();
        assertThat(journal.run(_ -> 1)).isCompletedExceptionally();
        assertThat(journal.rotate(_ -> 1)).isCompletedExceptionally();
    }

    @Test
    void aTaskMayCloseTheJournal() throws Exception {
        Journal journal = open();
        journal.run(_ -> {
            journal.close();
            return null;
        }).get(30, TimeUnit.SECONDS);
        journal.close();

        assertThat(journal.commit()).isCompletedExceptionally();
    }

    @Test
    void anInterruptOfItsThreadDoesNotStopIt() throws Exception {
        try (Journal journal = open()) {
            journal.run(_ -> {
                Thread.currentThread().interrupt();
                return null;
            });
            journal.append(() -> "{}");
            assertThat(journal.commit().get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
        assertThat(entries()).hasSize(1);
    }

    @Test
    void aJournalThatCannotBeOpenedIsASentence() throws Exception {
        Files.createDirectory(file());

        assertThatThrownBy(this::open).isInstanceOf(FileProblem.class).hasMessageContaining("could not be opened");
    }
}
