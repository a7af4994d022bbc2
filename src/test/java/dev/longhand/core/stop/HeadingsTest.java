package dev.longhand.core.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopReason.Type;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.StopString;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A section has no headings of level 1 and 2 but the outline's, however they are written. */
class HeadingsTest {
    private static final StopRules RULES = StopRules.limit(10_000)
            .withLoops(LoopRule.OFF)
            .withStopStrings(List.of(StopString.nextHeading("# "), StopString.nextHeading("## ")));

    /** A ¶ ends a line, → is a tab; the text ends at the ‖. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Text.¶‖## Next¶",
                "Text.¶‖   ## Next¶",
                "Text.¶‖##→Next¶",
                "Text.¶‖##¶More",
                "Text.¶‖##",
                "Text.¶‖ #",
                "‖# Next",
                "### Part¶‖## Next",
                "Next¶‖----¶",
                "Next¶‖====¶",
                "Next¶‖-¶",
                "Next¶‖  ---  ¶Text",
                "Next¶‖---",
                "One¶two¶‖===¶",
                "1. item¶¶Next¶‖---¶",
                "1. item¶lazy¶¶Next¶‖---¶",
                "Next¶2. to¶‖---¶",
                "```¶## code¶```¶‖## Next¶",
                "- ```¶  ## code¶‖ ## Next¶"
            })
    void endTheTextWhereTheyBegin(String marked) {
        String text = plain(marked);
        int at = text.indexOf('‖');
        StopGate gate = new StopGate(RULES, "## Pumps\n\n");

        feed(gate, text.replace("‖", ""));

        assertThat(gate.text()).isEqualTo(text.substring(0, at));
        assertThat(gate.reason()).hasValueSatisfying(reason -> assertThat(reason.type()).isEqualTo(Type.STOP_STRING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "### Part¶Text",
                "###### Part",
                "#hashtag¶##x",
                "Text ## here",
                "    ## code",
                "Text¶    ## text",
                "\\## text",
                "Text¶¶---¶¶Text",
                "---",
                "> quoted¶---¶",
                "- item¶---¶",
                "- item¶¶  text¶---¶",
                "| a | b |¶| --- | --- |¶| 1 | 2 |¶---¶",
                "a | b¶--- | ---¶1 | 2¶",
                "### Part¶---¶",
                "Text¶- item¶",
                "Text¶--- text¶",
                "Text¶    ---¶",
                "Text¶- - -¶",
                "***¶---¶",
                "```¶Text¶---¶## code¶```¶",
                "    code¶---¶"
            })
    void leaveOtherTextAlone(String shown) {
        String text = plain(shown);
        StopGate gate = new StopGate(RULES, "## Pumps\n\n");
        feed(gate, text);

        assertThat(gate.text()).isEqualTo(text);
        assertThat(gate.reason()).contains(new StopReason.EndOfText(Optional.empty()));
    }

    @Test
    void theReasonNamesTheLevel() {
        assertThat(reasonOf("Next\n===\n")).isEqualTo(new StopReason.StopStringMatched(StopString.nextHeading("# "), 5));
        assertThat(reasonOf("Next\n---\n")).isEqualTo(new StopReason.StopStringMatched(StopString.nextHeading("## "), 5));
        assertThat(reasonOf("a\n ##\tb")).isEqualTo(new StopReason.StopStringMatched(StopString.nextHeading("## "), 2));
    }

    @Test
    void anUnderlineAcrossTheSeamEndsTheTextBeforeIt() {
        StopGate gate = new StopGate(RULES, "Text that was there");
        feed(gate, "\n---\nmore");

        assertThat(gate.text()).isEqualTo("\n");
    }

    /** They are a heading even without a text, and the text may be gone on with later. */
    @Test
    void aBeginningStaysOutOfTheTextWhateverEndsIt() {
        for (String text : List.of("Text.\n##", "Text.\n #", "Text.\n---")) {
            StopGate cancelled = new StopGate(RULES, "");
            cancelled.accept(text, 1);
            cancelled.cancel();
            StopGate limited = new StopGate(RULES.withTokenLimit(1), "");
            limited.accept(text, 1);

            assertThat(cancelled.text()).isEqualTo("Text.\n");
            assertThat(cancelled.reason()).contains(new StopReason.Cancelled());
            assertThat(limited.text()).isEqualTo("Text.\n");
            assertThat(limited.reason()).contains(new StopReason.TokenLimit(1, Optional.empty()));
        }
    }

    @Property(tries = 2000)
    void theSplitDoesNotMatter(@ForAll("markdown") String text) {
        StopGate whole = new StopGate(RULES, "");
        String streamed = whole.accept(text, 1) + whole.endOfText(Optional.empty());
        StopGate parts = new StopGate(RULES, "");
        feed(parts, text);

        assertThat(parts.text()).isEqualTo(streamed);
        assertThat(parts.reason()).isEqualTo(whole.reason());
    }

    @Property(tries = 2000)
    void whatIsKeptHasNoSuchHeading(@ForAll("markdown") String text) {
        StopGate gate = new StopGate(RULES, "");
        feed(gate, text.replace("```", "x"));

        assertThat(gate.text()).doesNotContainPattern("(?dm)^ {0,3}##?(?:[ \\t]|$)");
    }

    @Test
    void aHeadingRuleIsSignsAndASpace() {
        assertThatIllegalArgumentException().isThrownBy(() -> StopString.nextHeading("Next"));
        assertThatIllegalArgumentException().isThrownBy(() -> StopString.nextHeading("##"));
    }

    @Provide
    Arbitrary<String> markdown() {
        return Arbitraries.of("a", "\n", "\n", "#", "##", " ", "\t", "-", "---", "===", "- ", "1. ", "> ", "| ", "```\n")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    private static StopReason reasonOf(String text) {
        StopGate gate = new StopGate(RULES, "");
        feed(gate, text);
        return gate.reason().orElseThrow();
    }

    private static void feed(StopGate gate, String text) {
        StringBuilder streamed = new StringBuilder();
        text.chars().forEach(c -> streamed.append(gate.accept(Character.toString(c), 1)));
        streamed.append(gate.endOfText(Optional.empty()));
        assertThat(streamed).hasToString(gate.text());
    }

    private static String plain(String shown) {
        return shown.replace('¶', '\n').replace('→', '\t');
    }
}
