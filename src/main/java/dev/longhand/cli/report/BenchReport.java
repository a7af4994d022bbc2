package dev.longhand.cli.report;

import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.ModelDescription;
import dev.longhand.core.engine.Timings;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The report of a bench.
 *
 * @param longhand version of the program
 * @param model name of the model
 * @param modelFile what the model's file says
 * @param engine name and version
 * @param engineReason why it is this one
 * @param context tokens of the window
 * @param processors that the machine has
 * @param sizes what was measured, by the size of the prompt
 */
public record BenchReport(
        String longhand,
        String model,
        ModelReport modelFile,
        String engine,
        String engineReason,
        int context,
        int processors,
        List<Size> sizes) {

    public static BenchReport of(
            String version,
            Path file,
            ModelDescription model,
            String engine,
            String engineReason,
            int context,
            List<Size> sizes) {
        return new BenchReport(
                version, model.name(), ModelReport.of(file, model), engine, engineReason, context,
                Runtime.getRuntime().availableProcessors(), List.copyOf(sizes));
    }

    /** All runs with a prompt of {@code promptTokens}, and their medians. */
    public record Size(int promptTokens, Median median, List<Run> runs) {
        public static Size of(int promptTokens, List<Run> runs) {
            Median median = new Median(
                    middle(runs, Run::promptTokensPerSecond),
                    middle(runs, Run::generatedTokensPerSecond),
                    Start.median(runs, Run::newPrompt),
                    Start.median(runs, Run::reroll),
                    Start.median(runs, Run::nextChunk));
            return new Size(promptTokens, median, List.copyOf(runs));
        }
    }

    /** The median of each number by itself. */
    public record Median(
            double promptTokensPerSecond,
            double generatedTokensPerSecond,
            Start newPrompt,
            Start reroll,
            Start nextChunk) {}

    /**
     * One run.
     *
     * @param promptTokensPerSecond reading a prompt that is new from its first token
     * @param generatedTokensPerSecond writing, in all three generations
     */
    public record Run(
            double promptTokensPerSecond,
            double generatedTokensPerSecond,
            Start newPrompt,
            Start reroll,
            Start nextChunk) {
        public static Run of(GenerationResult first, GenerationResult reroll, GenerationResult next) {
            List<GenerationResult> all = List.of(first, reroll, next);
            int written = all.stream().mapToInt(r -> r.usage().generated().value()).sum();
            double writing = all.stream().mapToDouble(r -> r.timings().generationMillis()).sum();
            return new Run(
                    rounded(Timings.perSecond(
                            first.usage().evaluated().value(), first.timings().promptMillis())),
                    rounded(Timings.perSecond(written, writing)),
                    Start.of(first),
                    Start.of(reroll),
                    Start.of(next));
        }
    }

    /**
     * How a generation began.
     *
     * @param firstTokenMillis from the start to the first token
     * @param exact whether the engine knows both token numbers exactly
     */
    public record Start(double firstTokenMillis, int promptTokens, int reusedTokens, boolean exact) {
        static Start of(GenerationResult result) {
            return new Start(
                    ReportFormat.millis(result.timings().firstTokenMillis()),
                    result.usage().prompt().value(),
                    result.usage().reused().value(),
                    result.usage().prompt().exact() && result.usage().reused().exact());
        }

        static Start median(List<Run> runs, Function<Run, Start> which) {
            return new Start(
                    middle(runs, run -> which.apply(run).firstTokenMillis()),
                    (int) middle(runs, run -> which.apply(run).promptTokens()),
                    (int) middle(runs, run -> which.apply(run).reusedTokens()),
                    runs.stream().allMatch(run -> which.apply(run).exact()));
        }
    }

    private static double middle(List<Run> runs, ToDoubleFunction<Run> number) {
        double[] sorted = runs.stream().mapToDouble(number).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : rounded((sorted[middle - 1] + sorted[middle]) / 2);
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
