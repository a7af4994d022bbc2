package dev.longhand.engine.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.longhand.core.engine.EngineException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * llama.cpp, loaded into this process and never unloaded: its log and its threads may outlive every model. All its
 * functions that are used here, by what they work on.
 *
 * @param version what the library says of itself
 * @param models loading and freeing
 * @param words tokens and texts
 * @param contexts reading and writing
 * @param samplers choosing tokens
 * @param isEmpty the address of {@code ggml_is_empty}; see {@link CancelFlag}
 */
record Libllama(
        String version,
        ModelCalls models,
        WordCalls words,
        ContextCalls contexts,
        SamplerCalls samplers,
        MemorySegment isEmpty) {
    private static final Map<Path, Libllama> LOADED = new HashMap<>();

    /**
     * The libraries in a folder, loaded when they are first asked for.
     *
     * @throws EngineException if they are not there, of another version, or cannot be loaded here
     */
    static Libllama in(Path folder) throws EngineException {
        synchronized (LOADED) {
            NativeFolder natives = NativeFolder.of(folder);
            Libllama known = LOADED.get(natives.folder());
            if (known != null) {
                return known;
            }
            if (!LOADED.isEmpty()) {
                throw new EngineException(
                        "ENGINE-NATIVES",
                        "The libraries of llama.cpp in another folder are in use; restart the program to change them.");
            }
            Libllama loaded = load(natives);
            LOADED.put(natives.folder(), loaded);
            return loaded;
        }
    }

    private static Libllama load(NativeFolder natives) throws EngineException {
        try {
            // In this order each finds those that it needs among those that are loaded, on every system.
            SymbolLookup base = SymbolLookup.libraryLookup(natives.base(), Arena.global());
            SymbolLookup ggml = SymbolLookup.libraryLookup(natives.ggml(), Arena.global());
            SymbolLookup llama = SymbolLookup.libraryLookup(natives.llama(), Arena.global());
            Binding inLlama = new Binding(llama);
            // Before anything else of the library is called: nothing in a structure may lie elsewhere than here.
            String version = version(inLlama);
            ModelCalls models = new ModelCalls(inLlama);
            ContextCalls contexts = new ContextCalls(inLlama);
            LayoutCheck.check(models.defaults(Arena.global()), contexts.defaults(Arena.global()));
            start(inLlama, new Binding(ggml), new Binding(base), natives.folder());
            return new Libllama(
                    version,
                    models,
                    new WordCalls(inLlama),
                    contexts,
                    new SamplerCalls(inLlama),
                    new Binding(base).address("ggml_is_empty"));
        } catch (IllegalArgumentException | IllegalStateException | UnsatisfiedLinkError e) {
            throw new EngineException(
                    "ENGINE-NATIVES",
                    "The libraries of llama.cpp in " + natives.folder()
                            + " cannot be loaded here; the program runs on java-llama.cpp with --engine jllama.",
                    e);
        }
    }

    private static String version(Binding llama) throws EngineException {
        String version;
        try {
            MemorySegment text = (MemorySegment) llama.function("llama_version", ADDRESS).invokeExact();
            version = text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
        if (!version.equals(NativeFolder.VERSION) && !version.startsWith(NativeFolder.VERSION + "-")) {
            throw new EngineException(
                    "ENGINE-NATIVES",
                    "The libraries of llama.cpp are of version " + version + ", and " + NativeFolder.VERSION
                            + " is needed; build the program anew.");
        }
        return version;
    }

    /** Sends the log where it belongs, and lets the library find those of its parts that suit the processor. */
    private static void start(Binding llama, Binding ggml, Binding base, Path folder) throws EngineException {
        NativeLog log = new NativeLog();
        try (Arena arena = Arena.ofConfined()) {
            llama.procedure("llama_log_set", ADDRESS, ADDRESS).invokeExact(log.logCallback(), MemorySegment.NULL);
            MemorySegment unused = (MemorySegment) base.function("ggml_set_abort_callback", ADDRESS, ADDRESS)
                    .invokeExact(log.abortCallback());
            ggml.procedure("ggml_backend_load_all_from_path", ADDRESS)
                    .invokeExact(arena.allocateFrom(folder.toString()));
            long parts = (long) ggml.function("ggml_backend_reg_count", JAVA_LONG)
                    .invokeExact();
            if (parts == 0) {
                throw new EngineException(
                        "ENGINE-NATIVES",
                        "The folder " + folder + " has no library of llama.cpp for this processor; build the program"
                                + " anew.");
            }
            llama.procedure("llama_backend_init").invokeExact();
        } catch (EngineException e) {
            throw e;
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }
}
