package dev.longhand;

import dev.longhand.cli.Program;
import dev.longhand.cli.Surroundings;
import dev.longhand.cli.Terminal;
import dev.longhand.engine.jllama.JllamaEngine;
import dev.longhand.engine.scripted.Script;
import dev.longhand.engine.scripted.ScriptedEngine;
import dev.longhand.model.AvailableMemory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Starts Longhand. */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) {
        Surroundings around = new Surroundings(
                Terminal.ofThisProcess(),
                Optional.ofNullable(System.getProperty("longhand.home")).map(Path::of),
                LogFile.open(StateFolder.ofThisUser()),
                JllamaEngine::new,
                Map.of("scripted", () -> new ScriptedEngine(Script.prose())),
                AvailableMemory.ofThisMachine(),
                Runtime.getRuntime()::halt);
        // java-llama.cpp leaves threads behind that keep the virtual machine alive.
        System.exit(new Program(around).run(args));
    }
}
