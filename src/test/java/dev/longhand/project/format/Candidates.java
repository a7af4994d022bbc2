package dev.longhand.project.format;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.DocumentChange;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.StopString;
import dev.longhand.core.engine.Timings;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.core.engine.TokenUsage;
import dev.longhand.core.engine.TokenizedText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Candidates as a draft makes them. */
final class Candidates {
    private Candidates() {}

    /** @param tokens of {@code text}, all of about the same length */
    static DocumentChange.Added added(int chunk, int number, String text, int tokens) {
        int[] ids = IntStream.range(0, tokens).map(i -> (100 + i) * (i % 3 == 2 && tokens > 4 ? 97 : 1)).toArray();
        int[] ends = IntStream.rangeClosed(1, tokens).map(i -> (int) ((long) i * text.length() / tokens)).toArray();
        return new DocumentChange.Added(chunk, new Candidate(
                number,
                text,
                Optional.of(new TokenizedText(text, TokenIds.of(ids), ends)),
                TokenCount.exactly(tokens),
                new StopReason.EndOfText(Optional.of(new StopReason.EndToken(2, "<|im_end|>"))),
                new TokenUsage(
                        TokenCount.exactly(900), TokenCount.exactly(850), TokenCount.exactly(50), TokenCount.exactly(tokens)),
                new Timings(81.25, 99.5, 1234.5),
                new Provenance(
                        "practice", "0123456789abcdef", "java-llama 4.2.0", Sampling.STANDARD, -5,
                        StopRules.limit(1_024).withStopStrings(List.of(StopString.nextHeading("## "))),
                        "say more about valves", Provenance.Derivation.GENERATED, OptionalInt.empty()),
                OptionalInt.empty()));
    }
}
