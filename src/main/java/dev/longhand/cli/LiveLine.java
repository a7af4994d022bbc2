package dev.longhand.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The line that says what is going on right now. On a terminal one line is written over, at most ten times a second and
 * never wider than the terminal; elsewhere a line of its own comes every five seconds. Used on one thread.
 */
final class LiveLine {
    private static final Duration REWRITE = Duration.ofMillis(100);
    private static final Duration LINE = Duration.ofSeconds(5);
    private static final Duration MEASURE = Duration.ofSeconds(5);

    private final PrintStream out;
    private final Terminal terminal;
    private final LongSupplier nanoTime;
    private int width;
    private int shown;
    private long nextLine;
    private long nextMeasure;

    LiveLine(Terminal terminal) {
        this(terminal, System::nanoTime);
    }

    /** @param nanoTime a clock as {@link System#nanoTime} */
    LiveLine(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.nanoTime = nanoTime;
        this.nextLine = nanoTime.getAsLong() + (terminal.interactive() ? 0 : LINE.toNanos());
        this.nextMeasure = nanoTime.getAsLong();
    }

    /** True if a line given to {@link #show} now would be written. */
    boolean isDue() {
        return nanoTime.getAsLong() - nextLine >= 0;
    }

    /** Shows {@code text} if it is time for it. */
    void show(String text) {
        if (!isDue()) {
            return;
        }
        String line = TerminalText.oneLine(text);
        if (terminal.interactive()) {
            measure();
            // One space less than the terminal has: in the last column some begin a new line.
            String fitting = TerminalText.fit(line, width - 1);
            int columns = TerminalText.columns(fitting);
            out.print("\r" + fitting + " ".repeat(Math.max(0, Math.min(shown, width - 1) - columns)));
            out.flush();
            shown = columns;
            nextLine = nanoTime.getAsLong() + REWRITE.toNanos();
        } else {
            out.println(line);
            out.flush();
            nextLine = nanoTime.getAsLong() + LINE.toNanos();
        }
    }

    /** Prints a line that stays. */
    void print(String text) {
        clear();
        out.println(TerminalText.oneLine(text));
        out.flush();
    }

    /** Removes what {@link #show} wrote, on a terminal. */
    void clear() {
        if (shown > 0) {
            out.print("\r" + " ".repeat(shown) + "\r");
            out.flush();
            shown = 0;
        }
    }

    /** Windows are resized now and then; asking for their width at every line would be a waste. */
    private void measure() {
        if (width == 0 || nanoTime.getAsLong() - nextMeasure >= 0) {
            width = Math.max(2, terminal.columns().getAsInt());
            nextMeasure = nanoTime.getAsLong() + MEASURE.toNanos();
        }
    }
}
