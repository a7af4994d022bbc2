package dev.longhand.project;

import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.journal.JournalListener;
import java.util.concurrent.CompletableFuture;

/** Carries what the journal has to say to the owner's thread, and to whoever waits for the journal. Thread-safe. */
final class JournalNews implements JournalListener {
    private final Workplace workplace;
    private volatile Runnable lost = () -> {};
    private CompletableFuture<Void> failure = new CompletableFuture<>();

    JournalNews(Workplace workplace) {
        this.workplace = workplace;
    }

    /** @param task what to do on the owner's thread when the sidecar has gone */
    void whenLost(Runnable task) {
        lost = task;
    }

    /** Fails with a {@link FileProblem} as soon as the journal cannot be written; until then it is not done. */
    synchronized CompletableFuture<Void> failure() {
        return failure;
    }

    @Override
    public void problem(FileProblem problem) {
        failing(problem);
        workplace.owner().execute(() -> workplace.listener().failing(problem));
    }

    @Override
    public void recovered() {
        synchronized (this) {
            failure = new CompletableFuture<>();
        }
        workplace.owner().execute(workplace.listener()::recovered);
    }

    @Override
    public void lost(FileProblem problem) {
        failing(problem);
        workplace.owner().execute(() -> lost.run());
    }

    private void failing(FileProblem problem) {
        failure().completeExceptionally(problem);
    }
}
