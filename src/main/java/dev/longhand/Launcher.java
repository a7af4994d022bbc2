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
        // java-llama.cpp leaves threads behind that keep the virtual machine alive.
        System.exit(exitCode(args));
    }

    private static int exitCode(String[] args) {
        try {
            return run(args);
        } catch (Throwable failure) {
            // Nothing of the program can be relied on here: perhaps a part of it is not there.
            System.err.println("Longhand cannot start (" + failure + "); install it again.");
            return 1;
        }
    }

    private static int run(String[] args) {
        Surroundings around = new Surroundings(
                Terminal.ofThisProcess(),
                Optional.ofNullable(System.getProperty("longhand.home")).map(Path::of),
                StateFolder.ofThisUser().flatMap(LogFile::open),
                JllamaEngine::new,
                Map.of("scripted", () -> new ScriptedEngine(Script.prose())),
                AvailableMemory.ofThisMachine(),
                Runtime.getRuntime()::halt);
        return new Program(around).run(args);
    }
}
