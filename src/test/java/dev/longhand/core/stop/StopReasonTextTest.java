package dev.longhand.core.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopString;
import dev.longhand.core.engine.TokenCount;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StopReasonTextTest {
    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of(new StopReason.EndOfText(Optional.empty()), "Model ended its answer", "Model ended its answer"),
                Arguments.of(
                        new StopReason.EndOfText(Optional.of(new StopReason.EndToken(2, "<|im_end|>"))),
                        "Model ended its answer",
                        "Model ended its answer (<|im_end|>)"),
                Arguments.of(
                        new StopReason.StopStringMatched(StopString.writer("{0}'\n###"), 7),
                        "Stop string matched",
                        "Stop string matched: “{0}'\\n###”"),
                Arguments.of(
                        new StopReason.StopStringMatched(StopString.nextHeading("## "), 7),
                        "Next heading began",
                        "Next heading began"),
                Arguments.of(
                        new StopReason.TokenLimit(1024, Optional.empty()),
                        "Chunk limit reached",
                        "Chunk limit reached (1,024 tokens)"),
                Arguments.of(
                        new StopReason.TokenLimit(64, Optional.of(ChunkEnd.SENTENCE)),
                        "Chunk limit reached",
                        "Chunk limit reached (64 tokens, then on to the end of the sentence)"),
                Arguments.of(
                        new StopReason.ContextFull(2048, 2000, 48),
                        "Context window is full",
                        "Context window is full (2,048 tokens: 2,000 of prompt, 48 generated)"),
                Arguments.of(new StopReason.Cancelled(), "You stopped it", "You stopped it"),
                Arguments.of(
                        new StopReason.Loop("and so on, ", 3),
                        "It began to repeat itself",
                        "It began to repeat itself: “and so on, ”"),
                Arguments.of(
                        new StopReason.TimedOut(Duration.ofSeconds(30)),
                        "Nothing arrived for 30 s",
                        "Nothing arrived for 30 s"),
                Arguments.of(
                        new StopReason.Interrupted(TokenCount.about(12)),
                        "The program ended in the middle",
                        "The program ended in the middle (≈12 tokens recovered)"),
                Arguments.of(
                        new StopReason.Failed("ENGINE-DECODE", "It broke."),
                        "The engine failed",
                        "The engine failed: It broke. (ENGINE-DECODE)"));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void everyReasonHasItsWords(StopReason reason, String name, String full) {
        assertThat(StopReasonText.ENGLISH.name(reason)).isEqualTo(name);
        assertThat(StopReasonText.ENGLISH.full(reason)).isEqualTo(full);
    }

    @Test
    void everyTypeIsTested() {
        assertThat(reasons().map(a -> ((StopReason) a.get()[0]).type()).distinct())
                .containsExactlyInAnyOrder(StopReason.Type.values());
    }

    @Test
    void aLanguageWithoutWordsGetsEnglish() {
        assertThat(new StopReasonText(Locale.ITALIAN).name(new StopReason.Cancelled())).isEqualTo("You stopped it");
    }

    @Test
    void aLongPassageOnlyBeginsAndNoCharacterIsCut() {
        String text = StopReasonText.ENGLISH.full(new StopReason.Loop("\uD83D\uDE80".repeat(100), 0));
        assertThat(text).isEqualTo("It began to repeat itself: “" + "\uD83D\uDE80".repeat(60) + "…”");
    }
}
