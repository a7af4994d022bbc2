package dev.longhand;

import dev.longhand.cli.Engines;
import dev.longhand.cli.Program;
import dev.longhand.cli.Surroundings;
import dev.longhand.cli.Terminal;
import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.EngineException;
import dev.longhand.engine.jllama.JllamaEngine;
import dev.longhand.engine.libllama.LibllamaEngine;
import dev.longhand.engine.scripted.Script;
import dev.longhand.engine.scripted.ScriptedEngine;
import dev.longhand.model.AvailableMemory;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts Longhand. */
public final class Launcher {
    private static final String NO_NATIVES = "none";

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

    private static int run(String[] args) throws InterruptedException {
        Optional<Path> home = Optional.ofNullable(System.getProperty("longhand.home")).map(Path::of);
        if (args.length == 0) {
            StateFolder.ofThisUser().flatMap(LogFile::open);
            return StudioApp.run(Launcher::engine, AvailableMemory.ofThisMachine(), home, System.err);
        }
        Surroundings around = new Surroundings(
                Terminal.ofThisProcess(),
                home,
                StateFolder.ofThisUser().flatMap(LogFile::open),
                engines(),
                AvailableMemory.ofThisMachine(),
                Runtime.getRuntime()::halt);
        return new Program(around).run(args);
    }

    /** The engine of the window: the best that can be used here. */
    private static Engine engine() {
        try {
            return LibllamaEngine.in(natives(), AvailableMemory.ofThisMachine());
        } catch (EngineException refused) {
            System.getLogger(Launcher.class.getName()).log(Level.INFO, "libllama is not used", refused);
            return new JllamaEngine();
        }
    }

    /** Current llama.cpp where its libraries are; java-llama.cpp, which brings its own, everywhere. */
    private static Engines engines() {
        Map<String, Engines.Opening> all = new LinkedHashMap<>();
        all.put("libllama", natives -> LibllamaEngine.in(
                natives.isPresent() ? natives.get() : natives(), AvailableMemory.ofThisMachine()));
        all.put("jllama", _ -> new JllamaEngine());
        all.put("scripted", _ -> new ScriptedEngine(Script.prose()));
        return new Engines(List.of("libllama", "jllama"), all);
    }

    /** The folder of the libraries that came with the program. */
    private static Path natives() throws EngineException {
        String folder = System.getProperty("longhand.natives", NO_NATIVES);
        if (folder.equals(NO_NATIVES) || !Files.isDirectory(Path.of(folder))) {
            throw new EngineException(
                    "ENGINE-NATIVES",
                    "The program was built without the libraries of current llama.cpp; name their folder with --natives,"
                            + " or build it again with npm and a network.");
        }
        return Path.of(folder);
    }
}
