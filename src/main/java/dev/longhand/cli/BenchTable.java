package dev.longhand.cli;

import dev.longhand.cli.report.BenchReport;
import java.util.List;

/** The numbers of a bench as text. */
final class BenchTable {
    private BenchTable() {}

    static List<String> lines(BenchReport.Size size) {
        BenchReport.Median median = size.median();
        return List.of(
                "",
                "Prompt of %s tokens, medians of %s".formatted(
                        Numbers.whole(size.promptTokens()), Numbers.of(size.runs().size(), "run")),
                "  reading         %12s tokens/s".formatted(Numbers.tenths(median.promptTokensPerSecond())),
                "  writing         %12s tokens/s".formatted(Numbers.tenths(median.generatedTokensPerSecond())),
                start("new prompt", median.newPrompt()),
                start("reroll", median.reroll()),
                start("next chunk", median.nextChunk()));
    }

    private static String start(String what, BenchReport.Start start) {
        return "  %-15s %12s ms to the first token, %s of %s prompt tokens reused".formatted(
                what,
                Numbers.tenths(start.firstTokenMillis()),
                (start.exact() ? "" : "≈") + Numbers.whole(start.reusedTokens()),
                Numbers.whole(start.promptTokens()));
    }
}
