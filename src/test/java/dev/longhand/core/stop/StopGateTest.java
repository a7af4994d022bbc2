package dev.longhand.core.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopReason.EndToken;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.StopString;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StopGateTest {
    private static final StopString END = StopString.writer("THE END");

    @Test
    void letsTextThroughAtOnceUnlessItMayBecomeAStopString() {
        StopGate gate = gate(rules(100, END));

        assertThat(gate.accept("It is ", 1)).isEqualTo("It is ");
        assertThat(gate.accept("over T", 1)).isEqualTo("over ");
        assertThat(gate.accept("HE", 1)).isEmpty();
        assertThat(gate.accept(" sun", 1)).isEqualTo("THE sun");
        assertThat(gate.text()).isEqualTo("It is over THE sun");
        assertThat(gate.reason()).isEmpty();
    }

    @Test
    void cutsTheTextWhereTheStopStringBegan() {
        StopGate gate = gate(rules(100, END));

        String streamed = feed(gate, "It is over. T", "HE E", "ND, really");

        assertThat(streamed).isEqualTo("It is over. ").isEqualTo(gate.text());
        assertThat(gate.reason()).contains(new StopReason.StopStringMatched(END, 12));
        assertThat(gate.generated()).isEqualTo(3);
    }

    @Test
    void releasesHeldTextHoweverTheGenerationEnds() {
        EndToken token = new EndToken(2, "<|im_end|>");
        StopGate ended = gate(rules(100, END));
        ended.accept("over THE E", 1);
        assertThat(ended.endOfText(Optional.of(token))).isEqualTo("THE E");
        assertThat(ended.reason()).contains(new StopReason.EndOfText(Optional.of(token)));
        assertThat(ended.generated()).isEqualTo(1);

        StopGate full = gate(rules(100, END));
        full.accept("over THE E", 1);
        assertThat(full.contextFull(64, 63)).isEqualTo("THE E");
        assertThat(full.reason()).contains(new StopReason.ContextFull(64, 63, 1));

        StopGate cancelled = gate(rules(100, END));
        cancelled.accept("over THE E", 1);
        assertThat(cancelled.cancel()).isEqualTo("THE E");
        assertThat(cancelled.reason()).contains(new StopReason.Cancelled());

        StopGate failed = gate(rules(100, END));
        failed.accept("over THE E", 1);
        assertThat(failed.fail("ENGINE-DECODE", "Try again.")).isEqualTo("THE E");
        assertThat(failed.reason()).contains(new StopReason.Failed("ENGINE-DECODE", "Try again."));

        StopGate limited = gate(rules(1, END));
        assertThat(limited.accept("over THE E", 1)).isEqualTo("over THE E");
    }

    @Test
    void aStopStringOnTheLastTokenIsTheReason() {
        StopGate gate = gate(rules(1, END));

        assertThat(gate.accept("Over. THE END", 1)).isEqualTo("Over. ");
        assertThat(gate.reason()).contains(new StopReason.StopStringMatched(END, 6));
    }

    @Test
    void theLimitIsTheReasonWhenTheWindowIsFullAtTheSameToken() {
        StopGate gate = gate(rules(2));
        feed(gate, "one", " two");

        assertThat(gate.contextFull(64, 62)).isEmpty();
        assertThat(gate.reason()).contains(new StopReason.TokenLimit(2, Optional.empty()));
    }

    @Test
    void nothingChangesAfterTheDecision() {
        StopGate gate = gate(rules(2));
        feed(gate, "one", " two");

        assertThat(gate.accept(" three", 1)).isEmpty();
        assertThat(gate.endOfText(Optional.empty())).isEmpty();
        assertThat(gate.cancel()).isEmpty();
        assertThat(gate.fail("CODE", "No.")).isEmpty();
        assertThat(gate.text()).isEqualTo("one two");
        assertThat(gate.generated()).isEqualTo(2);
        assertThat(gate.reason()).contains(new StopReason.TokenLimit(2, Optional.empty()));
    }

    @Test
    void goesOnToTheEndOfTheSentence() {
        StopGate gate = gate(rules(8).withChunkEnd(ChunkEnd.SENTENCE));

        feed(gate, "Open. ", "a", "b", "c", "d", "e", "f", "g", " the tap.", " Then go");

        assertThat(gate.text()).isEqualTo("Open. abcdefg the tap.");
        assertThat(gate.reason()).contains(new StopReason.TokenLimit(8, Optional.of(ChunkEnd.SENTENCE)));
        assertThat(gate.generated()).isEqualTo(10);
    }

    @Test
    void aSentenceThatEndsExactlyAtTheLimitIsTheBoundary() {
        StopGate gate = gate(rules(4).withChunkEnd(ChunkEnd.SENTENCE));

        feed(gate, "Open", " the", " tap", ".", " Then");

        assertThat(gate.text()).isEqualTo("Open the tap.");
        assertThat(gate.reason()).contains(new StopReason.TokenLimit(4, Optional.of(ChunkEnd.SENTENCE)));
    }

    @Test
    void endsWithoutABoundaryAfterAQuarterMore() {
        StopGate gate = gate(rules(4).withChunkEnd(ChunkEnd.SENTENCE));

        feed(gate, "Open", " the", " tap", " and", " then", " another");

        assertThat(gate.text()).isEqualTo("Open the tap and then");
        assertThat(gate.reason()).contains(new StopReason.TokenLimit(4, Optional.empty()));
        assertThat(gate.generated()).isEqualTo(5);
    }

    @Test
    void goesOnToTheEndOfTheParagraph() {
        StopGate gate = gate(rules(8).withChunkEnd(ChunkEnd.PARAGRAPH));

        feed(gate, "a", "b", "c", "d", "e", "f", "g", "h. ", "End.\n\nNext", " one");

        assertThat(gate.text()).isEqualTo("abcdefgh. End.\n\n");
        assertThat(gate.reason()).contains(new StopReason.TokenLimit(8, Optional.of(ChunkEnd.PARAGRAPH)));
    }

    @Test
    void aBlankLineInsideCodeEndsNoParagraph() {
        StopGate gate = gate(rules(1).withTokenLimit(8).withChunkEnd(ChunkEnd.PARAGRAPH), "Text:\n```\n");

        feed(gate, "a", "b", "c", "d", "e", "f", "g", "h\n\n", "```\n\n", "Next");

        assertThat(gate.text()).isEqualTo("abcdefgh\n\n```\n\n");
    }

    @Test
    void aChineseSentenceNeedsNoSpace() {
        StopGate gate = gate(rules(4).withChunkEnd(ChunkEnd.SENTENCE));

        feed(gate, "打开", "阀门", "“慢", "慢", "地。”然后");

        assertThat(gate.text()).isEqualTo("打开阀门“慢慢地。”");
        assertThat(gate.reason()).contains(new StopReason.TokenLimit(4, Optional.of(ChunkEnd.SENTENCE)));
    }

    @Test
    void aChineseSentenceMayEndWithTheVeryLastToken() {
        StopGate gate = gate(rules(4).withChunkEnd(ChunkEnd.SENTENCE));

        feed(gate, "打开", "阀门", "慢", "慢", "地。");

        assertThat(gate.reason()).contains(new StopReason.TokenLimit(4, Optional.of(ChunkEnd.SENTENCE)));
    }

    @Test
    void aWindowThatFillsUpOnTheWayToABoundaryLeavesTheLimitAsTheReason() {
        StopGate gate = gate(rules(4).withChunkEnd(ChunkEnd.SENTENCE));
        feed(gate, "Open", " the", " tap", " and");

        gate.contextFull(64, 60);

        assertThat(gate.reason()).contains(new StopReason.TokenLimit(4, Optional.empty()));
    }

    @Test
    void emptyPiecesCountTheirTokens() {
        StopGate gate = gate(rules(3));

        assertThat(feed(gate, "", "", "阀")).isEqualTo("阀");
        assertThat(gate.reason()).contains(new StopReason.TokenLimit(3, Optional.empty()));
    }

    @Test
    void endsALoop() {
        StopGate gate = new StopGate(StopRules.limit(1_000), "");
        String sentence = "The seal is worn and has to be replaced soon.";

        String streamed = feed(gate, (sentence + " ").repeat(20).split("(?<= )"));

        assertThat(gate.reason()).hasValueSatisfying(reason -> assertThat(reason)
                .isEqualTo(new StopReason.Loop(sentence, sentence.length())));
        assertThat(streamed).isEqualTo(gate.text()).hasSizeBetween(3 * sentence.length(), 8 * sentence.length());
    }

    @Test
    void aStopStringComesBeforeALoopOnTheSameToken() {
        String loop = "again ".repeat(100);
        StopGate gate = gate(StopRules.limit(1_000).withStopStrings(List.of(END)));

        gate.accept(loop + "THE END", 1);

        assertThat(gate.reason()).contains(new StopReason.StopStringMatched(END, loop.length()));
    }

    @Test
    void aLoopComesBeforeTheLimitAndTheWindow() {
        StopGate limited = gate(StopRules.limit(1));
        limited.accept("again ".repeat(100), 1);
        assertThat(limited.reason()).containsInstanceOf(StopReason.Loop.class);

        int needed = limited.text().length();
        StopGate full = gate(StopRules.limit(10));
        full.accept("again ".repeat(100).substring(0, needed), 1);
        assertThat(full.reason()).isEmpty();
        full.contextFull(64, 63);
        assertThat(full.reason()).containsInstanceOf(StopReason.Loop.class);
    }

    static StopRules rules(int limit, StopString... stops) {
        return StopRules.limit(limit).withLoops(LoopRule.OFF).withStopStrings(List.of(stops));
    }

    static StopGate gate(StopRules rules) {
        return new StopGate(rules, "");
    }

    static StopGate gate(StopRules rules, String preceding) {
        return new StopGate(rules, preceding);
    }

    static String feed(StopGate gate, String... tokens) {
        StringBuilder streamed = new StringBuilder();
        Arrays.stream(tokens).forEach(token -> streamed.append(gate.accept(token, 1)));
        return streamed.toString();
    }
}
