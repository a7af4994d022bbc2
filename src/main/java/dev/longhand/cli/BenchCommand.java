package dev.longhand.cli;

import dev.longhand.cli.report.BenchReport;
import dev.longhand.cli.report.ReportFormat;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.Model;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.ModelFileException;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.WholeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code longhand bench}: how fast a model reads and writes here, and how fast a reroll and a next chunk begin. */
@Command(
        name = "bench",
        description = "Measures how fast a model reads and writes, and how soon a reroll and a next chunk begin.",
        sortOptions = false,
        footer = {"", "Exit codes: 0 done, 1 not done, 2 bad input."})
final class BenchCommand implements Callable<Integer> {
    private static final int LEAST_PROMPT = 16;
    private static final int LEAST_GENERATED = 8;
    /** More than any model reads or writes in one go; what really fits the memory is asked later. */
    private static final int MOST_TOKENS = 1_000_000;
    private static final int MOST_RUNS = 1_000;

    private final Surroundings around;

    @Option(names = "--model", paramLabel = "GGUF", description = "The model; the practice model if not given.")
    @Nullable Path model;

    @Option(
            names = "--prompt",
            paramLabel = "N",
            split = ",",
            description = "Sizes of the prompt in tokens (default: 512,2048).")
    List<Integer> prompts = new ArrayList<>();

    @Option(
            names = "--generate",
            paramLabel = "N",
            defaultValue = "128",
            description = "Tokens to write in each run (default: 128).")
    int generate;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Runs of each size; medians are shown (default: 5).")
    int runs;

    @Option(
            names = "--force",
            description = "Loads the model even if it takes more memory than is free.")
    boolean force;

    @Option(names = "--json", paramLabel = "REPORT", description = "Writes the numbers of every run as JSON.")
    @Nullable Path json;

    @Option(
            names = "--kv",
            paramLabel = "TYPE",
            description = "Stores keys and values as f16, or as q8_0 in half the memory (default: f16).")
    @Nullable String kv;

    @Mixin
    EngineOptions engine = new EngineOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    BenchCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws BadInput, EngineException, InterruptedException {
        List<Integer> sizes = sizes();
        Checks.between("--generate", LEAST_GENERATED, MOST_TOKENS, generate);
        Checks.between("--runs", 1, MOST_RUNS, runs);
        Path file = model == null ? around.defaultModel().file() : model;
        int needed = sizes.stream().mapToInt(Integer::intValue).max().orElseThrow() + 2 * generate + Bench.REQUEST_ROOM;
        GgufHeader header = header(file);
        ContextChoice context = ContextChoice.of(
                OptionalInt.of(needed), header, around.memory().bytes(), needed, force);
        Optional<WholeFile> report = report(header);
        LiveLine live = new LiveLine(around.terminal());
        context.notices().forEach(notice -> live.print("Note: " + notice));
        Surroundings chosen = engine.in(around, kv);
        try (ChosenEngine opened = chosen.engine().get();
                Model loaded = opened.load(file, LoadOptions.context(needed).withForce(force), share -> true)) {
            live.print("%s (%s), %s".formatted(
                    loaded.description().name(), loaded.description().quantization(), opened.name()));
            Bench bench = new Bench(loaded, needed, generate, live::show);
            List<BenchReport.Size> measured = new ArrayList<>();
            for (int size : sizes) {
                BenchReport.Size result = bench.measure(size, runs);
                BenchTable.lines(result).forEach(live::print);
                measured.add(result);
            }
            live.clear();
            return write(report, BenchReport.of(
                    LonghandCommand.Version.number(), file, loaded.description(), opened.name(), opened.why(), needed, measured));
        }
    }

    private List<Integer> sizes() throws BadInput {
        List<Integer> sizes = prompts.isEmpty() ? List.of(512, 2048) : prompts;
        for (int size : sizes) {
            Checks.between("--prompt", LEAST_PROMPT, MOST_TOKENS, size);
        }
        return sizes;
    }

    private static GgufHeader header(Path file) throws BadInput {
        try {
            return GgufHeader.read(file);
        } catch (ModelFileException refused) {
            throw new BadInput(refused.sentence());
        }
    }

    private Optional<WholeFile> report(GgufHeader header) throws BadInput {
        if (json == null) {
            return Optional.empty();
        }
        try {
            WholeFile report = WholeFile.at(json);
            new DistinctFiles(header).write("--json", report.path());
            return Optional.of(report);
        } catch (FileProblem refused) {
            throw new BadInput(refused.sentence());
        }
    }

    private int write(Optional<WholeFile> file, BenchReport report) {
        try {
            if (file.isPresent()) {
                file.get().write(ReportFormat.json(report));
            }
            return ExitCode.DONE;
        } catch (FileProblem problem) {
            around.terminal().err().println(TerminalText.oneLine(problem.sentence()));
            return ExitCode.NOT_REACHED;
        }
    }
}
