package dev.longhand.project;

import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.journal.JournalListener;

/** Carries what the journal has to say to the owner's thread. Thread-safe. */
final class JournalNews implements JournalListener {
    private final Workplace workplace;
    private volatile Runnable whenLost = () -> {};

    JournalNews(Workplace workplace) {
        this.workplace = workplace;
    }

    /** @param task what to do on the owner's thread when the sidecar has gone */
    void whenLost(Runnable task) {
        whenLost = task;
    }

    @Override
    public void problem(FileProblem problem) {
        workplace.owner().execute(() -> workplace.listener().failing(problem));
    }

    @Override
    public void recovered() {
        workplace.owner().execute(workplace.listener()::recovered);
    }

    @Override
    public void lost(FileProblem problem) {
        workplace.owner().execute(() -> whenLost.run());
    }
}
