package dev.longhand.core.engine;

/** A running generation. Thread-safe. */
public interface GenerationHandle {
    /**
     * Asks the generation to end: within one batch while the prompt is processed, within one token after. Everything
     * streamed before stays valid. Does nothing once it has ended.
     */
    void cancel();

    /**
     * Waits for the end; {@code finished} has been heard when it returns. Never call it on the session's thread.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the generation goes on
     */
    GenerationResult await() throws InterruptedException;
}
