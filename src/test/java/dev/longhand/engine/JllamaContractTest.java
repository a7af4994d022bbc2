package dev.longhand.engine;

import dev.longhand.core.engine.Engine;
import dev.longhand.engine.jllama.JllamaEngine;
import java.nio.file.Path;

/** The contract, kept by java-llama.cpp with the practice model. */
class JllamaContractTest extends EngineContractTest {
    @Override
    protected Engine engine() {
        return new JllamaEngine();
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
