package dev.longhand.cli;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The program as its command line shows it: finds the command, runs it, and turns what goes wrong into one sentence. */
public final class Program {
    private static final Logger LOGGER = System.getLogger(Program.class.getName());

    private final Terminal terminal;
    private final Optional<Path> logs;
    private final CommandLine commands;

    /**
     * @param home the folder that has {@code samples}, if it is known
     * @param logs the folder of the log, if there is one
     */
    public Program(Terminal terminal, Optional<Path> home, Optional<Path> logs) {
        this.terminal = terminal;
        this.logs = logs;
        this.commands = new CommandLine(new LonghandCommand(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((failure, arguments) -> badArguments(failure))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure));
    }

    /** Runs one command on this thread. @return the exit code */
    public int run(String... arguments) {
        try {
            return commands.execute(arguments);
        } catch (Throwable failure) {
            return failed(failure);
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
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
        String code = "UNEXPECTED-" + failure.getClass().getSimpleName();
        LOGGER.log(Level.ERROR, code, failure);
        String where = logs.map(folder -> "the details are in the log in " + folder)
                .orElse("there is no log, as its folder cannot be written");
        terminal.err().println("Longhand failed in a way nobody foresaw (" + code + "); " + where + ".");
        return ExitCode.NOT_REACHED;
    }
}
