package dev.longhand.core.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.StopString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** However an engine cuts the same text into pieces, the gate lets the same text through for the same reason. */
class SplitInvarianceTest {
    /** Small enough that units of one to four of these repeat soon. */
    private static final LoopRule TOUCHY = new LoopRule(true, 20, 3, 5, 12, 14, 30);

    @Property(tries = 2000)
    void ofStopStrings(
            @ForAll("texts") String text, @ForAll("stops") @Size(min = 1, max = 4) List<String> stops, @ForAll long seed) {
        StopRules rules = StopRules.limit(1_000)
                .withLoops(LoopRule.OFF)
                .withStopStrings(stops.stream().map(StopString::writer).toList());

        assertSameInPieces(rules, text, seed);
    }

    @Property(tries = 2000)
    void ofLoops(@ForAll("texts") String text, @ForAll long seed) {
        assertSameInPieces(StopRules.limit(1_000).withLoops(TOUCHY), text, seed);
    }

    @Property(tries = 2000)
    void ofBoundaries(@ForAll("texts") String head, @ForAll("texts") String tail, @ForAll long seed) {
        for (ChunkEnd end : List.of(ChunkEnd.SENTENCE, ChunkEnd.PARAGRAPH)) {
            StopRules rules = StopRules.limit(1_000).withLoops(LoopRule.OFF).withChunkEnd(end);
            Outcome whole = Outcome.of(rules, head, List.of(tail));

            assertThat(Outcome.of(rules, head, pieces(tail, seed))).isEqualTo(whole);
        }
    }

    @Property(tries = 1000)
    void whatIsStreamedIsTheTextAndTheHeldPartFollowsIt(
            @ForAll("texts") String text, @ForAll("stops") @Size(max = 4) List<String> stops, @ForAll long seed) {
        StopGate gate = new StopGate(
                StopRules.limit(1_000)
                        .withLoops(LoopRule.OFF)
                        .withStopStrings(stops.stream().map(StopString::writer).toList()),
                "");
        StringBuilder streamed = new StringBuilder();
        StringBuilder given = new StringBuilder();
        for (String piece : pieces(text, seed)) {
            given.append(piece);
            streamed.append(gate.accept(piece, 1));
            assertThat(gate.text()).isEqualTo(streamed.toString());
            assertThat(given).startsWith(streamed);
            int longest = stops.stream().mapToInt(String::length).max().orElse(1);
            if (gate.reason().isEmpty()) {
                assertThat(given.length() - streamed.length()).isLessThan(longest);
            }
        }
        streamed.append(gate.endOfText(Optional.empty()));
        assertThat(gate.text()).isEqualTo(streamed.toString());
        if (gate.reason().orElseThrow() instanceof StopReason.EndOfText) {
            assertThat(streamed).hasToString(text);
        }
    }

    private static void assertSameInPieces(StopRules rules, String text, long seed) {
        assertThat(Outcome.of(rules, "", pieces(text, seed))).isEqualTo(Outcome.of(rules, "", List.of(text)));
    }

    /** What a listener sees in the end, but for the number of tokens. */
    record Outcome(String text, StopReason reason) {
        static Outcome of(StopRules rules, String head, List<String> pieces) {
            StopGate gate = new StopGate(rules, "");
            StringBuilder streamed = new StringBuilder(gate.accept(head, rules.tokenLimit()));
            pieces.forEach(piece -> streamed.append(gate.accept(piece, head.isEmpty() ? 1 : 0)));
            streamed.append(gate.endOfText(Optional.empty()));
            return new Outcome(streamed.toString(), gate.reason().orElseThrow());
        }
    }

    /** Cuts a text into whole characters at random, now and then with an empty piece. */
    private static List<String> pieces(String text, long seed) {
        Random random = new Random(seed);
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = text.offsetByCodePoints(at, Math.min(random.nextInt(4), text.codePointCount(at, text.length())));
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "ab", " ", "\n", ". ", "。", "”", "1", "2. ", "阀", "😀", "😁", "```", "| ")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<String>> stops() {
        return Arbitraries.of("a", "b", "\n", "阀", "😀", "😁", ". ")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join("", parts))
                .list();
    }
}
