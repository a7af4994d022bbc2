package dev.longhand.engine;

import dev.longhand.core.engine.Engine;
import dev.longhand.engine.jllama.TinyModel;
import dev.longhand.engine.libllama.TestNatives;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract, kept by current llama.cpp with a SentencePiece model that writes noise: bytes that are no characters, and
 * characters in several tokens.
 */
class LibllamaNoiseContractTest extends EngineContractTest {
    @TempDir
    static Path folder;

    @Override
    protected Engine engine() throws Exception {
        return TestNatives.engine();
    }

    @Override
    protected Path modelFile() throws Exception {
        return TinyModel.write(folder.resolve("tiny-noise.gguf"));
    }
}
