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
 * @param derivation how its text was made
 * @param basedOn number of the candidate that was lengthened, cut or edited; absent for a generated one
 */
public record Provenance(
        String model,
        String fingerprint,
        String engine,
        Sampling sampling,
        long seed,
        StopRules stopRules,
        String direction,
        Derivation derivation,
        OptionalInt basedOn) {

    /** How a candidate's text was made. */
    public enum Derivation {
        /** By one generation. */
        GENERATED,
        /** By a generation that went on from where another candidate stopped. */
        CONTINUED,
        /** By the writer, from another candidate. */
        EDITED,
        /** By cutting off the end of another candidate. */
        CUT
    }

    /** The same generation, its text changed afterwards. */
    public Provenance derived(Derivation how, int from) {
        return new Provenance(
                model, fingerprint, engine, sampling, seed, stopRules, direction, how, OptionalInt.of(from));
    }
}
