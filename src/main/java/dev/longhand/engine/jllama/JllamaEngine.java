package dev.longhand.engine.jllama;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.Model;
import dev.longhand.engine.HeaderCheck;
import dev.longhand.engine.ModelCheck;
import dev.longhand.model.AvailableMemory;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.MemoryNeed;
import java.io.IOException;
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

    /** {@code LLAMA_MAX_EXPERTS}. */
    private static final long MOST_EXPERTS = 256;

    static final HeaderCheck HEADERS = new HeaderCheck(Architectures.KNOWN, MOST_EXPERTS);

    private final ModelCheck check;
    private final Set<JllamaModel> models = ConcurrentHashMap.newKeySet();

    public JllamaEngine() {
        this(AvailableMemory.ofThisMachine());
    }

    /** @param memory how much may be taken */
    public JllamaEngine(AvailableMemory memory) {
        this.check = new ModelCheck(HEADERS, memory);
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
        check.header(file);
    }

    @Override
    public Model load(Path file, LoadOptions options, LoadProgress progress) throws EngineException {
        if (options.kv() != LoadOptions.Kv.F16) {
            throw new EngineException(
                    "ENGINE-KV",
                    "java-llama.cpp stores keys and values as f16 only; leave --kv out, or take --engine libllama.");
        }
        ModelCheck.goOn(progress.loaded(0));
        GgufHeader header = check.header(file);
        NativePool.Key key = key(file, options, header);
        NativePool pool = NativePool.OF_THE_PROCESS;
        if (!pool.hasPrimary(key)) {
            checkMemory(header, options);
        }
        NativeModel primary = pool.primary(key);
        // The library tells nothing while it loads and cannot be stopped; what it loaded stays in the pool.
        ModelCheck.goOn(progress.loaded(1));
        JllamaModel model = new JllamaModel(this, key, options, header, primary);
        models.add(model);
        return model;
    }

    @Override
    public void close() {
        models.forEach(JllamaModel::close);
    }

    void closed(JllamaModel model) {
        models.remove(model);
    }

    /** @throws EngineException if another context of this size would not fit the memory and is not forced to */
    void checkMemory(GgufHeader header, LoadOptions options) throws EngineException {
        check.memory(options.contextSize(), MemoryNeed.of(header).bytes(options.contextSize()), options.force());
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
