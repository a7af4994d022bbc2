package dev.longhand.core.engine;

import java.nio.file.Path;
import java.util.Set;

/**
 * Something that runs models. Thread-safe. Closing it closes its models.
 */
public interface Engine extends AutoCloseable {
    /** The name for people, with its version, such as {@code java-llama.cpp 4.2.0}. */
    String name();

    Set<Capability> capabilities();

    /**
     * Looks at a model's file, and loads nothing.
     *
     * @throws EngineException if {@link #load} would refuse the file, however much memory there is
     */
    void check(Path file) throws EngineException;

    /**
     * Loads a model; blocks, so never call it on the JavaFX thread.
     *
     * @param file a GGUF file
     * @throws EngineException if the file is absent, is no GGUF file, cannot be loaded, or takes more memory
     *     than is free and {@link LoadOptions#force} does not hold
     */
    Model load(Path file, LoadOptions options, LoadProgress progress) throws EngineException;

    @Override
    void close();
}
