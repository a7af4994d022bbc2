package dev.longhand.cli;

import dev.longhand.core.engine.Engine;
import dev.longhand.model.AvailableMemory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * What the program finds around itself, and what its start brings together.
 *
 * @param terminal where commands print
 * @param home the folder that has {@code samples}, if it is known
 * @param logs the folder of the log, if there is one
 * @param engine gives the engine that runs models, when one is needed
 * @param memory how much of it is free
 * @param halt ends the process at once with an exit code
 */
public record Surroundings(
        Terminal terminal,
        Optional<Path> home,
        Optional<Path> logs,
        Engines engine,
        AvailableMemory memory,
        IntConsumer halt) {
    /** With one engine that is always taken, and others that are only taken when they are named. */
    public Surroundings(
            Terminal terminal,
            Optional<Path> home,
            Optional<Path> logs,
            Supplier<Engine> engine,
            Map<String, Supplier<Engine>> otherEngines,
            AvailableMemory memory,
            IntConsumer halt) {
        this(terminal, home, logs, Engines.of("jllama", engine, otherEngines), memory, halt);
    }

    /** The same with another choice of engines. */
    Surroundings with(Engines engines) {
        return new Surroundings(terminal, home, logs, engines, memory, halt);
    }

    /** The model that is taken when none is named. */
    DefaultModel defaultModel() {
        return new DefaultModel(home);
    }
}
