package dev.longhand.core.engine;

/**
 * A context window with its KV cache. One generation at a time, on the session's own named thread.
 */
public interface Session extends AutoCloseable {
    /** The window, in tokens. */
    int contextSize();

    /**
     * Starts a generation and returns at once. The listener hears {@code finished} exactly once, whatever happens:
     * engine errors come as {@link StopReason.Failed}, a full window as {@link StopReason.ContextFull}.
     *
     * @throws IllegalStateException if a generation is running or the session is closed
     */
    GenerationHandle generate(GenerationRequest request, GenerationListener listener);

    /** Cancels what is running, waits until its listener has heard {@code finished}, and gives the session back. */
    @Override
    void close();
}
