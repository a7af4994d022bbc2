package dev.longhand.core.engine;

/**
 * How a model is loaded.
 *
 * @param contextSize the largest window, in tokens, that a session of the model may have, at least 64
 * @param threads processor threads; 0 lets the engine choose
 * @param force loads the model even if it takes more memory than is free; the writer wanted it so
 */
public record LoadOptions(int contextSize, int threads, boolean force) {
    public LoadOptions {
        if (contextSize < 64) {
            throw new IllegalArgumentException("The context must have at least 64 tokens, not " + contextSize + ".");
        }
        if (threads < 0) {
            throw new IllegalArgumentException("The number of threads cannot be " + threads + ".");
        }
    }

    public static LoadOptions context(int tokens) {
        return new LoadOptions(tokens, 0, false);
    }

    public LoadOptions withThreads(int newThreads) {
        return new LoadOptions(contextSize, newThreads, force);
    }

    public LoadOptions withForce(boolean newForce) {
        return new LoadOptions(contextSize, threads, newForce);
    }
}
