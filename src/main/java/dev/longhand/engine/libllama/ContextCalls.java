package dev.longhand.engine.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;

/** The library's functions that read and write. A context is a pointer; only one thread at a time may use it. */
final class ContextCalls {
    /** {@code GGML_TYPE_F16}. */
    static final int F16 = 1;

    /** {@code GGML_TYPE_Q8_0}. */
    static final int Q8_0 = 8;

    /** Results of {@link #decode}. */
    static final int DONE = 0;

    static final int NO_ROOM = 1;
    static final int ABORTED = 2;

    private final MethodHandle defaults;
    private final MethodHandle create;
    private final MethodHandle free;
    private final MethodHandle memory;
    private final MethodHandle remove;
    private final MethodHandle clear;
    private final MethodHandle decode;
    private final MethodHandle logits;
    private final MethodHandle abortWhen;

    ContextCalls(Binding llama) {
        defaults = llama.function("llama_context_default_params", Layouts.CONTEXT_PARAMS);
        create = llama.function("llama_init_from_model", ADDRESS, ADDRESS, Layouts.CONTEXT_PARAMS);
        free = llama.procedure("llama_free", ADDRESS);
        memory = llama.quick("llama_get_memory", ADDRESS, ADDRESS);
        remove = llama.function("llama_memory_seq_rm", JAVA_BOOLEAN, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
        clear = llama.procedure("llama_memory_clear", ADDRESS, JAVA_BOOLEAN);
        decode = llama.function("llama_decode", JAVA_INT, ADDRESS, Layouts.BATCH);
        logits = llama.function("llama_get_logits_ith", ADDRESS, ADDRESS, JAVA_INT);
        abortWhen = llama.procedure("llama_set_abort_callback", ADDRESS, ADDRESS, ADDRESS);
    }

    /** {@link Layouts#CONTEXT_PARAMS} as the library would have them. */
    MemorySegment defaults(Arena arena) {
        try {
            return (MemorySegment) defaults.invokeExact((SegmentAllocator) arena);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** A context of a model, or the null pointer. */
    MemorySegment create(MemorySegment model, MemorySegment params) {
        try {
            return (MemorySegment) create.invokeExact(model, params);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    void free(MemorySegment context) {
        try {
            free.invokeExact(context);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** The context's cache, which lives as long as the context. */
    MemorySegment memory(MemorySegment context) {
        try {
            return (MemorySegment) memory.invokeExact(context);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** Removes a sequence's tokens from a position on. @return false if this cache cannot remove a part */
    boolean remove(MemorySegment memory, int sequence, int from) {
        try {
            return (boolean) remove.invokeExact(memory, sequence, from, -1);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** Forgets everything. */
    void clear(MemorySegment memory) {
        try {
            clear.invokeExact(memory, false);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** Reads a batch, one token at least and as many as the context's batches have at most. */
    int decode(MemorySegment context, MemorySegment batch) {
        try {
            return (int) decode.invokeExact(context, batch);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** Has {@code function} asked between the steps of a computation; it aborts when that says true. */
    void abortWhen(MemorySegment context, MemorySegment function, MemorySegment data) {
        try {
            abortWhen.invokeExact(context, function, data);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** What the model made of the last token that was read, a number for each token of the vocabulary. */
    MemorySegment lastLogits(MemorySegment context) {
        try {
            return (MemorySegment) logits.invokeExact(context, -1);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }
}
