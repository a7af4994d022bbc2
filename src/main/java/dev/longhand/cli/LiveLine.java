package dev.longhand.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The line that says what is going on right now. On a terminal one line is written over, at most ten times a second and
 * never wider than the terminal; elsewhere a line of its own comes every five seconds. Thread-safe: a Ctrl-C is answered from a thread of the system.
 */
final class LiveLine {
    private static final Duration REWRITE = Duration.ofMillis(100);
    private static final Duration LINE = Duration.ofSeconds(5);
    private static final Duration MEASURE = Duration.ofSeconds(5);

    /** Spaces before what follows of a line that was broken. */
    private static final int INDENT = 5;

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
    synchronized boolean isDue() {
        return nanoTime.getAsLong() - nextLine >= 0;
    }

    /** Shows {@code text} if it is time for it. */
    synchronized void show(String text) {
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

    /** Prints a line that stays; on a terminal that is too narrow for it, it becomes several. */
    synchronized void print(String text) {
        print(List.of(text));
    }

    /** Prints a line that stays; where a terminal is too narrow for it, it is broken between its parts first. */
    synchronized void print(List<String> parts) {
        clear();
        if (terminal.interactive()) {
            measure();
        }
        int columns = terminal.interactive() ? width - 1 : Integer.MAX_VALUE;
        StringBuilder line = new StringBuilder();
        for (String part : parts) {
            String plain = TerminalText.oneLine(part);
            boolean begins = line.isEmpty();
            if (!begins && TerminalText.columns(line + " " + plain) > columns) {
                println(line.toString(), columns);
                line.setLength(0);
                line.append(" ".repeat(INDENT)).append(plain);
            } else {
                line.append(begins ? "" : " ").append(plain);
            }
        }
        println(line.toString(), columns);
        out.flush();
    }

    private void println(String line, int columns) {
        TerminalText.lines(line.stripTrailing(), columns, INDENT).forEach(out::println);
    }

    /** Removes what {@link #show} wrote, on a terminal. */
    synchronized void clear() {
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
