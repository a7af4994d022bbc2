package dev.longhand;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Sends everything that is logged to a file and nothing to the terminal. */
final class LogFile {
    private static final long MOST_BYTES = 1_000_000;

    private LogFile() {}

    /**
     * Opens {@code longhand.log} in {@code folder}, beside at most two older ones of a megabyte. Where that is not
     * possible nothing is logged: a program that cannot log still works.
     *
     * @return the file, if there is one
     */
    static Optional<Path> open(Path folder) {
        LogManager.getLogManager().reset();
        System.Logger logger = System.getLogger(LogFile.class.getName());
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
                logger.log(System.Logger.Level.ERROR, "uncaught in thread " + thread.getName(), failure));
        try {
            Files.createDirectories(folder);
            // A second program at the same time writes longhand-1.0.log, and so on: %u.
            String pattern = folder.toString().replace("%", "%%") + "/longhand-%u.%g.log";
            FileHandler file = new FileHandler(pattern, MOST_BYTES, 3, true);
            file.setEncoding(StandardCharsets.UTF_8.name());
            file.setFormatter(new OneLine());
            file.setLevel(Level.ALL);
            Logger root = Logger.getLogger("");
            root.setLevel(Level.INFO);
            root.addHandler(file);
            return Optional.of(folder);
        } catch (IOException | SecurityException unwritable) {
            return Optional.empty();
        }
    }

    /** A line per record, and a stack trace where there is one. */
    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord record) {
            StringWriter text = new StringWriter();
            PrintWriter out = new PrintWriter(text);
            out.printf(
                    "%s %s [%d] %s: %s%n",
                    record.getInstant(),
                    record.getLevel(),
                    record.getLongThreadID(),
                    record.getLoggerName(),
                    formatMessage(record));
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(out);
            }
            return text.toString();
        }
    }
}
