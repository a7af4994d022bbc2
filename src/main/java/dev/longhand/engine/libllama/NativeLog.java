package dev.longhand.engine.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/**
 * Writes what the library says into the program's log, a line for a line. The library says a great deal about what goes
 * well: that is for debugging. What it says last before it ends the process is written as an error. Thread-safe; called by
 * the library on any thread, for as long as the process lives.
 */
final class NativeLog {
    private static final Logger LOGGER = System.getLogger(NativeLog.class.getName());

    private static final int WARNING = 3;
    private static final int ERROR = 4;
    /** The text goes on the line before it. */
    private static final int CONTINUED = 5;

    private static final int LONGEST_LINE = 4_000;

    private final StringBuilder line = new StringBuilder();
    private int level;

    /** {@code ggml_log_callback}. */
    MemorySegment logCallback() {
        return Binding.upcall(
                MethodHandles.lookup(),
                this,
                "logged",
                FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS),
                Arena.global());
    }

    /** {@code ggml_abort_callback_t}. */
    MemorySegment abortCallback() {
        return Binding.upcall(
                MethodHandles.lookup(), this, "aborting", FunctionDescriptor.ofVoid(ADDRESS), Arena.global());
    }

    private void logged(int newLevel, MemorySegment text, MemorySegment unused) {
        try {
            take(newLevel, string(text));
        } catch (Throwable thrown) {
            // Nothing may leave a call from native code, and there is nobody left to tell.
        }
    }

    private void aborting(MemorySegment text) {
        try {
            LOGGER.log(Level.ERROR, "llama.cpp ends the process: " + string(text).strip());
        } catch (Throwable thrown) {
            // The process ends all the same.
        }
    }

    private synchronized void take(int newLevel, String text) {
        if (newLevel != CONTINUED) {
            flush();
            level = newLevel;
        }
        line.append(text);
        if (text.endsWith("\n") || line.length() > LONGEST_LINE) {
            flush();
        }
    }

    private void flush() {
        String text = line.toString().strip();
        line.setLength(0);
        if (!text.isEmpty()) {
            LOGGER.log(level == ERROR ? Level.WARNING : level == WARNING ? Level.INFO : Level.DEBUG, "llama.cpp: {0}", text);
        }
    }

    private static String string(MemorySegment text) {
        return text.equals(MemorySegment.NULL) ? "" : text.reinterpret(Long.MAX_VALUE).getString(0);
    }
}
