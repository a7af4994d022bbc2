package dev.longhand.engine.jllama;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.Model;
import dev.longhand.model.AvailableMemory;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.MemoryFit;
import dev.longhand.model.MemoryNeed;
import dev.longhand.model.ModelFileException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The engine on java-llama.cpp 4.2.0, which carries llama.cpp of March 2025 for every platform.
 *
 * <p>The library never gives memory back, so models stay loaded and are lent out again. It keeps the Java machine from
 * ending by itself: a program that used it ends with {@code System.exit}.
 */
public final class JllamaEngine implements Engine {
    static final Set<Capability> CAPABILITIES =
            Set.of(Capability.GRAMMAR, Capability.PROMPT_PROGRESS);

    private static final Logger LOGGER = System.getLogger(JllamaEngine.class.getName());

    private final AvailableMemory memory;
    private final Set<JllamaModel> models = ConcurrentHashMap.newKeySet();

    public JllamaEngine() {
        this(AvailableMemory.ofThisMachine());
    }

    /** @param memory how much may be taken */
    public JllamaEngine(AvailableMemory memory) {
        this.memory = memory;
    }

    @Override
    public String name() {
        return "java-llama.cpp 4.2.0";
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public void check(Path file) throws EngineException {
        header(file);
    }

    @Override
    public Model load(Path file, LoadOptions options, LoadProgress progress) throws EngineException {
        goOn(progress.loaded(0));
        GgufHeader header = header(file);
        NativePool.Key key = key(file, options, header);
        NativePool pool = NativePool.OF_THE_PROCESS;
        if (!pool.hasPrimary(key)) {
            checkMemory(header, options);
        }
        NativeModel primary = pool.primary(key);
        // The library tells nothing while it loads and cannot be stopped; what it loaded stays in the pool.
        goOn(progress.loaded(1));
        JllamaModel model = new JllamaModel(this, key, options, header, primary);
        models.add(model);
        return model;
    }

    private static void goOn(boolean wanted) throws EngineException {
        if (!wanted) {
            throw new EngineException("LOAD-STOPPED", "Loading was stopped; load the model again when you need it.");
        }
    }

    @Override
    public void close() {
        models.forEach(JllamaModel::close);
    }

    void closed(JllamaModel model) {
        models.remove(model);
    }

    /**
     * @throws EngineException if another context of this size would not fit the available memory and is not loaded all
     *     the same
     */
    void checkMemory(GgufHeader header, LoadOptions options) throws EngineException {
        MemoryFit fit = MemoryNeed.of(header).fit(options.contextSize(), memory.bytes());
        if (fit.verdict() == MemoryFit.Verdict.TOO_LARGE && !options.force()) {
            throw new EngineException("MODEL-MEMORY", fit.sentence());
        }
        if (fit.verdict() != MemoryFit.Verdict.FITS) {
            LOGGER.log(Level.WARNING, fit.sentence());
        }
    }

    private static GgufHeader header(Path file) throws EngineException {
        try {
            GgufHeader header = GgufHeader.read(file);
            HeaderCheck.check(header);
            return header;
        } catch (ModelFileException e) {
            throw new EngineException(e.code(), e.sentence(), e);
        }
    }

    private static NativePool.Key key(Path file, LoadOptions options, GgufHeader header) throws EngineException {
        try {
            return new NativePool.Key(
                    file.toRealPath(),
                    header.fileBytes(),
                    Files.getLastModifiedTime(file).toMillis(),
                    options.contextSize(),
                    options.threads(),
                    ChatTemplate.forLibrary(header));
        } catch (IOException e) {
            throw new EngineException(
                    "MODEL-UNREADABLE", "The model file " + file + " cannot be read; check that you may read it.", e);
        }
    }
}
