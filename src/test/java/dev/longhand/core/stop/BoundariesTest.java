package dev.longhand.core.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.ChunkEnd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundariesTest {
    /** Every ‖ stands where a boundary must be found, and nowhere else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Open it.‖ Close it!‖ Really?‖\nYes",
                "He said “no.”‖ Then (see there.)‖ he went",
                "Wait...‖ What?!‖ Go",
                "See the docs, e.g. this one, i. e. it.‖ End",
                "1. Open\n2. Close it.‖\n3. Go",
                "It costs 300.‖ So be it",
                "Version 3.5 is at example.org now",
                "打开阀门。‖然后等！‖真的？‖“好。”‖他说……‖然后",
                "A list:\n\n‖- one\n- two\n\n‖Next",
                "Code.‖\n```\nx = 1. y = 2!\n\nz. Z\n```\nDone.‖ And",
                "**Bold.**‖ Then",
                "Ends without space."
            })
    void findsTheEndsOfSentences(String marked) {
        assertThat(mark(ChunkEnd.SENTENCE, marked.replace("‖", ""))).isEqualTo(marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "One. Two.\nThree.\n\n‖Four.\n   \n‖Five",
                "One\n\n‖\n\n\nTwo\n\n‖",
                "Text\n\n‖```\ncode\n\ncode\n```\n\n‖Text",
                "- item\n  ```\n  code\n\n  code\n  ```\n\n‖Text",
                "- item\n\n‖  ```\n  code, never closed\n\nText outside of the item\n\n‖Next"
            })
    void findsTheEndsOfParagraphs(String marked) {
        assertThat(mark(ChunkEnd.PARAGRAPH, marked.replace("‖", ""))).isEqualTo(marked);
    }

    @Test
    void theTextBeforeCounts() {
        Boundaries inCode = new Boundaries(ChunkEnd.PARAGRAPH, "```\n");
        assertThat(inCode.feed('\n')).isEqualTo(Boundaries.NONE);

        Boundaries afterLine = new Boundaries(ChunkEnd.PARAGRAPH, "Text.\n");
        assertThat(afterLine.feed('\n')).isEqualTo(1);

        Boundaries afterSentence = new Boundaries(ChunkEnd.SENTENCE, "Text.");
        assertThat(afterSentence.feed(' ')).isZero();
    }

    /** Work that grew with the square of the line would take minutes here. */
    @Test
    @Timeout(20)
    void aLineOfAMillionSpacesIsReadOnce() {
        Boundaries boundaries = new Boundaries(ChunkEnd.SENTENCE, "");
        for (int i = 0; i < 1_000_000; i++) {
            assertThat(boundaries.feed(i % 2 == 0 ? ' ' : '\t') == Boundaries.NONE).isTrue();
        }
        boundaries.feed('.');

        assertThat(boundaries.feed(' ')).isEqualTo(1_000_001);
    }

    private static String mark(ChunkEnd kind, String text) {
        Boundaries boundaries = new Boundaries(kind, "");
        List<Integer> found = new ArrayList<>();
        for (char c : text.toCharArray()) {
            int at = boundaries.feed(c);
            if (at != Boundaries.NONE) {
                found.add(at);
            }
        }
        StringBuilder marked = new StringBuilder(text);
        found.reversed().forEach(at -> marked.insert(at, "‖"));
        return marked.toString();
    }
}
