package dev.longhand.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What Ctrl-C does while a command works: the first one asks it to end in good order, the second ends the process. An
 * order to terminate counts as a Ctrl-C. So does a terminal that is closed, but only as the first: the system and the
 * shell may both tell of it. Closing it gives the signals back.
 */
final class Interrupts implements AutoCloseable {
    private static final String HANG_UP = "HUP";
    private static final String[] SIGNALS = {"INT", "TERM", HANG_UP};

    private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();

    /**
     * @param first called once, on a thread of the system's
     * @param second called at the next signal; is meant not to return
     */
    Interrupts(Runnable first, Runnable second) {
        AtomicBoolean asked = new AtomicBoolean();
        SignalHandler handler = signal -> {
            if (asked.compareAndSet(false, true)) {
                first.run();
            } else if (!signal.getName().equals(HANG_UP)) {
                second.run();
            }
        };
        for (String name : SIGNALS) {
            handle(name, handler);
        }
    }

    /**
     * Windows has no hang-up. A signal that whoever started the program keeps from it, as {@code nohup} does, stays
     * ignored: Java sees to that.
     */
    private void handle(String name, SignalHandler handler) {
        try {
            Signal signal = new Signal(name);
            before.put(signal, Signal.handle(signal, handler));
        } catch (IllegalArgumentException notHere) {
            // Then nobody can send it.
        }
    }

    @Override
    public void close() {
        before.forEach(Signal::handle);
    }
}
