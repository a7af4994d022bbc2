package dev.longhand.engine.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.engine.ModelCheck;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model in native memory. It is freed when nobody holds it any more: who loaded it, or a context of it. Thread-safe.
 */
final class NativeModel {
    private final Libllama library;
    private final MemorySegment pointer;
    private final MemorySegment vocabulary;
    private int holders = 1;

    private NativeModel(Libllama library, MemorySegment pointer) {
        this.library = library;
        this.pointer = pointer;
        this.vocabulary = library.models().vocabulary(pointer);
    }

    /**
     * Loads a model, held once.
     *
     * @throws EngineException if the library refuses it, or {@code progress} says to stop
     */
    static NativeModel load(Libllama library, Path file, LoadProgress progress) throws EngineException {
        Watch watch = new Watch(progress);
        try (Arena arena = Arena.ofShared()) {
            MemorySegment params = library.models().defaults(arena);
            params.set(ADDRESS, Layouts.offset(Layouts.MODEL_PARAMS, "progress_callback"), watch.callback(arena));
            MemorySegment pointer = library.models().load(arena.allocateFrom(file.toString()), params);
            if (!pointer.equals(MemorySegment.NULL)) {
                return new NativeModel(library, pointer);
            }
        }
        watch.rethrow();
        throw new EngineException(
                "MODEL-LOAD",
                "The engine cannot load this model; check that the file is whole, or take another model.");
    }

    Libllama library() {
        return library;
    }

    /** The model itself; only for those who hold it. */
    MemorySegment pointer() {
        return pointer;
    }

    /** Its vocabulary; only for those who hold it. */
    MemorySegment vocabulary() {
        return vocabulary;
    }

    /** Holds the model. @throws IllegalStateException if it was freed */
    synchronized void hold() {
        if (holders == 0) {
            throw new IllegalStateException("The model is closed.");
        }
        holders++;
    }

    /** Holds the model no longer; frees it if nobody else does. */
    void release() {
        boolean last;
        synchronized (this) {
            last = --holders == 0;
        }
        if (last) {
            library.models().free(pointer);
        }
    }

    /** Holds the model for one use. @throws IllegalStateException if it was freed */
    <T> T use(Function<MemorySegment, T> work) {
        hold();
        try {
            return work.apply(vocabulary);
        } finally {
            release();
        }
    }

    /** Hears how far loading is, on the loading thread. */
    private static final class Watch {
        private final LoadProgress progress;
        private boolean stopped;
        private @Nullable Throwable failure;

        Watch(LoadProgress progress) {
            this.progress = progress;
        }

        /** {@code llama_progress_callback}. */
        MemorySegment callback(Arena arena) {
            return Binding.upcall(
                    MethodHandles.lookup(),
                    this,
                    "loaded",
                    FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_FLOAT, ADDRESS),
                    arena);
        }

        private boolean loaded(float share, MemorySegment unused) {
            try {
                stopped = stopped || !progress.loaded(Math.clamp(share, 0f, 1f));
                return !stopped;
            } catch (Throwable thrown) {
                // Nothing may leave a call from native code; it is thrown again when loading has ended.
                failure = thrown;
                return false;
            }
        }

        void rethrow() throws EngineException {
            if (failure != null) {
                throw Binding.failed(failure);
            }
            ModelCheck.goOn(!stopped);
        }
    }
}
