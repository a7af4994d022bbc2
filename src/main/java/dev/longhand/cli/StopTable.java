package dev.longhand.cli;

import dev.longhand.core.engine.StopString;
import dev.longhand.core.stop.StopDryRun;
import dev.longhand.core.stop.StopDryRun.Firing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The firings of stop strings in a text, a line for each, and their number. */
final class StopTable {
    private StopTable() {}

    static void print(Terminal terminal, String text, List<StopString> stops) {
        List<Firing> firings = StopDryRun.of(text, stops);
        int place = width(firings.stream().map(StopTable::place).toList());
        int stop = width(firings.stream().map(firing -> StopText.shown(firing.stop().text())).toList());
        for (Firing firing : firings) {
            terminal.out().println(padded(place(firing), place)
                    + "  " + padded(StopText.shown(firing.stop().text()), stop)
                    + "  " + excerpt(firing));
        }
        terminal.out().println(total(firings, stops));
    }

    private static String place(Firing firing) {
        return firing.line() + ":" + firing.column();
    }

    private static String excerpt(Firing firing) {
        String stop = StopText.shown(firing.stop().text());
        return TerminalText.oneLine(firing.before() + "‹" + stop.substring(1, stop.length() - 1) + "›" + firing.after());
    }

    private static String total(List<Firing> firings, List<StopString> stops) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        stops.forEach(stop -> numbers.put(stop.text(), 0L));
        firings.forEach(firing -> numbers.merge(firing.stop().text(), 1L, Long::sum));
        return (firings.isEmpty() ? "No firing" : Numbers.of(firings.size(), "firing")) + ": "
                + numbers.entrySet().stream()
                        .map(entry -> StopText.shown(entry.getKey()) + " " + Numbers.whole(entry.getValue()))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static int width(List<String> cells) {
        return cells.stream().mapToInt(TerminalText::columns).max().orElse(0);
    }

    static String padded(String cell, int columns) {
        return cell + " ".repeat(Math.max(0, columns - TerminalText.columns(cell)));
    }
}
