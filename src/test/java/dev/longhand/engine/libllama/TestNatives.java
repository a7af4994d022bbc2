package dev.longhand.engine.libllama;

import dev.longhand.core.engine.EngineException;
import dev.longhand.model.AvailableMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The natives that the build brought; tests are skipped where it brought none. */
public final class TestNatives {
    private TestNatives() {}

    /** A new engine on the build's natives. */
    public static LibllamaEngine engine() throws EngineException {
        return LibllamaEngine.in(folder(), AvailableMemory.ofThisMachine());
    }

    /** The build's folder of natives. */
    public static Path folder() {
        Path folder = Path.of(System.getProperty("longhand.natives", "none"));
        Assumptions.assumeTrue(Files.isDirectory(folder), "The build brought no natives of llama.cpp.");
        return folder;
    }
}
