package dev.longhand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class Utf8PiecesTest {
    @Property
    void anySplitOfAnyBytesGivesTheSameText(@ForAll byte[] bytes, @ForAll @Size(max = 8) List<@IntRange(max = 5) Integer> cuts) {
        Utf8Pieces pieces = new Utf8Pieces();
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int cut : cuts) {
            int end = Math.min(bytes.length, at + cut);
            text.append(pieces.accept(Arrays.copyOfRange(bytes, at, end)));
            at = end;
        }
        text.append(pieces.accept(Arrays.copyOfRange(bytes, at, bytes.length)));

        assertThat(text + pieces.finish()).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
        assertThat(pieces.pending()).isEmpty();
    }

    @Property
    void byteByByteOnlyWholeCharactersComeOut(@ForAll String text) {
        Utf8Pieces pieces = new Utf8Pieces();
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            String piece = pieces.accept(new byte[] {next});
            assertThat(piece.codePointCount(0, piece.length())).isLessThanOrEqualTo(1);
            assertThat(piece.isEmpty()).isEqualTo(pieces.pending().length > 0);
        }
    }

    @Example
    void anUnfinishedCharacterWaitsAndThenIsMarkedAsBroken() {
        Utf8Pieces pieces = new Utf8Pieces();
        assertThat(pieces.accept(new byte[] {'a', (byte) 0xF0, (byte) 0x9F})).isEqualTo("a");
        assertThat(pieces.pending()).containsExactly(0xF0, 0x9F);
        assertThat(pieces.finish()).isEqualTo("\uFFFD");
        assertThat(pieces.accept("水".getBytes(StandardCharsets.UTF_8))).isEqualTo("水");
    }
}
