package dev.longhand.engine.jllama;

import de.kherud.llama.NativeCalls;
import dev.longhand.core.engine.EngineException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The native library of java-llama.cpp in a folder of this process's own. The library's own loader deletes whatever
 * begins with {@code llama} in the folder it is told, races with other processes there, and writes to standard output
 * when it extracts; so it is given a private folder in which the library already lies. The folder goes when the process
 * ends, or, where the system keeps loaded files, at a later start.
 */
final class NativeLibrary {
    private static final Logger LOG = System.getLogger(NativeLibrary.class.getName());
    private static final String PREFIX = "longhand-jllama-";

    private static boolean prepared;

    private NativeLibrary() {}

    /** Must have returned before the first class of the library is touched. */
    static synchronized void prepare() throws EngineException {
        if (prepared) {
            return;
        }
        try {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            removeStale(temporary);
            Path folder = Files.createTempDirectory(
                    temporary, PREFIX + ProcessHandle.current().pid() + "-");
            // Deleted in reverse order: first the library in it, then the folder.
            folder.toFile().deleteOnExit();
            if (!NativeCalls.extractLibrary(folder)) {
                throw new EngineException(
                        "ENGINE-PLATFORM",
                        "java-llama.cpp has no library for this system; choose another engine in the settings.");
            }
            System.setProperty("de.kherud.llama.tmpdir", folder.toString());
            System.setProperty("de.kherud.llama.lib.path", folder.toString());
            prepared = true;
        } catch (IOException e) {
            throw new EngineException(
                    "ENGINE-LIBRARY",
                    "The engine's library cannot be written to the temporary folder; make room there and try again.",
                    e);
        }
    }

    private static void removeStale(Path temporary) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path folder : folders) {
                if (isStale(folder)) {
                    remove(folder);
                }
            }
        }
    }

    private static boolean isStale(Path folder) {
        String[] parts = String.valueOf(folder.getFileName()).substring(PREFIX.length()).split("-");
        try {
            return ProcessHandle.of(Long.parseLong(parts[0])).isEmpty();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static void remove(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "A folder of an earlier run stays: " + folder, e);
        }
    }
}
