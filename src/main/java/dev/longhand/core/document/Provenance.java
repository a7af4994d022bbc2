package dev.longhand.core.document;

import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopRules;
import java.util.OptionalInt;

/**
 * How a candidate came to be: enough to generate it again.
 *
 * @param model name of the model
 * @param fingerprint of its file
 * @param engine name and version
 * @param sampling how tokens were chosen
 * @param seed really used
 * @param stopRules what would have ended it
 * @param direction the writer's line for it; may be empty
 * @param continues number of the candidate it lengthens, if it does
 * @param edited whether the writer changed its text
 */
public record Provenance(
        String model,
        String fingerprint,
        String engine,
        Sampling sampling,
        long seed,
        StopRules stopRules,
        String direction,
        OptionalInt continues,
        boolean edited) {

    Provenance asEdited() {
        return new Provenance(model, fingerprint, engine, sampling, seed, stopRules, direction, continues, true);
    }
}
