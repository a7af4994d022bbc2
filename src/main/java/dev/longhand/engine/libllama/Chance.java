package dev.longhand.engine.libllama;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The random state of a session, which outlives its generations so that one can go on where the last one was. All else that
 * samplers remember follows from the tokens before. Used on the session's thread.
 */
final class Chance {
    private final SamplerCalls calls;
    private @Nullable MemorySegment sampler;

    Chance(SamplerCalls calls) {
        this.calls = calls;
    }

    /** The sampler for the next generation; whoever takes it puts it back. */
    MemorySegment take(long seed, boolean goesOn) {
        MemorySegment known = sampler;
        sampler = null;
        if (known != null && goesOn) {
            return known;
        }
        if (known != null) {
            calls.free(known);
        }
        return calls.chance((int) seed);
    }

    void putBack(MemorySegment taken) {
        sampler = taken;
    }

    void close() {
        if (sampler != null) {
            calls.free(sampler);
            sampler = null;
        }
    }
}
