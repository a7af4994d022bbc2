package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTextTest {
    @Test
    void aTextIsBrokenAtSpacesAndNoWordIsBroken() {
        assertThat(TerminalText.lines("one two three", 7, 2)).containsExactly("one two", "  three");
        assertThat(TerminalText.lines("one two three", 13, 2)).containsExactly("one two three");
        assertThat(TerminalText.lines("/a/long/path x", 4, 2)).containsExactly("/a/long/path", "  x");
        assertThat(TerminalText.lines("  水水水 水水", 8, 2)).containsExactly("  水水水", "  水水");
        assertThat(TerminalText.lines("    /a/long/path", 4, 2)).containsExactly("    /a/long/path");
        assertThat(TerminalText.lines("", 4, 2)).containsExactly("");
    }

    @Test
    void nothingThatATerminalObeysPasses() {
        assertThat(TerminalText.oneLine("a\u001B[2Jb\u0007c\nd\te\u202Ef\u2067g\uD800h"))
                .isEqualTo("a\uFFFD[2Jb\uFFFDc d e\uFFFDf\uFFFDg\uFFFDh");
    }

    @Test
    void ordinaryCharactersPass() {
        String text = "Größe 水泵 \uD83D\uDE80 שלום <|im_end|>";
        assertThat(TerminalText.oneLine(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"abc,3", "水泵,4", "\uD83D\uDE80,2", "e\u0301,1", "，,2", "…,1", "a\u200Db,2"})
    void widthIsCountedInColumns(String text, int columns) {
        assertThat(TerminalText.columns(text)).isEqualTo(columns);
    }

    @Property(tries = 500)
    void aCutTextFitsAndIsABeginning(@ForAll String text, @ForAll @IntRange(min = 1, max = 40) int columns) {
        String line = TerminalText.oneLine(text);
        String fit = TerminalText.fit(line, columns);
        assertThat(TerminalText.columns(fit)).isLessThanOrEqualTo(columns);
        if (!fit.equals(line)) {
            assertThat(fit).endsWith("…");
            assertThat(line).startsWith(fit.substring(0, fit.length() - 1));
        }
    }
}
