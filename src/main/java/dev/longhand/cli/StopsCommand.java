package dev.longhand.cli;

import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.StopString;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longhand stops}: where stop strings would have fired in a text, or whether an engine keeps the stop rules. */
@Command(
        name = "stops",
        description = "Shows where stop strings would have ended the writing of an existing text.",
        customSynopsis = {
            "longhand stops FILE --stop S...",
            "longhand stops --suite [--model GGUF] [--engine NAME]"
        },
        sortOptions = false,
        footer = {
            "",
            "In stop strings \\n is a line break, \\t a tab and \\\\ a backslash.",
            "Exit codes: 0 done, 1 a stop check failed, 2 bad input."
        })
final class StopsCommand implements Callable<Integer> {
    private final Surroundings around;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "A text file in UTF-8.")
    @Nullable Path file;

    @Option(names = "--stop", paramLabel = "S", description = "A stop string; may be given several times.")
    List<String> stop = new ArrayList<>();

    @Option(names = "--suite", description = "Runs the stop checks on a model: every reason for which a text can end.")
    boolean suite;

    @Option(names = "--model", paramLabel = "GGUF", description = "The suite's model; the practice model if not given.")
    @Nullable Path model;

    @Mixin
    EngineOptions engine = new EngineOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    StopsCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws BadInput, EngineException, InterruptedException, IOException {
        if (suite) {
            if (file != null || !stop.isEmpty()) {
                throw new BadInput("--suite has texts and stop strings of its own; leave FILE and --stop out.");
            }
            return new StopSuiteRun(engine.in(around)).run(model);
        }
        if (model != null || engine.typed()) {
            throw new BadInput("--model and --engine are for --suite; a dry run needs no model.");
        }
        if (file == null) {
            throw new BadInput("FILE is missing; name the text in which to look for stop strings.");
        }
        if (stop.isEmpty()) {
            throw new BadInput("--stop is missing; name at least one stop string.");
        }
        List<StopString> stops = new ArrayList<>();
        for (String typed : stop) {
            stops.add(StopString.writer(StopText.of(typed)));
        }
        StopTable.print(around.terminal(), TextFile.read(file), stops);
        return ExitCode.DONE;
    }
}
