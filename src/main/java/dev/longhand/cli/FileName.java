package dev.longhand.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.TypeConversionException;

/** Names of files as they are typed on a command line. */
final class FileName {
    private FileName() {}

    /**
     * The file that {@code typed} names.
     *
     * @throws TypeConversionException if it names none: the rest of a sentence that begins with the option's name
     */
    static Path of(String typed) {
        if (typed.isBlank()) {
            throw new TypeConversionException("needs the name of a file, not an empty text.");
        }
        try {
            return Path.of(typed);
        } catch (InvalidPathException refused) {
            throw new TypeConversionException("is no name of a file here: “" + typed
                    + "”; use other characters, or a UTF-8 locale such as LC_ALL=C.UTF-8.");
        }
    }
}
