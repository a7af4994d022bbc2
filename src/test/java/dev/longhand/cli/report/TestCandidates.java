package dev.longhand.cli.report;

import dev.longhand.core.document.Provenance;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopRules;
import java.util.OptionalInt;

/** What tests need to make candidates by hand. */
final class TestCandidates {
    private TestCandidates() {}

    static Provenance provenance(long seed) {
        return new Provenance(
                "model", "fingerprint", "engine", Sampling.STANDARD, seed, StopRules.limit(100), "",
                Provenance.Derivation.GENERATED, OptionalInt.empty());
    }
}
