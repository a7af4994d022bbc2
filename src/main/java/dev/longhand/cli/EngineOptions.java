package dev.longhand.cli;

import dev.longhand.core.engine.LoadOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which engine runs the model: the same options for every command that runs one. */
final class EngineOptions {
    /** {@code GGML_MAX_N_THREADS}. */
    private static final int MOST_THREADS = 512;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "What runs the model: libllama (current llama.cpp), jllama (java-llama.cpp), or auto: libllama"
                    + " where its libraries are (default: auto).")
    @Nullable String engine;

    @Option(
            names = "--natives",
            paramLabel = "DIR",
            description = "Takes the libraries of llama.cpp out of this folder.")
    @Nullable Path natives;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Processor threads to work with; the engine chooses if not given.")
    @Nullable Integer threads;

    /** Whether one of them was typed. */
    boolean typed() {
        return engine != null || natives != null || threads != null;
    }

    /** The same surroundings with the engine that was typed, storing keys and values as typed. */
    Surroundings in(Surroundings around, @Nullable String kv) throws BadInput {
        Surroundings chosen = in(around);
        for (LoadOptions.Kv type : LoadOptions.Kv.values()) {
            if (kv != null && type.name().equalsIgnoreCase(kv)) {
                return chosen.with(chosen.engine().withKv(type));
            }
        }
        if (kv != null) {
            throw new BadInput("--kv must be f16 or q8_0, not “" + kv + "”.");
        }
        return chosen;
    }

    /** The same surroundings with the engine that was typed. */
    Surroundings in(Surroundings around) throws BadInput {
        if (natives != null && engine != null && !engine.equals("libllama") && !engine.equals(Engines.AUTOMATIC)) {
            throw new BadInput("--natives is for llama.cpp; leave it out with --engine " + engine + ".");
        }
        return around.with(around.engine()
                .choosing(Optional.ofNullable(engine), Optional.ofNullable(natives))
                .withThreads(threads == null ? 0 : Checks.between("--threads", 1, MOST_THREADS, threads)));
    }
}
