package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private long now = TimeUnit.DAYS.toNanos(1);

    private LiveLine line(boolean interactive, int columns) {
        return new LiveLine(new Terminal(out, out, interactive, () -> columns), () -> now);
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void after(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void aTerminalsLineIsWrittenOverAtMostTenTimesASecond() {
        LiveLine line = line(true, 40);
        for (int i = 0; i < 200; i++) {
            line.show("token " + i);
            after(10);
        }
        assertThat(written().chars().filter(c -> c == '\r').count()).isBetween(19L, 21L);
        assertThat(written()).doesNotContain("\n");
    }

    @Test
    void aLineIsNeverWiderThanTheTerminal() {
        LiveLine line = line(true, 20);
        for (String text : new String[] {"a".repeat(100), "水".repeat(30), "short", "b".repeat(25)}) {
            line.show(text);
            after(100);
        }
        assertThat(Arrays.stream(written().split("\r"))).allMatch(part -> TerminalText.columns(part) <= 19);
    }

    @Test
    void aShorterLineWipesTheRestOfTheLongerOne() {
        LiveLine line = line(true, 40);
        line.show("a long line");
        after(100);
        line.show("short");
        assertThat(written()).isEqualTo("\ra long line\rshort      ");
    }

    @Test
    void aLineThatStaysTakesThePlaceOfTheLiveLine() {
        LiveLine line = line(true, 40);
        line.show("working");
        line.print("done");
        assertThat(written()).isEqualTo("\rworking\r       \rdone" + System.lineSeparator());
    }

    @Test
    void aLineThatStaysIsBrokenBetweenItsPartsOnANarrowTerminal() {
        List<String> parts = List.of("  1  Introduction  192 tokens ", "Chunk limit reached (200 tokens);", "prompt 397");
        line(true, 200).print(parts);
        assertThat(written().lines())
                .containsExactly("  1  Introduction  192 tokens  Chunk limit reached (200 tokens); prompt 397");
        bytes.reset();
        line(true, 60).print(parts);
        assertThat(written().lines())
                .containsExactly("  1  Introduction  192 tokens", "     Chunk limit reached (200 tokens); prompt 397");
        bytes.reset();
        line(true, 36).print(parts);
        assertThat(written().lines())
                .containsExactly(
                        "  1  Introduction  192 tokens", "     Chunk limit reached (200", "     tokens);", "     prompt 397");
        bytes.reset();
        line(false, 36).print(parts);
        assertThat(written().lines()).hasSize(1);
    }

    @Test
    void withoutATerminalALineComesEveryFiveSeconds() {
        LiveLine line = line(false, 40);
        for (int i = 0; i < 160; i++) {
            line.show("token " + i);
            after(100);
        }
        assertThat(written().lines()).containsExactly("token 50", "token 100", "token 150");
        assertThat(written()).doesNotContain("\r");
    }

    @Test
    void whatATextSaysCannotBreakOutOfTheLine() {
        line(true, 40).show("a\nb\u001B[31m");
        assertThat(written()).isEqualTo("\ra b\uFFFD[31m");
    }
}
