package dev.longhand.core.engine;

/**
 * How a model is loaded.
 *
 * @param contextSize the largest window, in tokens, that a session of the model may have, at least 64
 * @param threads processor threads; 0 lets the engine choose
 * @param force loads the model even if it takes more memory than is free; the writer wanted it so
 * @param kv how keys and values are stored, where the engine can choose
 */
public record LoadOptions(int contextSize, int threads, boolean force, Kv kv) {
    /** How keys and values are stored. */
    public enum Kv {
        /** What models are made for. */
        F16,
        /** In about half the memory, and nearly as exact. */
        Q8_0
    }

    public LoadOptions {
        if (contextSize < 64) {
            throw new IllegalArgumentException("The context must have at least 64 tokens, not " + contextSize + ".");
        }
        if (threads < 0) {
            throw new IllegalArgumentException("The number of threads cannot be " + threads + ".");
        }
    }

    public LoadOptions(int contextSize, int threads, boolean force) {
        this(contextSize, threads, force, Kv.F16);
    }

    public static LoadOptions context(int tokens) {
        return new LoadOptions(tokens, 0, false);
    }

    public LoadOptions withThreads(int newThreads) {
        return new LoadOptions(contextSize, newThreads, force, kv);
    }

    public LoadOptions withForce(boolean newForce) {
        return new LoadOptions(contextSize, threads, newForce, kv);
    }

    public LoadOptions withKv(Kv newKv) {
        return new LoadOptions(contextSize, threads, force, newKv);
    }
}
