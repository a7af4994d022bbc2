package dev.longhand.cli;

import dev.longhand.core.engine.EngineException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longhand reroll}: the options as they were typed. */
@Command(
        name = "reroll",
        description = "Writes another candidate for a chunk of a document; the document's text stays as it is.",
        sortOptions = false,
        footer = {
            "",
            "`longhand history FILE.md` shows the chunks and their candidates, `longhand keep` keeps one.",
            "The options of the draft hold where none is given. Ctrl-C stores what was written.",
            "Exit codes: 0 done, 1 no whole candidate or not written, 2 bad input."
        })
final class RerollCommand implements Callable<Integer> {
    private final Surroundings around;

    @Parameters(paramLabel = "FILE.md", description = "The document.")
    @Nullable Path file;

    @Option(names = "--chunk", required = true, paramLabel = "N", description = "The chunk.")
    int chunk;

    @Option(
            names = "--direction",
            paramLabel = "TEXT",
            description = "One line on what this chunk shall be like; the one that it had if not given.")
    @Nullable String direction;

    @Option(names = "--keep", description = "Puts the candidate into the document, in place of the one that is kept.")
    boolean keep;

    @Option(names = "--model", paramLabel = "GGUF", description = "The model; the draft's if not given.")
    @Nullable Path model;

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "Context window in tokens; the draft's if not given.")
    @Nullable Integer context;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "From 0 (always the likeliest token) to 5; the draft's if not given.")
    @Nullable Double temperature;

    @Option(
            names = "--force",
            description = "Loads the model even if it takes more memory than is free.")
    boolean force;

    @Mixin
    EngineOptions engine = new EngineOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    RerollCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws BadInput, EngineException, InterruptedException {
        return new RerollRun(engine.in(around), this).run();
    }
}
