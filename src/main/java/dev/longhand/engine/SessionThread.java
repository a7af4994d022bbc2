package dev.longhand.engine;

import dev.longhand.core.engine.GenerationHandle;
import dev.longhand.core.engine.GenerationListener;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.Session;
import java.lang.System.Logger.Level;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The one named thread of a session, on which its generations run one after the other. It keeps the promises of
 * {@link Session} that do not depend on the engine: one generation at a time, exactly one {@code finished} for each,
 * and a close that ends what is running. Thread-safe.
 */
public final class SessionThread implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SessionThread.class.getName());
    private static final AtomicInteger LAST_NUMBER = new AtomicInteger();

    private final BlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();
    private final Runnable release;
    private final Thread thread;
    private final Object lock = new Object();
    private @Nullable GenerationRun running;
    private boolean closed;
    /** Read and written on the session's thread only. */
    private boolean released;

    /**
     * Starts the thread.
     *
     * @param release gives the session's memory back; runs once, on the session's thread, after the last generation
     */
    public SessionThread(Runnable release) {
        this.release = release;
        // A daemon, so that a session nobody closed does not keep the program from ending.
        this.thread = Thread.ofPlatform()
                .name("session-" + LAST_NUMBER.incrementAndGet())
                .daemon()
                .start(this::obey);
    }

    /** What an engine does for one generation. */
    @FunctionalInterface
    public interface Work {
        /**
         * Reads the prompt and samples tokens until {@link GenerationRun#ended}. What it throws ends the generation
         * as failed; everything streamed before stays valid. Not called if the generation was cancelled before.
         */
        void generate(GenerationRun run) throws Exception;
    }

    /**
     * Starts a generation and returns at once. A listener may start the next one from {@code finished}.
     *
     * @throws IllegalStateException if a generation is running or the session is closed
     */
    public GenerationHandle start(GenerationRequest request, GenerationListener listener, Work work) {
        GenerationRun run = new GenerationRun(request, listener, thread);
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("The session is closed.");
            }
            if (running != null) {
                throw new IllegalStateException("A generation is running in this session; wait for its end.");
            }
            running = run;
            orders.add(() -> live(run, work));
        }
        return run.handle();
    }

    /**
     * Cancels what is running, waits until its listener has heard {@code finished}, releases the session and ends the
     * thread. Waits even if interrupted, because what is released must not be in use. Called by a listener, on the
     * session's own thread, it does not wait: the rest follows when that listener returns.
     */
    @Override
    public void close() {
        GenerationRun current;
        synchronized (lock) {
            if (!closed) {
                closed = true;
                orders.add(this::release);
            }
            current = running;
        }
        if (current != null) {
            current.handle().cancel();
        }
        if (Thread.currentThread() != thread) {
            join();
        }
    }

    private void obey() {
        while (!released) {
            try {
                orders.take().run();
            } catch (InterruptedException e) {
                LOG.log(Level.DEBUG, "Something interrupted a session; it goes on.", e);
            }
        }
    }

    private void live(GenerationRun run, Work work) {
        Throwable failure = null;
        try {
            if (!run.ended()) {
                work.generate(run);
            }
        } catch (Throwable thrown) {
            // Errors too: whoever waits for the end must hear of it.
            failure = thrown;
        }
        GenerationResult result;
        try {
            result = run.conclude(failure);
        } catch (Throwable thrown) {
            result = run.lastResort(thrown);
        }
        synchronized (lock) {
            running = null;
        }
        run.announce(result);
    }

    private void release() {
        released = true;
        try {
            release.run();
        } catch (Throwable thrown) {
            LOG.log(Level.ERROR, "A session could not be released.", thrown);
        }
    }

    private void join() {
        boolean interrupted = false;
        boolean alive = true;
        while (alive) {
            try {
                thread.join();
                alive = false;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
