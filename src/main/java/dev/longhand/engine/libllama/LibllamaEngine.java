package dev.longhand.engine.libllama;

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
import dev.longhand.model.KvType;
import dev.longhand.model.MemoryNeed;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The engine on current llama.cpp, whose libraries lie in a folder. */
public final class LibllamaEngine implements Engine {
    static final Set<Capability> CAPABILITIES = Set.copyOf(EnumSet.of(
            Capability.EXACT_TOKENS,
            Capability.SAMPLED_TOKENS,
            Capability.END_TOKEN_ID,
            Capability.OBSERVED_REUSE,
            Capability.SAMPLER_CONTINUES,
            Capability.GRAMMAR,
            Capability.UNLOAD,
            Capability.PROMPT_PROGRESS));

    /** {@code LLAMA_MAX_EXPERTS}. */
    private static final long MOST_EXPERTS = 1024;

    static final HeaderCheck HEADERS = new HeaderCheck(Architectures.KNOWN, MOST_EXPERTS);

    /** Up to here every processor of a machine is likely to be a core of its own. */
    private static final int FEW_PROCESSORS = 4;

    /** Bytes of weights below which one thread writes as fast as two: true of 5 MB; of 98 MB two are 1.4 times as fast. */
    private static final long SMALL_MODEL = 32L << 20;

    private final Libllama library;
    private final ModelCheck check;
    private final Set<LibllamaModel> models = ConcurrentHashMap.newKeySet();

    private LibllamaEngine(Libllama library, AvailableMemory memory) {
        this.library = library;
        this.check = new ModelCheck(HEADERS, memory);
    }

    /**
     * The engine, with its libraries loaded.
     *
     * @param natives the folder of the libraries
     * @param memory how much may be taken
     * @throws EngineException if the libraries are not there, are of another version than the program is made for, or
     *     cannot be loaded on this system
     */
    public static LibllamaEngine in(Path natives, AvailableMemory memory) throws EngineException {
        return new LibllamaEngine(Libllama.in(natives), memory);
    }

    @Override
    public String name() {
        return "llama.cpp " + NativeFolder.VERSION;
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
        ModelCheck.goOn(progress.loaded(0));
        GgufHeader header = check.header(file);
        check.memory(
                options.contextSize(), need(header, options).bytes(options.contextSize()), options.force());
        LibllamaModel model =
                new LibllamaModel(this, NativeModel.load(library, file, progress), options, header);
        models.add(model);
        return model;
    }

    @Override
    public void close() {
        models.forEach(LibllamaModel::close);
    }

    void closed(LibllamaModel model) {
        models.remove(model);
    }

    /** @throws EngineException if there is no memory for a further context of a model that is loaded */
    void checkContext(GgufHeader header, int contextSize, LoadOptions options) throws EngineException {
        MemoryNeed need = need(header, options);
        check.memory(contextSize, need.kvBytes(contextSize) + need.computeBytes(), options.force());
    }

    private static MemoryNeed need(GgufHeader header, LoadOptions options) {
        return MemoryNeed.of(header, options.kv() == LoadOptions.Kv.Q8_0 ? KvType.Q8_0 : KvType.F16);
    }

    /**
     * Processor threads to work with. Two on one core are no faster than one; and threads wait for each other without
     * sleeping, some hundred times for every token, which a small model does not make up for.
     */
    static int threads(GgufHeader header, LoadOptions options) {
        if (options.threads() > 0) {
            return options.threads();
        }
        if (header.weightBytes() < SMALL_MODEL) {
            return 1;
        }
        int processors = Runtime.getRuntime().availableProcessors();
        return processors <= FEW_PROCESSORS ? processors : Math.max(FEW_PROCESSORS, processors / 2);
    }
}
