package dev.longhand.engine.libllama;

import dev.longhand.core.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The libraries of llama.cpp in a folder, by absolute paths, in the order in which they are loaded.
 *
 * @param folder the folder, in which the libraries for the kinds of processors lie too
 * @param base {@code ggml-base}
 * @param ggml {@code ggml}
 * @param llama {@code llama}
 */
record NativeFolder(Path folder, Path base, Path ggml, Path llama) {
    /** The version of llama.cpp that this package is written for. */
    static final String VERSION = "0.4.0";

    private static final String ELF = "7f454c46";
    private static final String PE = "4d5a";
    private static final String MACH_O = "cffaedfe";

    private static final String MIDDLE = "(\\.\\w+)?\\.v" + Pattern.quote(VERSION);
    private static final String ENDING = "\\.(so|dll|dylib)";

    /** @throws EngineException if they are not there, or of another version */
    static NativeFolder of(Path folder) throws EngineException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.map(Path::toAbsolutePath).toList();
        } catch (IOException e) {
            throw new EngineException(
                    "ENGINE-NATIVES",
                    "The folder " + folder + " with the libraries of llama.cpp cannot be read; name another one.",
                    e);
        }
        return new NativeFolder(
                folder.toAbsolutePath(),
                require(files, "(lib)?ggml-base" + ENDING, folder),
                require(files, "(lib)?ggml" + MIDDLE + ENDING, folder),
                require(files, "(lib)?llama" + MIDDLE + ENDING, folder));
    }

    /** By its first bytes: of a file that is no library the Java machine would complain on the terminal. */
    private static boolean isLibrary(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String begins = HexFormat.of().formatHex(in.readNBytes(4));
            return begins.equals(ELF) || begins.startsWith(PE) || begins.equals(MACH_O);
        } catch (IOException e) {
            return false;
        }
    }

    private static Path require(List<Path> files, String name, Path folder) throws EngineException {
        Optional<Path> found = files.stream()
                .filter(file -> String.valueOf(file.getFileName()).matches(name) && isLibrary(file))
                .findFirst();
        return found.orElseThrow(() -> new EngineException(
                "ENGINE-NATIVES",
                "The folder " + folder + " has no libraries of llama.cpp " + VERSION
                        + "; name one that has, or build the program anew."));
    }
}
