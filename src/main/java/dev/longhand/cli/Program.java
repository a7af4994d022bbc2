package dev.longhand.cli;

import dev.longhand.core.engine.EngineException;
import java.io.PrintWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program as its command line shows it: finds the command, runs it, and turns what goes wrong into one sentence. */
public final class Program {
    private static final Logger LOGGER = System.getLogger(Program.class.getName());

    private final Terminal terminal;
    private final Optional<Path> logs;
    private final CommandLine commands;

    public Program(Surroundings around) {
        this.terminal = around.terminal();
        this.logs = around.logs();
        this.commands = new CommandLine(new LonghandCommand(terminal))
                .addSubcommand(new DraftCommand(around))
                .addSubcommand(new OpenCommand(around))
                .addSubcommand(new HistoryCommand(around))
                .addSubcommand(new KeepCommand(around))
                .addSubcommand(new RerollCommand(around))
                .addSubcommand(new OutlineCommand(around))
                .addSubcommand(new StopsCommand(around))
                .addSubcommand(new BenchCommand(around))
                .addSubcommand(new InspectCommand(around))
                .registerConverter(Path.class, FileName::of)
                .setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setParameterExceptionHandler((failure, arguments) -> badArguments(failure))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
    }

    /** Runs one command on this thread. @return the exit code */
    public int run(String... arguments) {
        try {
            return delivered(commands.execute(arguments));
        } catch (Throwable failure) {
            return failed(failure);
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    /**
     * What a command was to print and could not (a full disk, a closed pipe) was not done. A draft is its document and
     * its report, which tell for themselves whether they were written; nobody need read along.
     */
    private int delivered(int code) {
        if (code != ExitCode.DONE || !terminal.out().checkError()) {
            return code;
        }
        terminal.err().println("Not all that Longhand had to print could be written; make room, or print elsewhere.");
        ParseResult parsed = commands.getParseResult();
        boolean isDraft = parsed.hasSubcommand() && parsed.subcommand().commandSpec().userObject() instanceof DraftCommand;
        return isDraft ? code : ExitCode.NOT_REACHED;
    }

    private int badArguments(ParameterException failure) {
        terminal.err().println(ArgumentMessage.of(failure));
        return ExitCode.BAD_INPUT;
    }

    private int failed(Throwable failure) {
        if (failure instanceof BadInput bad) {
            terminal.err().println(TerminalText.oneLine(bad.sentence()));
            return ExitCode.BAD_INPUT;
        }
        if (failure instanceof EngineException engine) {
            LOGGER.log(Level.WARNING, engine.code(), engine);
            terminal.err().println(TerminalText.oneLine(engine.sentence()));
            return engine.code().startsWith("MODEL-") ? ExitCode.BAD_INPUT : ExitCode.NOT_REACHED;
        }
        String code = "UNEXPECTED-" + failure.getClass().getSimpleName();
        LOGGER.log(Level.ERROR, code, failure);
        String where = logs.map(folder -> "the details are in the log in " + folder)
                .orElse("there is no log, as its folder cannot be written");
        terminal.err().println("Longhand failed in a way nobody foresaw (" + code + "); " + where + ".");
        return ExitCode.NOT_REACHED;
    }
}
