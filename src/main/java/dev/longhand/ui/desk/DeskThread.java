package dev.longhand.ui.desk;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A named thread that runs what is posted, one after another. Posting is thread-safe; after the end it does nothing. */
public final class DeskThread implements Executor, AutoCloseable {
    private final ScheduledThreadPoolExecutor executor;

    public DeskThread(String name) {
        // A daemon: what must not be lost is waited for in close(), and nothing else may keep the program alive.
        executor = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name(name).daemon().factory());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException ended) {
            // Whoever posts after the end is of no interest any more.
        }
    }

    /** Runs a task after {@code delay}, unless the thread has ended by then. */
    void after(Duration delay, Runnable task) {
        try {
            executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ended) {
            // As above.
        }
    }

    /** Ends after what was posted without delay; does not wait, and may be called on the thread itself. */
    public void end() {
        executor.shutdown();
    }

    /** Runs all that was posted without delay, and waits for it at most {@code most}. */
    boolean close(Duration most) {
        executor.shutdown();
        try {
            return executor.awaitTermination(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }
}
