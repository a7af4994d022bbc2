package dev.longhand.cli;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.Model;
import java.nio.file.Path;
import java.util.Set;

/**
 * An engine, and why it is the one.
 *
 * @param engine the engine itself
 * @param why in a few words, or a sentence where the better engine cannot be used
 * @param threads processor threads for its models; 0 lets it choose
 * @param kv how they store keys and values
 */
record ChosenEngine(Engine engine, String why, int threads, LoadOptions.Kv kv) implements Engine {
    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public Set<Capability> capabilities() {
        return engine.capabilities();
    }

    @Override
    public void check(Path file) throws EngineException {
        engine.check(file);
    }

    @Override
    public Model load(Path file, LoadOptions options, LoadProgress progress) throws EngineException {
        return engine.load(file, options.withThreads(threads).withKv(kv), progress);
    }

    @Override
    public void close() {
        engine.close();
    }
}
