package dev.longhand.engine.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.TokenIds;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class VocabularyTest {
    @Property
    void anyTextComesBackAndItsTokensToo(@ForAll("texts") String text) {
        TokenIds ids = Vocabulary.tokenize(text);

        assertThat(Vocabulary.detokenize(ids)).isEqualTo(cleaned(text));
        assertThat(Vocabulary.tokenize(Vocabulary.detokenize(ids))).isEqualTo(ids);
        assertThat(ids.stream()).allMatch(Vocabulary::contains);
    }

    @Property
    void everyWordHasItsOwnId(@ForAll @IntRange(max = 308_915_775) int number) {
        String word = word(number);
        for (String written : List.of(word, " " + word, capitalized(word), " " + capitalized(word))) {
            TokenIds ids = Vocabulary.tokenize(written);
            assertThat(ids.size()).as(written).isEqualTo(1);
            assertThat(Vocabulary.detokenize(ids)).isEqualTo(written);
        }
    }

    @Example
    void wordsKeepTheirSpaceAndLongOnesAreCut() {
        assertThat(pieces("A new seal, 水闸!  End\n"))
                .containsExactly("A", " new", " seal", ",", " ", "水", "闸", "!", " ", " End", "\n");
        assertThat(pieces(" maintenance README")).containsExactly(" mainte", "nance", " R", "E", "A", "D", "M", "E");
    }

    @Example
    void anEmojiIsFourTokensThatMeanNothingAlone() {
        TokenIds ids = Vocabulary.tokenize("🌱");

        assertThat(ids.size()).isEqualTo(4);
        assertThat(Vocabulary.detokenize(ids.slice(0, 3))).isEqualTo("\uFFFD");
        assertThat(Vocabulary.unfinished(Vocabulary.tokenize("a").then(ids.slice(0, 2)))).isEqualTo(ids.slice(0, 2));
        assertThat(Vocabulary.unfinished(ids)).isEqualTo(TokenIds.NONE);
    }

    @Example
    void onlyATemplateHasSpecialTokens() {
        assertThat(Vocabulary.tokenizeTemplate("<|im_start|>user\n<|im_end|>").toArray())
                .startsWith(Vocabulary.TURN_BEGINS)
                .endsWith(Vocabulary.TURN_ENDS)
                .hasSize(4);
        assertThat(Vocabulary.tokenize("<|im_start|>").stream()).noneMatch(id -> id == Vocabulary.TURN_BEGINS);
        assertThat(Vocabulary.detokenize(TokenIds.of(Vocabulary.END_OF_TEXT))).isEqualTo("<|endoftext|>");
    }

    @Example
    void idsOutsideTheVocabularyAreNone() {
        assertThat(Stream.of(-1, 259, 1023, 1024, 1024 + 0xD800, Vocabulary.size(), Integer.MAX_VALUE))
                .noneMatch(Vocabulary::contains);
        assertThat(Vocabulary.contains(Vocabulary.size() - 1)).isTrue();
        assertThat(Vocabulary.detokenize(TokenIds.of(259))).isEqualTo("\uFFFD");
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> bits = Arbitraries.of(
                "<|im_end|>", "<|im_start|>", " ", "\n", "\0", "\uD83C", "\uDF31", "🌱", "水", "a", "Z", "zzzzzz", "Zz");
        return Arbitraries.oneOf(Arbitraries.strings(), bits.list().ofMaxSize(20).map(list -> String.join("", list)));
    }

    private static List<String> pieces(String text) {
        return Vocabulary.tokenize(text).stream()
                .mapToObj(id -> Vocabulary.detokenize(TokenIds.of(id)))
                .toList();
    }

    private static String word(int number) {
        char[] letters = new char[6];
        for (int i = 0, rest = number; i < letters.length; i++, rest /= 26) {
            letters[i] = (char) ('a' + rest % 26);
        }
        return new String(letters, 0, 1 + number % letters.length);
    }

    private static String capitalized(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String cleaned(String text) {
        return text.codePoints()
                .map(c -> c == 0 || c <= Character.MAX_VALUE && Character.isSurrogate((char) c) ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
