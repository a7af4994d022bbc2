package dev.longhand.project.state;

import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopOrigin;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.StopString;
import dev.longhand.core.engine.Timings;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.core.engine.TokenUsage;
import dev.longhand.core.engine.TokenizedText;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What engines are asked and answer, in every shape that its types allow. */
final class EngineArbitraries {
    private EngineArbitraries() {}

    /** Numbers from {@code least} to the largest, the outermost often. */
    static Arbitrary<Integer> from(int least) {
        return Arbitraries.oneOf(List.of(
                Arbitraries.integers().between(least, 10_000),
                Arbitraries.integers().greaterOrEqual(least),
                Arbitraries.of(least, least + 1, Integer.MAX_VALUE - 1, Integer.MAX_VALUE)));
    }

    /** All numbers, the outermost often. */
    static Arbitrary<Long> longs() {
        return Arbitraries.oneOf(List.of(
                Arbitraries.longs(), Arbitraries.of(0L, -1L, 1L << 53, (1L << 53) + 1, Long.MIN_VALUE, Long.MAX_VALUE)));
    }

    static Arbitrary<TokenCount> tokenCounts() {
        return Combinators.combine(from(0), Arbitraries.of(true, false)).as(TokenCount::new);
    }

    static Arbitrary<TokenUsage> usages() {
        Arbitrary<Integer> tokens = Arbitraries.oneOf(List.of(
                Arbitraries.integers().between(0, 100_000), Arbitraries.of(0, (1 << 30) - 1)));
        Arbitrary<Boolean> exact = Arbitraries.of(true, false);
        return Combinators.combine(tokens, tokens, tokens, exact, exact)
                .as((reused, evaluated, generated, one, other) -> new TokenUsage(
                        new TokenCount(reused + evaluated, one),
                        new TokenCount(reused, other),
                        new TokenCount(evaluated, one),
                        new TokenCount(generated, other)));
    }

    static Arbitrary<Timings> timings() {
        Arbitrary<Double> millis = Arbitraries.oneOf(List.of(
                Arbitraries.doubles().between(0, 1e6).ofScale(6),
                Arbitraries.of(0.0, Double.MIN_VALUE, Double.MAX_VALUE, 0.1, 1e-7, 123456789.125)));
        return Combinators.combine(millis, millis, millis).as(Timings::new);
    }

    static Arbitrary<Sampling> samplings() {
        return Combinators.combine(
                        reals(0, 5), from(0), reals(1e-9, 1), reals(0, 1), reals(0.5, 2), from(0))
                .as(Sampling::new);
    }

    private static Arbitrary<Double> reals(double least, double most) {
        return Arbitraries.oneOf(List.of(
                Arbitraries.doubles().between(least, most).ofScale(9), Arbitraries.of(least, most)));
    }

    static Arbitrary<LoopRule> loopRules() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 2_000),
                        from(2),
                        from(1),
                        from(1),
                        from(1),
                        from(1))
                .as(LoopRule::new);
    }

    static Arbitrary<StopString> stopStrings() {
        Arbitrary<StopOrigin> origins = Arbitraries.of(StopOrigin.class);
        return Arbitraries.oneOf(List.of(
                Combinators.combine(StateArbitraries.texts().filter(text -> !text.isEmpty()), origins)
                        .as((text, origin) -> new StopString(text, origin, false)),
                Combinators.combine(Arbitraries.integers().between(1, 6), origins)
                        .as((level, origin) -> new StopString("#".repeat(level) + " ", origin, true))));
    }

    static Arbitrary<StopRules> stopRules() {
        return Combinators.combine(
                        stopStrings().list().ofMaxSize(3),
                        from(1),
                        from(0),
                        Arbitraries.of(ChunkEnd.class),
                        loopRules())
                .as((strings, limit, minimum, end, loops) ->
                        new StopRules(strings, limit, Math.min(minimum, limit), end, loops));
    }

    /** Any tokens that {@code text} may consist of, to its end or not. */
    static Arbitrary<TokenizedText> tokens(String text) {
        return Combinators.combine(from(0), Arbitraries.integers().between(0, text.length()))
                .as((id, end) -> new int[] {id, end})
                .list()
                .ofMaxSize(12)
                .map(tokens -> new TokenizedText(
                        text,
                        TokenIds.of(tokens.stream().mapToInt(token -> token[0]).toArray()),
                        tokens.stream().mapToInt(token -> token[1]).sorted().toArray()));
    }
}
