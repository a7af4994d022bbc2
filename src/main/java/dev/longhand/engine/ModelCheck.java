package dev.longhand.engine;

import dev.longhand.core.engine.EngineException;
import dev.longhand.model.AvailableMemory;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.MemoryFit;
import dev.longhand.model.ModelFileException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/**
 * What is looked at before a native library sees a model file or takes memory for it. Thread-safe.
 *
 * @param library what the library knows
 * @param memory how much may be taken
 */
public record ModelCheck(HeaderCheck library, AvailableMemory memory) {
    private static final Logger LOGGER = System.getLogger(ModelCheck.class.getName());

    /** @throws EngineException if the file is absent, broken, or nothing that the library can load */
    public GgufHeader header(Path file) throws EngineException {
        try {
            GgufHeader header = GgufHeader.read(file);
            library.check(header);
            return header;
        } catch (ModelFileException e) {
            throw new EngineException(e.code(), e.sentence(), e);
        }
    }

    /**
     * Checks that there is memory; says in the log where it is tight.
     *
     * @param context tokens of the window
     * @param neededBytes what will be taken
     * @param force whether it shall be taken even if there is not enough
     * @throws EngineException if there is not enough
     */
    public void memory(int context, long neededBytes, boolean force) throws EngineException {
        MemoryFit fit = new MemoryFit(context, neededBytes, memory.bytes());
        if (fit.verdict() == MemoryFit.Verdict.TOO_LARGE && !force) {
            throw new EngineException("MODEL-MEMORY", fit.sentence());
        }
        if (fit.verdict() != MemoryFit.Verdict.FITS) {
            LOGGER.log(Level.WARNING, fit.sentence());
        }
    }

    /** @throws EngineException if {@code wanted} is false, as what {@code LoadProgress} answered */
    public static void goOn(boolean wanted) throws EngineException {
        if (!wanted) {
            throw new EngineException("LOAD-STOPPED", "Loading was stopped; load the model again when you need it.");
        }
    }
}
