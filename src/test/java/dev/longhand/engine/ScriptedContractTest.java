package dev.longhand.engine;

import dev.longhand.core.engine.Engine;
import dev.longhand.engine.scripted.Script;
import dev.longhand.engine.scripted.ScriptedEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ScriptedContractTest extends EngineContractTest {
    @TempDir
    static Path folder;

    @Override
    protected Engine engine() {
        return new ScriptedEngine(Script.prose());
    }

    @Override
    protected Path modelFile() throws Exception {
        return Files.writeString(folder.resolve("scripted.gguf"), "Nobody reads this.");
    }
}
