package dev.longhand.project.journal;

import dev.longhand.project.disk.FileProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Who waits for entries to be safe on the disk. Not thread-safe. */
final class JournalPromises {
    private final List<CompletableFuture<Long>> commits = new ArrayList<>();
    private final List<CompletableFuture<Long>> attempts = new ArrayList<>();

    /** Waits however long writing fails. */
    void add(JournalOrder.Commit commit) {
        commits.add(commit.done());
    }

    /** Waits for one attempt. */
    void add(JournalOrder.Attempt attempt) {
        attempts.add(attempt.done());
    }

    boolean isEmpty() {
        return commits.isEmpty() && attempts.isEmpty();
    }

    /** Everything up to the entry {@code last} is safe. */
    void keep(long last) {
        commits.forEach(commit -> commit.complete(last));
        commits.clear();
        attempts.forEach(attempt -> attempt.complete(last));
        attempts.clear();
    }

    /** An attempt failed. */
    void disappoint(FileProblem problem) {
        attempts.forEach(attempt -> attempt.completeExceptionally(problem));
        attempts.clear();
    }

    /** Nothing becomes safe any more. */
    void breakAll(FileProblem problem) {
        commits.forEach(commit -> commit.completeExceptionally(problem));
        commits.clear();
        disappoint(problem);
    }
}
