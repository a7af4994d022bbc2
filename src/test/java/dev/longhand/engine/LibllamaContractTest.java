package dev.longhand.engine;

import dev.longhand.core.engine.Engine;
import dev.longhand.engine.libllama.TestNatives;
import java.nio.file.Path;

/** The contract, kept by current llama.cpp with the practice model. */
class LibllamaContractTest extends EngineContractTest {
    @Override
    protected Engine engine() throws Exception {
        return TestNatives.engine();
    }

    @Override
    protected Path modelFile() {
        return Path.of("samples/practice-model/longhand-practice.gguf");
    }

    @Override
    public int randomRounds() {
        return 100;
    }
}
