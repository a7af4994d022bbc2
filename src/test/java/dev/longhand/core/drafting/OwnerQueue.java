package dev.longhand.core.drafting;

import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The owner's thread of a test: the test itself runs what was posted, until what it waits for is true. */
final class OwnerQueue implements Executor {
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    void runUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            try {
                Runnable task = tasks.poll(30, TimeUnit.SECONDS);
                if (task == null) {
                    fail("nothing happened for 30 s");
                }
                task.run();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
