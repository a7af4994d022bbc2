package dev.longhand.engine.jllama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.PromptPart.Template;
import dev.longhand.core.engine.PromptPart.Text;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.engine.Tokenizer;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.Vocabulary;
import dev.longhand.model.Vocabulary.TokenType;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text to tokens and back, with a byte-level vocabulary and a SentencePiece one. */
class TokenizerTest {
    private static final JllamaEngine ENGINE = new JllamaEngine();

    @TempDir
    static Path folder;

    private static Model byteLevel;
    private static Model sentencePiece;
    private static Vocabulary byteLevelVocabulary;
    private static Vocabulary sentencePieceVocabulary;

    @BeforeAll
    static void load() throws Exception {
        Path tiny = TinyModel.write(folder.resolve("tiny.gguf"));
        LoadOptions options = LoadOptions.context(512);
        byteLevel = ENGINE.load(PatchedModel.PRACTICE, options, LoadProgress.SILENT);
        sentencePiece = ENGINE.load(tiny, options, LoadProgress.SILENT);
        byteLevelVocabulary = GgufHeader.read(PatchedModel.PRACTICE).vocabulary();
        sentencePieceVocabulary = GgufHeader.read(tiny).vocabulary();
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @Test
    void textMadeOfSpecialSpellingsHasNoSpecialToken() {
        checkSpecialSpellings(byteLevel, byteLevelVocabulary);
        checkSpecialSpellings(sentencePiece, sentencePieceVocabulary);
    }

    private static void checkSpecialSpellings(Model model, Vocabulary vocabulary) {
        List<String> bits = vocabulary.specialIds().stream()
                .map(vocabulary.spellings()::get)
                .flatMap(spelling -> List.of(
                        spelling,
                        spelling.substring(0, spelling.length() / 2),
                        spelling.substring(spelling.length() / 2),
                        spelling.substring(1))
                        .stream())
                .collect(Collectors.toList());
        bits.addAll(List.of("\0", "\uD800", "\uDC00", "\u202E", "👩‍🔬", "水", " ", "\n", "<"));
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            String text = random.ints(8, 0, bits.size()).mapToObj(bits::get).collect(Collectors.joining());
            TokenIds ids = model.tokenize(text);

            assertThat(ids.stream()).as(text).noneMatch(vocabulary::isSpecial);
            assertThat(model.detokenize(ids)).isEqualTo(Tokenizer.clean(text));
        }
    }

    @Test
    void whatCannotPassIsReplaced() {
        assertThat(Tokenizer.clean("a\0b")).isEqualTo("a\uFFFDb");
        assertThat(Tokenizer.clean("\uD83Ca\uDF31")).isEqualTo("\uFFFDa\uFFFD");
        assertThat(Tokenizer.clean("\uDF31\uD83C")).isEqualTo("\uFFFD\uFFFD");
        assertThat(Tokenizer.clean("🌱 \u202Eplain\t\u0001")).isEqualTo("🌱 \u202Eplain\t\u0001");
    }

    @Test
    void partsOfASentencePiecePromptGetNoSpaceBetweenThem() {
        TokenIds prompt = sentencePiece.tokens(List.of(
                new Template("</s>"), new Text("Hel"), new Text("lo"), new Template("lo"), new Text(" the")));

        assertThat(sentencePiece.detokenize(prompt)).isEqualTo("<s></s>Hellolo the");
    }

    @Test
    void theBeginningOfTextStandsOnce() {
        int begin = sentencePieceVocabulary.beginId();
        for (List<PromptPart> prompt : List.<List<PromptPart>>of(
                List.of(new Text("Hello")),
                List.of(new Template("<s>Hello")),
                List.of(new Text("<s>Hello")),
                List.of(new PromptPart.Tokens(TokenIds.of(begin)), new Text("Hello")))) {
            TokenIds ids = sentencePiece.tokens(prompt);

            assertThat(ids.get(0)).isEqualTo(begin);
            assertThat(ids.slice(1, ids.size()).stream()).doesNotContain(begin);
        }
    }

    @Test
    void tokensFromElsewhereAreRefusedInAPromptAndShownAsBroken() {
        int size = byteLevelVocabulary.size();
        TokenIds foreign = byteLevel.tokenize("a").then(TokenIds.of(size, -1)).then(byteLevel.tokenize("b"));

        assertThat(byteLevel.detokenize(foreign)).isEqualTo("a\uFFFD\uFFFDb");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> byteLevel.tokens(List.of(new PromptPart.Tokens(foreign))));
    }

    /** The text of every token leads back to it, so that sampled tokens can be worked out. */
    @Test
    void everyTokenWithATextIsFoundByIt() throws Exception {
        checkPieces(byteLevel, byteLevelVocabulary);
        checkPieces(sentencePiece, sentencePieceVocabulary);
    }

    private static void checkPieces(Model model, Vocabulary vocabulary) {
        PieceTokens pieces = ((JllamaModel) model).pieceTokens();
        int found = 0;
        for (int id = 0; id < vocabulary.size(); id++) {
            String text = model.detokenize(TokenIds.of(id));
            boolean ordinary = vocabulary.types().get(id) == TokenType.NORMAL && !vocabulary.isSpecial(id);
            if (!ordinary || text.isEmpty() || text.contains("\uFFFD")) {
                continue;
            }
            PieceTokens.Sampled sampled = pieces.of(text);
            if (sampled.ids().size() == 1 && sampled.ids().get(0) == id) {
                found++;
                assertThat(sampled.certain()).as(text).isEqualTo(text.chars().allMatch(c -> c < 0x80));
            } else {
                assertThat(sampled.certain()).as("%d, %s", id, text).isFalse();
            }
        }
        assertThat(found).isGreaterThan(vocabulary.size() / 2);
    }

    @Test
    void brokenTextTellsNoTokens() {
        PieceTokens pieces = ((JllamaModel) byteLevel).pieceTokens();
        assertThat(pieces.of("a\uFFFD")).isEqualTo(new PieceTokens.Sampled(TokenIds.NONE, false));
    }
}
