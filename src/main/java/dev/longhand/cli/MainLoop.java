package dev.longhand.cli;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Makes the thread of a command the owner of its work: whatever happens on other threads is posted here and runs on
 * that thread, in order, while it is in {@link #runUntil}. {@link #execute} is thread-safe, the rest is not.
 */
public final class MainLoop implements Executor {
    private final BlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable task) {
        posted.add(task);
    }

    /**
     * Runs what is posted until {@code done}, which is asked before each task. Whatever a task throws comes out here.
     *
     * @param every how long to wait between two ticks
     * @param tick called on this thread about as often as {@code every} says, however much is posted
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public void runUntil(BooleanSupplier done, Duration every, Runnable tick) throws InterruptedException {
        long next = System.nanoTime() + every.toNanos();
        while (!done.getAsBoolean()) {
            long left = next - System.nanoTime();
            Runnable task = left > 0 ? posted.poll(left, TimeUnit.NANOSECONDS) : null;
            if (task != null) {
                task.run();
            } else if (System.nanoTime() >= next) {
                tick.run();
                next = System.nanoTime() + every.toNanos();
            }
        }
    }
}
