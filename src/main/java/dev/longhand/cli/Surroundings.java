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
 * @param otherEngines engines that are only used when they are named
 * @param memory how much of it is free
 * @param halt ends the process at once with an exit code
 */
public record Surroundings(
        Terminal terminal,
        Optional<Path> home,
        Optional<Path> logs,
        Supplier<Engine> engine,
        Map<String, Supplier<Engine>> otherEngines,
        AvailableMemory memory,
        IntConsumer halt) {
    /** The model that is taken when none is named. */
    DefaultModel defaultModel() {
        return new DefaultModel(home);
    }
}
