package dev.longhand.engine;

import dev.longhand.core.engine.GenerationHandle;
import dev.longhand.core.engine.GenerationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The writer's side of a generation: cancelling and waiting. Thread-safe. */
final class RunHandle implements GenerationHandle {
    private final Thread thread;
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Runnable> cancelActions = new ArrayList<>();
    private volatile boolean cancelled;
    private volatile @Nullable GenerationResult result;

    /** @param thread the session's, which must not wait for itself */
    RunHandle(Thread thread) {
        this.thread = thread;
    }

    @Override
    public void cancel() {
        List<Runnable> due;
        synchronized (cancelActions) {
            cancelled = true;
            due = List.copyOf(cancelActions);
            cancelActions.clear();
        }
        due.forEach(Runnable::run);
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Runs {@code action} on the cancelling thread, or at once if that was before. */
    void onCancel(Runnable action) {
        synchronized (cancelActions) {
            if (!cancelled) {
                cancelActions.add(action);
                return;
            }
        }
        action.run();
    }

    @Override
    public GenerationResult await() throws InterruptedException {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("A session's own thread cannot wait for its generation.");
        }
        end.await();
        GenerationResult known = result;
        if (known == null) {
            throw new IllegalStateException("The generation ended without a result.");
        }
        return known;
    }

    /** Lets those go who wait. */
    void finish(GenerationResult outcome) {
        result = outcome;
        end.countDown();
        synchronized (cancelActions) {
            cancelActions.clear();
        }
    }
}
