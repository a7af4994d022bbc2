package dev.longhand.engine.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;

/** The library's functions that load and free models. A model is a pointer; the null pointer stands for none. */
final class ModelCalls {
    private final MethodHandle defaults;
    private final MethodHandle load;
    private final MethodHandle free;
    private final MethodHandle vocabulary;

    ModelCalls(Binding llama) {
        defaults = llama.function("llama_model_default_params", Layouts.MODEL_PARAMS);
        load = llama.function("llama_model_load_from_file", ADDRESS, ADDRESS, Layouts.MODEL_PARAMS);
        free = llama.procedure("llama_model_free", ADDRESS);
        vocabulary = llama.quick("llama_model_get_vocab", ADDRESS, ADDRESS);
    }

    /** {@link Layouts#MODEL_PARAMS} as the library would have them. */
    MemorySegment defaults(Arena arena) {
        try {
            return (MemorySegment) defaults.invokeExact((SegmentAllocator) arena);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** Loads a model; takes long, and calls the progress function of the parameters. */
    MemorySegment load(MemorySegment path, MemorySegment params) {
        try {
            return (MemorySegment) load.invokeExact(path, params);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** Gives a model's memory back; none of its contexts may be left. */
    void free(MemorySegment model) {
        try {
            free.invokeExact(model);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** The vocabulary, which lives as long as the model. */
    MemorySegment vocabulary(MemorySegment model) {
        try {
            return (MemorySegment) vocabulary.invokeExact(model);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }
}
