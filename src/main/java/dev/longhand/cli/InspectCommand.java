package dev.longhand.cli;

import dev.longhand.cli.report.InspectReport;
import dev.longhand.cli.report.ReportFormat;
import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.EngineException;
import dev.longhand.model.DraftAdvice;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.KvType;
import dev.longhand.model.MemoryFit;
import dev.longhand.model.MemoryNeed;
import dev.longhand.model.ModelFileException;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.WholeFile;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longhand inspect}: what a model file says, what it needs, and whether it would be loaded. Loads nothing. */
@Command(
        name = "inspect",
        description = "Shows what a model file says and needs, and what to draft with it, without loading it.",
        sortOptions = false,
        footer = {
            "",
            "A model is not loaded if it takes more than 95 %% of the free memory, and with a warning above 80 %%.",
            "Exit codes: 0 it would be loaded, 1 it would not, 2 bad input: no model, or a broken one."
        })
final class InspectCommand implements Callable<Integer> {
    private static final int USUAL_TARGET = 8_192;

    /** A model whose file does not say what it was trained for gets what was usual when files did not. */
    private static final int UNKNOWN_TRAINED = 2_048;

    private final Surroundings around;

    @Parameters(paramLabel = "GGUF", description = "The model file; of a split model its first part.")
    @Nullable Path model;

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "Context window in tokens; what the target needs, at most what the model was trained for, if not"
                    + " given.")
    @Nullable Integer context;

    @Option(
            names = "--kv",
            paramLabel = "TYPE",
            description = "How keys and values are counted: f16, as every engine stores them here, or q8_0 (default:"
                    + " f16).")
    @Nullable String kv;

    @Option(
            names = "--target",
            paramLabel = "N",
            description = "Length in tokens of the text that the advice is for (default: 8192).")
    @Nullable Integer target;

    @Option(names = "--force", description = "Judges as if the model were loaded with --force, whatever it takes.")
    boolean force;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes everything as JSON.")
    @Nullable Path json;

    @Mixin
    EngineOptions engine = new EngineOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    InspectCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws BadInput, EngineException {
        if (model == null) {
            throw new BadInput("GGUF is missing; name a model file.");
        }
        DraftAdvice advice =
                DraftAdvice.of(target == null ? USUAL_TARGET : Checks.atLeast("--target", 1, target));
        KvType type = kvType();
        if (context != null) {
            Checks.atLeast("--context", ContextChoice.LEAST, context);
        }
        GgufHeader header = header(model);
        Optional<WholeFile> file = json == null ? Optional.empty() : Optional.of(report(json, header));
        InspectReport report;
        Optional<EngineException> refusal;
        try (ChosenEngine opened = engine.in(around).engine().get()) {
            refusal = refusal(opened, model);
            report = inspect(model, header, advice, type, opened, refusal);
        }
        InspectView.lines(report).forEach(line -> around.terminal().out().println(TerminalText.oneLine(line)));
        refusal.ifPresent(refused -> complain(refused.sentence()));
        sayWhatMemoryLacks(report);
        boolean written = file.isEmpty() || write(file.get(), report);
        return report.loads() && written ? ExitCode.DONE : ExitCode.NOT_REACHED;
    }

    private InspectReport inspect(
            Path file,
            GgufHeader header,
            DraftAdvice advice,
            KvType type,
            ChosenEngine opened,
            Optional<EngineException> refusal) {
        MemoryNeed need = MemoryNeed.of(header, type);
        int trained = header.trainedContext() > 0 ? header.trainedContext() : UNKNOWN_TRAINED;
        int tokens = context != null ? context : Math.min(trained, advice.neededContext());
        MemoryFit fit = need.fit(tokens, around.memory().bytes());
        boolean held = fit.verdict() != MemoryFit.Verdict.TOO_LARGE || force;
        return new InspectReport(
                LonghandCommand.Version.number(),
                header.name(),
                InspectReport.Header.of(file, header),
                InspectReport.Words.of(header.vocabulary()),
                InspectReport.Memory.of(need, fit, name(type)),
                advice.targetTokens(),
                advice.sentences(header, need, fit.availableBytes()),
                refusal.isEmpty() ? opened.name() : null,
                refusal.isEmpty() ? opened.why() : null,
                refusal.isEmpty() && held);
    }

    private static Optional<EngineException> refusal(Engine engine, Path file) {
        try {
            engine.check(file);
            return Optional.empty();
        } catch (EngineException refused) {
            return Optional.of(refused);
        }
    }

    /** A refusal and its way out, or a warning, on the error stream; the exit code says which. */
    private void sayWhatMemoryLacks(InspectReport report) {
        MemoryFit fit = report.memory().fit();
        if (fit.verdict() == MemoryFit.Verdict.TOO_LARGE && !force) {
            complain(fit.sentence(ContextChoice.ALL_THE_SAME));
        } else if (fit.verdict() != MemoryFit.Verdict.FITS) {
            complain(fit.sentence());
        }
    }

    private void complain(String sentence) {
        around.terminal().err().println(TerminalText.oneLine(sentence));
    }

    private KvType kvType() throws BadInput {
        for (KvType type : KvType.values()) {
            if (kv == null || name(type).equalsIgnoreCase(kv)) {
                return type;
            }
        }
        throw new BadInput("--kv must be f16 or q8_0, not “" + kv + "”.");
    }

    private static String name(KvType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static GgufHeader header(Path file) throws BadInput {
        try {
            return GgufHeader.read(file);
        } catch (ModelFileException refused) {
            throw new BadInput(refused.sentence());
        }
    }

    private static WholeFile report(Path file, GgufHeader model) throws BadInput {
        try {
            WholeFile report = WholeFile.at(file);
            new DistinctFiles(model).write("--json", report.path());
            return report;
        } catch (FileProblem refused) {
            throw new BadInput(refused.sentence());
        }
    }

    private boolean write(WholeFile file, InspectReport report) {
        try {
            file.write(ReportFormat.json(report));
            return true;
        } catch (FileProblem problem) {
            complain(problem.sentence());
            return false;
        }
    }
}
