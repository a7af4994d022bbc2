package dev.longhand.engine.libllama;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What the library looks at between two steps of a computation to see whether it shall go on. The library wants a function
 * for it, and calls it between 100 and 500 times for every token. So that no Java code runs in the middle of a computation,
 * where it might have to wait for the garbage collector, the function is one of the library's own, {@code ggml_is_empty},
 * and the flag is memory that looks to it like a tensor, whose first dimension is set to 0 when the flag is raised. It costs
 * nothing that can be measured. Thread-safe.
 */
final class CancelFlag {
    /** Where {@code ne}, the four dimensions, lies in {@code ggml_tensor}: behind its type and the pointer to its buffer. */
    private static final long DIMENSIONS = 16;

    private static final int COUNT = 4;

    /** More than a tensor has, whatever its version. */
    private static final long BYTES = 1024;

    /** Lives as long as this object, which its context holds while it may compute. */
    private final MemorySegment tensor = Arena.ofAuto().allocate(BYTES, Long.BYTES);

    CancelFlag() {
        for (int i = 0; i < COUNT; i++) {
            tensor.set(JAVA_LONG, DIMENSIONS + i * Long.BYTES, 1);
        }
    }

    /** Ends the computation, now or as soon as it begins. */
    void raise() {
        tensor.set(JAVA_LONG, DIMENSIONS, 0);
    }

    MemorySegment address() {
        return tensor;
    }
}
