package dev.longhand.project.format;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.DocumentChange;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.document.Provenance.Derivation;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.Timings;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenUsage;
import dev.longhand.core.engine.TokenizedText;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A line of {@code history.jsonl}: a candidate with its tokens, and the chunk that it is for. Members that are not known
 * are passed over.
 */
public final class CandidateJson {
    private static final int MOST_VALUES = 1_000_000;

    private CandidateJson() {}

    /** One JSON object on one line, without a line feed. */
    public static String write(DocumentChange.Added added) {
        return JsonOutput.compact(members(added));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws FormatException if {@code line} is anything else
     */
    public static DocumentChange.Added read(String line) throws FormatException {
        return read(Fields.of(JsonInput.object(line, MOST_VALUES)));
    }

    static JsonTree.Members members(DocumentChange.Added added) {
        Candidate candidate = added.candidate();
        JsonTree.Builder members = JsonTree.Members.with()
                .number("chunk", added.chunk())
                .number("number", candidate.number())
                .text("text", candidate.text());
        candidate.tokens().ifPresent(tokens -> members.member("tokens", EngineJson.of(tokens, candidate.text())));
        return members.member("keptTokens", EngineJson.of(candidate.keptTokens()))
                .member("stopReason", StopReasonJson.of(candidate.stopReason()))
                .member("usage", EngineJson.of(candidate.usage()))
                .member("timings", EngineJson.of(candidate.timings()))
                .member("provenance", provenance(candidate.provenance()))
                .number("sameTextAs", candidate.sameTextAs())
                .build();
    }

    static DocumentChange.Added read(Fields from) throws FormatException {
        int chunk = from.whole("chunk", 1);
        int number = from.whole("number", 1);
        String text = from.text("text");
        Optional<TokenizedText> tokens = from.has("tokens")
                ? Optional.of(EngineJson.tokens(from.object("tokens"), text))
                : Optional.empty();
        TokenCount keptTokens = EngineJson.tokenCount(from.object("keptTokens"));
        StopReason stopReason = StopReasonJson.read(from.object("stopReason"));
        TokenUsage usage = EngineJson.usage(from.object("usage"));
        Timings timings = EngineJson.timings(from.object("timings"));
        Provenance provenance = provenance(from.object("provenance"));
        OptionalInt sameTextAs = from.optionalWhole("sameTextAs", 1);
        return new DocumentChange.Added(
                chunk,
                new Candidate(
                        number, text, tokens, keptTokens, stopReason, usage, timings, provenance, sameTextAs));
    }

    static JsonTree.Members provenance(Provenance provenance) {
        return JsonTree.Members.with()
                .text("model", provenance.model())
                .text("fingerprint", provenance.fingerprint())
                .text("engine", provenance.engine())
                .member("sampling", EngineJson.of(provenance.sampling()))
                .number("seed", provenance.seed())
                .member("stopRules", EngineJson.of(provenance.stopRules()))
                .text("direction", provenance.direction())
                .name("derivation", provenance.derivation())
                .number("basedOn", provenance.basedOn())
                .build();
    }

    static Provenance provenance(Fields from) throws FormatException {
        String model = from.text("model");
        String fingerprint = from.text("fingerprint");
        String engine = from.text("engine");
        Sampling sampling = EngineJson.sampling(from.object("sampling"));
        long seed = from.wholeLong("seed", Long.MIN_VALUE);
        StopRules stopRules = EngineJson.stopRules(from.object("stopRules"));
        String direction = from.text("direction");
        Derivation derivation = from.name("derivation", Derivation.class);
        OptionalInt basedOn = from.optionalWhole("basedOn", 1);
        return new Provenance(
                model, fingerprint, engine, sampling, seed, stopRules, direction, derivation, basedOn);
    }
}
