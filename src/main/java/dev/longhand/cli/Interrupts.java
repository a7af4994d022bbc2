package dev.longhand.cli;

import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What Ctrl-C does while a command works: the first one asks it to end in good order, the second ends the process. An
 * order to terminate counts as a Ctrl-C. Closing it gives the signals back.
 */
final class Interrupts implements AutoCloseable {
    private static final String[] SIGNALS = {"INT", "TERM"};

    private final SignalHandler[] before = new SignalHandler[SIGNALS.length];

    /**
     * @param first called once, on a thread of the system's
     * @param second called at the next signal; is meant not to return
     */
    Interrupts(Runnable first, Runnable second) {
        AtomicInteger count = new AtomicInteger();
        SignalHandler handler = signal -> (count.getAndIncrement() == 0 ? first : second).run();
        for (int i = 0; i < SIGNALS.length; i++) {
            before[i] = Signal.handle(new Signal(SIGNALS[i]), handler);
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < SIGNALS.length; i++) {
            Signal.handle(new Signal(SIGNALS[i]), before[i]);
        }
    }
}
