package dev.longhand.core.drafting;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.document.Provenance.Derivation;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenUsage;
import dev.longhand.core.engine.TokenizedText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes candidates from what generations bring, and from what is changed in them afterwards. */
final class CandidateFactory {
    private final Model model;
    private final String engineName;

    CandidateFactory(Model model, String engineName) {
        this.model = model;
        this.engineName = engineName;
    }

    /** The candidate that comes after {@code earlier}; {@code base} is the one it lengthens. */
    Candidate candidate(
            List<Candidate> earlier,
            GenerationResult result,
            GenerationRequest request,
            String direction,
            Optional<Candidate> base) {
        String begun = base.map(Candidate::text).orElse("");
        String text = begun + result.text();
        Optional<TokenizedText> tokens = base.isEmpty()
                ? result.tokens()
                : base.get().tokens().flatMap(first -> result.tokens().map(completed(first)::then));
        StopReason reason = result.stopReason().shifted(begun.length());
        TokenUsage usage = base.map(b -> joined(b.usage(), result.usage())).orElse(result.usage());
        Provenance provenance = provenance(request, result.seed(), direction, base);
        OptionalInt same = earlier.stream()
                .filter(c -> c.text().equals(text))
                .mapToInt(Candidate::number)
                .findFirst();
        return new Candidate(
                earlier.size() + 1, text, tokens, count(text, tokens, usage.generated().exact()), reason, usage,
                base.map(b -> b.timings().plus(result.timings())).orElse(result.timings()), provenance, same);
    }

    /** How the candidate of a generation comes to be. */
    Provenance provenance(GenerationRequest request, long seed, String direction, Optional<Candidate> base) {
        return new Provenance(
                model.description().name(), model.description().fingerprint(), engineName, request.sampling(),
                seed, request.stopRules(), direction,
                base.isPresent() ? Derivation.CONTINUED : Derivation.GENERATED,
                base.isPresent() ? OptionalInt.of(base.get().number()) : OptionalInt.empty());
    }

    /** A candidate with {@code base}'s history and another text. */
    Candidate changed(Candidate base, int number, String text, Derivation how) {
        boolean exact = base.usage().generated().exact();
        return base.changed(number, text, count(text, base.tokensOf(text), exact), how);
    }

    /** The tokens of a text: those it was sampled as, and those of whatever text follows them. */
    private TokenCount count(String text, Optional<TokenizedText> tokens, boolean exact) {
        if (tokens.isEmpty()) {
            return new TokenCount(model.tokenize(text).size(), exact);
        }
        int sum = 0;
        for (PromptPart part : tokens.get().parts()) {
            sum += switch (part) {
                case PromptPart.Tokens(var ids) -> ids.size();
                case PromptPart.Text(var rest) -> model.tokenize(rest).size();
                case PromptPart.Template(var rest) -> model.tokenize(rest).size();
            };
        }
        return new TokenCount(sum, exact);
    }

    /** The text with tokens to its very end, as the model read it before it went on. */
    private TokenizedText completed(TokenizedText text) {
        String rest = text.text().substring(text.covered());
        return rest.isEmpty() ? text : text.completedBy(model.tokenize(rest));
    }

    /** The prompt of the first generation, the generated tokens of both. */
    private static TokenUsage joined(TokenUsage first, TokenUsage second) {
        return new TokenUsage(
                first.prompt(), first.reused(), first.evaluated(), first.generated().plus(second.generated()));
    }
}
