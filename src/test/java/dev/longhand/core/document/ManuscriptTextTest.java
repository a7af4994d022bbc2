package dev.longhand.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ManuscriptTextTest {
    @Property(tries = 300)
    void behavesLikeAString(
            @ForAll @StringLength(max = 60) @CharRange(from = 'a', to = 'c') @Chars({'\n'}) String start,
            @ForAll @Size(max = 12) List<@StringLength(max = 9) @CharRange(from = 'x', to = 'z') @Chars({'\n'}) String>
                    pieces,
            @ForAll long seed) {
        Random random = new Random(seed);
        ManuscriptText text = new ManuscriptText(start);
        StringBuilder model = new StringBuilder(start);
        Deque<TextEdit> edits = new ArrayDeque<>();
        for (String piece : pieces) {
            int from = random.nextInt(model.length() + 1);
            int to = from + random.nextInt(model.length() - from + 1);
            edits.addLast(text.replace(from, to, piece));
            model.replace(from, to, piece);
            assertThat(text.toString()).isEqualTo(model.toString());
            assertThat(text.length()).isEqualTo(model.length());
            assertThat(text.paragraphs()).isEqualTo(model.toString().split("\n", -1).length);
            int a = random.nextInt(model.length() + 1);
            int b = a + random.nextInt(model.length() - a + 1);
            assertThat(text.substring(a, b)).isEqualTo(model.substring(a, b));
            assertThat(text.paragraph(text.paragraphAt(a)))
                    .isEqualTo(model.toString().split("\n", -1)[
                            (int) model.substring(0, a).chars().filter(c -> c == '\n').count()]);
        }
        while (!edits.isEmpty()) {
            text.apply(edits.removeLast().inverse());
        }
        assertThat(text.toString()).isEqualTo(start);
    }

    @Test
    void holdsManyParagraphs() {
        String line = "A paragraph of some length that stands here.\n";
        ManuscriptText text = new ManuscriptText(line.repeat(20_000));
        assertThat(text.length()).isEqualTo(line.length() * 20_000);
        text.replace(line.length() * 10_000, line.length() * 10_000 + 1, "The");
        assertThat(text.paragraph(10_000)).startsWith("The paragraph");
        assertThat(text.paragraph(9_999)).startsWith("A paragraph");
        assertThat(text.paragraphs()).isEqualTo(20_001);
    }

    @Test
    void refusesPlacesOutsideTheText() {
        ManuscriptText text = new ManuscriptText("abc");
        assertThatThrownBy(() -> text.replace(2, 4, "")).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.substring(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(text.toString()).isEqualTo("abc");
    }

    @Test
    void aCopyIsChangedByItself() {
        ManuscriptText text = new ManuscriptText("One.\nTwo.");
        ManuscriptText copy = text.copy();
        text.replace(0, 4, "1.\n");
        copy.replace(copy.length(), copy.length(), "\nThree.");
        assertThat(text).hasToString("1.\n\nTwo.");
        assertThat(copy).hasToString("One.\nTwo.\nThree.");
    }
}
