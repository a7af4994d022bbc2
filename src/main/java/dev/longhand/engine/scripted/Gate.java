package dev.longhand.engine.scripted;

import dev.longhand.engine.GenerationRun;
import org.jspecify.annotations.Nullable;

/** Holds the engine back until a test lets it go on, so that a test decides what happens when. Thread-safe. */
public final class Gate {
    private final Object lock = new Object();
    private long permits;
    private int waiting;
    private @Nullable GenerationRun watched;

    /** Lets the engine pass {@code times} more times. */
    public void open(int times) {
        synchronized (lock) {
            permits += times;
            lock.notifyAll();
        }
    }

    /** Waits until the engine stands before the gate. */
    public void awaitArrival() throws InterruptedException {
        synchronized (lock) {
            while (waiting == 0 || permits > 0) {
                lock.wait();
            }
        }
    }

    /** Waits for a permit, or for the end of the generation. */
    void pass(GenerationRun run) throws InterruptedException {
        synchronized (lock) {
            watch(run);
            waiting++;
            lock.notifyAll();
            while (permits == 0 && !run.ended()) {
                lock.wait();
            }
            waiting--;
            if (permits > 0) {
                permits--;
            }
        }
    }

    private void watch(GenerationRun run) {
        if (watched != run) {
            watched = run;
            run.onCancel(this::wake);
        }
    }

    private void wake() {
        synchronized (lock) {
            lock.notifyAll();
        }
    }
}
