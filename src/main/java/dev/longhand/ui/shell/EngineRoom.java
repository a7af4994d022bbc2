package dev.longhand.ui.shell;

import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.Model;
import dev.longhand.model.AvailableMemory;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.MemoryNeed;
import dev.longhand.model.ModelFileException;
import dev.longhand.ui.desk.Seat;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/** Loads one model at a time, and opens sessions in it. Used on the thread for files, as loading takes its time. */
public final class EngineRoom implements AutoCloseable {
    /** A larger window takes memory that few documents need, in tokens. */
    private static final int LARGEST_WINDOW = 32_768;
    private static final int SMALLEST_WINDOW = 512;

    private final Supplier<Engine> engines;
    private final AvailableMemory memory;
    private Optional<Engine> engine = Optional.empty();
    private Optional<Model> model = Optional.empty();
    private int window;

    /** @param engines gives the engine, when one is needed */
    public EngineRoom(Supplier<Engine> engines, AvailableMemory memory) {
        this.engines = engines;
        this.memory = memory;
    }

    boolean hasModel() {
        return model.isPresent();
    }

    /**
     * Loads a model in place of the one that is loaded, whose sessions must be closed.
     *
     * @param progress hears how far it is, from 0 to 1
     * @throws EngineException if it cannot be loaded; nothing is loaded then
     */
    void load(Path file, DoubleConsumer progress) throws EngineException {
        int wanted = window(file);
        Engine running = engine.orElseGet(engines);
        engine = Optional.of(running);
        unload();
        model = Optional.of(running.load(file, LoadOptions.context(wanted), share -> {
            progress.accept(share);
            return true;
        }));
        window = wanted;
    }

    /** A window for what the model was trained for, and for the memory that is free. */
    private int window(Path file) throws EngineException {
        try {
            GgufHeader header = GgufHeader.read(file);
            int trained = header.trainedContext() > 0 ? header.trainedContext() : 2_048;
            int fits = MemoryNeed.of(header).largestContext(memory.bytes());
            return Math.max(SMALLEST_WINDOW, Math.min(LARGEST_WINDOW, Math.min(trained, fits)));
        } catch (ModelFileException refused) {
            throw new EngineException("MODEL-UNREADABLE", refused.sentence());
        }
    }

    /** @throws EngineException if there is no memory for a session */
    Seat seat() throws EngineException {
        Model loaded = model.orElseThrow();
        return new Seat(engine.orElseThrow().name(), loaded, loaded.open(window));
    }

    private void unload() {
        model.ifPresent(Model::close);
        model = Optional.empty();
    }

    @Override
    public void close() {
        unload();
        engine.ifPresent(Engine::close);
        engine = Optional.empty();
    }
}
