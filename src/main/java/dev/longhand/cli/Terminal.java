package dev.longhand.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * Where a command prints.
 *
 * @param out for results
 * @param err for what went wrong
 * @param interactive whether somebody sees {@code out} as it is written and a line can be written over
 * @param columns asks for the width; may start a process, so ask seldom
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive, IntSupplier columns) {
    private static final int USUAL_COLUMNS = 80;

    public static Terminal ofThisProcess() {
        Console console = System.console();
        boolean interactive = console != null && console.isTerminal();
        return new Terminal(System.out, System.err, interactive, Terminal::columnsOfThisProcess);
    }

    /** What is printed goes nowhere near a terminal: one line after another. */
    public static Terminal plain(PrintStream out, PrintStream err) {
        return new Terminal(out, err, false, () -> USUAL_COLUMNS);
    }

    /** Java cannot ask a terminal for its width; {@code stty} can. Where there is none the usual width is taken. */
    private static int columnsOfThisProcess() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String[] rowsAndColumns;
            try (var reader = stty.inputReader()) {
                String line = reader.readLine();
                rowsAndColumns = line == null ? new String[0] : line.trim().split(" ");
            }
            int columns = rowsAndColumns.length == 2 ? Integer.parseInt(rowsAndColumns[1]) : 0;
            return columns > 0 ? columns : USUAL_COLUMNS;
        } catch (IOException | NumberFormatException noAnswer) {
            return USUAL_COLUMNS;
        }
    }
}
