package dev.longhand.engine.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.TokenIds;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A window in native memory with its cache, and which tokens are in it. Used by one thread at a time, but for
 * {@link CancelFlag#raise}.
 */
final class NativeContext {
    /** Prompts are read in batches of so many tokens: one computation each, so that an abort leaves nothing half done. */
    static final int BATCH_TOKENS = 512;

    private static final int SEQUENCE = 0;

    private final NativeModel model;
    private final ContextCalls calls;
    private final MemorySegment pointer;
    private final MemorySegment memory;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment batch = arena.allocate(Layouts.BATCH);
    private final MemorySegment batchTokens = arena.allocate(JAVA_INT, BATCH_TOKENS);
    private final long vocabularyBytes;
    private final int[] tokens;
    private int filled;
    private CancelFlag flag = new CancelFlag();

    private NativeContext(NativeModel model, MemorySegment pointer, int window, int vocabularySize) {
        this.model = model;
        this.calls = model.library().contexts();
        this.pointer = pointer;
        this.memory = calls.memory(pointer);
        this.tokens = new int[window];
        this.vocabularyBytes = (long) vocabularySize * Float.BYTES;
        batch.set(ADDRESS, Layouts.offset(Layouts.BATCH, "token"), batchTokens);
    }

    /**
     * Opens a window, and holds the model until it is closed.
     *
     * @param window tokens
     * @param threads processor threads
     * @param kv how keys and values are stored
     * @throws EngineException if there is no memory for it
     */
    static NativeContext open(
            NativeModel model, int window, int threads, LoadOptions.Kv kv, int vocabularySize) throws EngineException {
        model.hold();
        MemorySegment pointer = MemorySegment.NULL;
        try (Arena arena = Arena.ofConfined()) {
            ContextCalls calls = model.library().contexts();
            MemorySegment params = calls.defaults(arena);
            set(params, "n_ctx", window);
            set(params, "n_batch", BATCH_TOKENS);
            set(params, "n_ubatch", BATCH_TOKENS);
            set(params, "n_threads", threads);
            set(params, "n_threads_batch", threads);
            if (kv == LoadOptions.Kv.Q8_0) {
                set(params, "type_k", ContextCalls.Q8_0);
                set(params, "type_v", ContextCalls.Q8_0);
            }
            pointer = calls.create(model.pointer(), params);
            if (pointer.equals(MemorySegment.NULL)) {
                throw new EngineException(
                        "ENGINE-CONTEXT",
                        "The engine cannot open a context of " + window
                                + " tokens; choose a smaller one, or close other programs"
                                + (kv == LoadOptions.Kv.F16 ? "." : ", or store keys and values as f16."));
            }
            return new NativeContext(model, pointer, window, vocabularySize);
        } finally {
            if (pointer.equals(MemorySegment.NULL)) {
                model.release();
            }
        }
    }

    private static void set(MemorySegment params, String field, int value) {
        params.set(JAVA_INT, Layouts.offset(Layouts.CONTEXT_PARAMS, field), value);
    }

    /** The window, in tokens. */
    int window() {
        return tokens.length;
    }

    NativeModel model() {
        return model;
    }

    /** What samplers look at. */
    MemorySegment pointer() {
        return pointer;
    }

    /** A flag that ends a computation of this context when it is raised; earlier ones end nothing any more. */
    CancelFlag newFlag() {
        CancelFlag next = new CancelFlag();
        calls.abortWhen(pointer, model.library().isEmpty(), next.address());
        flag = next;
        return next;
    }

    /**
     * Keeps in the cache what a prompt begins with and forgets the rest.
     *
     * @param most the most tokens that are of use
     * @return how many tokens are kept
     */
    int keep(TokenIds prompt, int most) {
        int common = 0;
        int end = Math.min(filled, Math.min(most, prompt.size()));
        while (common < end && tokens[common] == prompt.get(common)) {
            common++;
        }
        if (common < filled) {
            cutTo(common);
        }
        return filled;
    }

    /** Forgets what lies behind the first {@code length} tokens; everything, where this cache cannot forget a part. */
    private void cutTo(int length) {
        if (length > 0 && calls.remove(memory, SEQUENCE, length)) {
            filled = length;
        } else {
            calls.clear(memory);
            filled = 0;
        }
    }

    /**
     * Reads the next tokens, at most {@link #BATCH_TOKENS}; there must be room for them. If that fails or is aborted none
     * of them is in the cache.
     *
     * @return {@link ContextCalls#DONE}, or what went wrong
     */
    int read(int... next) {
        MemorySegment.copy(next, 0, batchTokens, JAVA_INT, 0, next.length);
        batch.set(JAVA_INT, Layouts.offset(Layouts.BATCH, "n_tokens"), next.length);
        int result = calls.decode(pointer, batch);
        if (result == ContextCalls.DONE) {
            System.arraycopy(next, 0, tokens, filled, next.length);
            filled += next.length;
        } else {
            cutTo(filled);
        }
        return result;
    }

    /** What the model made of the last token that was read: a number for each token, to be read and written. */
    MemorySegment logits() {
        return calls.lastLogits(pointer).reinterpret(vocabularyBytes);
    }

    /** Gives the memory back. */
    void close() {
        calls.free(pointer);
        arena.close();
        model.release();
    }
}
