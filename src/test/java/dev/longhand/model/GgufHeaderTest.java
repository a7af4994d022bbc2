package dev.longhand.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufHeaderTest {
    private static final Path PRACTICE = Path.of("samples/practice-model/longhand-practice.gguf");

    @TempDir
    Path folder;

    @Test
    void readsThePracticeModel() throws Exception {
        GgufHeader header = GgufHeader.read(PRACTICE);

        assertThat(header.architecture()).isEqualTo("qwen2");
        assertThat(header.quantization()).isEqualTo("Q8_0");
        assertThat(header.trainedContext()).isEqualTo(32_768);
        assertThat(header.parameters()).isBetween(4_000_000L, 6_000_000L);
        assertThat(header.chatTemplate()).hasValueSatisfying(template -> assertThat(template).contains("<|im_start|>"));
        assertThat(header.fileBytes()).isEqualTo(Files.size(PRACTICE));
        assertThat(header.weightBytes()).isLessThan(header.fileBytes());
        assertThat(header.fingerprint()).hasSize(64);
        Vocabulary vocabulary = header.vocabulary();
        assertThat(vocabulary.endIds()).contains(vocabulary.id("<|im_end|>"));
        assertThat(vocabulary.isSpecial(vocabulary.id("<|im_start|>"))).isTrue();
        assertThat(vocabulary.addSpacePrefix()).isFalse();
    }

    @Test
    void theFingerprintChangesWithAHeaderByteAndWithTheSize() throws Exception {
        byte[] bytes = GgufBuilder.small().bytes();
        String first = read(bytes).fingerprint();

        assertThat(read(bytes).fingerprint()).isEqualTo(first);
        assertThat(read(Arrays.copyOf(bytes, bytes.length + 32)).fingerprint()).isNotEqualTo(first);
        assertThat(read(GgufBuilder.small().text("general.name", "Small Two").bytes()).fingerprint())
                .isNotEqualTo(first);
    }

    @Test
    void worksOutTheKeyValueCachePerToken() throws Exception {
        // 2 blocks, 2 key-value heads of 64 / 4 = 16, keys and values, 2 bytes each
        assertThat(read(GgufBuilder.small().bytes()).kvBytesPerToken()).isEqualTo(2 * 2 * (16 + 16) * 2);
        assertThat(read(GgufBuilder.small().number("llama.attention.key_length", 8).bytes()).kvBytesPerToken())
                .isEqualTo(2 * 2 * (8 + 16) * 2);
        assertThat(read(GgufBuilder.small().numbers("llama.attention.head_count_kv", List.of(1, 4)).bytes())
                        .kvBytesPerToken())
                .isEqualTo((1 + 4) * (16 + 16) * 2);
        assertThat(read(GgufBuilder.small().without("llama.block_count").bytes()).kvBytesPerToken()).isZero();
    }

    @Test
    void takesTheFilesNameWhereTheHeaderHasNone() throws Exception {
        Path file = GgufBuilder.small().without("general.name").write(folder.resolve("tiny-q8.gguf"));
        assertThat(GgufHeader.read(file).name()).isEqualTo("tiny-q8");
    }

    @Test
    void namesTheQuantizationOfMostWeightsWhereNoFileTypeIsGiven() throws Exception {
        byte[] bytes = GgufBuilder.small()
                .tensor("a", new float[64], 64)
                .bytes();
        assertThat(read(bytes).quantization()).isEqualTo("F32");
        assertThat(read(GgufBuilder.small().number("general.file_type", 15).bytes()).quantization())
                .isEqualTo("Q4_K_M");
    }

    @Test
    void readsOverLargeListsItDoesNotNeed() throws Exception {
        Float[] scores = new Float[10_000];
        Arrays.fill(scores, 1f);
        GgufHeader header = read(GgufBuilder.small().reals("small.scores", List.of(scores)).bytes());
        assertThat(header.metadata().get("small.scores")).isEqualTo(new GgufValue.Skipped(10_000));
    }

    @Test
    void refusesWhatIsNoFile() throws Exception {
        assertRefused(folder.resolve("none.gguf"), "MODEL-ABSENT", "There is no model file");
        assertRefused(folder, "MODEL-IS-FOLDER", "is a folder");
        assertRefused(Files.createFile(folder.resolve("empty.gguf")), "MODEL-EMPTY", "is empty");
        assertRefused(
                Files.writeString(folder.resolve("text.gguf"), "This is a text, not a model.\n"),
                "MODEL-NOT-GGUF",
                "not a GGUF model file");
        assertRefused(Files.writeString(folder.resolve("two.gguf"), "GG"), "MODEL-NOT-GGUF", "not a GGUF model file");
    }

    @Test
    void refusesOtherVersionsAndByteOrders() {
        assertRefused(GgufBuilder.small().version(1).bytes(), "MODEL-VERSION", "GGUF version 1");
        assertRefused(GgufBuilder.small().version(4).bytes(), "MODEL-VERSION", "GGUF version 4");
        assertRefused(GgufBuilder.small().version(3 << 24).bytes(), "MODEL-BIG-ENDIAN", "big-endian");
    }

    @Test
    void refusesNumbersThatCannotBeTrue() {
        GgufBuilder small = GgufBuilder.small();
        assertRefused(small.bytes(Long.MAX_VALUE, 5), "MODEL-BROKEN", "more than fit");
        assertRefused(small.bytes(0, -1), "MODEL-BROKEN", "more than fit");
        assertRefused(
                GgufBuilder.small().raw("x", 8, little(8).putLong(1L << 40).array()).bytes(),
                "MODEL-BROKEN",
                "more than fit");
        assertRefused(
                GgufBuilder.small().raw("x", 9, little(12).putInt(5).putLong(1L << 61).array()).bytes(),
                "MODEL-BROKEN",
                "more than fit");
        assertRefused(GgufBuilder.small().raw("x", 77, new byte[8]).bytes(), "MODEL-BROKEN", "unknown type 77");
        assertRefused(GgufBuilder.small().raw("x", 7, new byte[] {2}).bytes(), "MODEL-BROKEN", "true nor false");
        assertRefused(GgufBuilder.small().number("general.alignment", 3).bytes(), "MODEL-BROKEN", "aligned to 3");
    }

    @Test
    void refusesTensorsThatCannotBe() {
        assertRefused(tensor(0, 0, 1L << 40, 1L << 40).bytes(), "MODEL-BROKEN", "impossible size");
        assertRefused(tensor(0, 0, -1).bytes(), "MODEL-BROKEN", "impossible size");
        assertRefused(tensor(0, 0, 1, 1, 1, 1, 1).bytes(), "MODEL-BROKEN", "5 dimensions");
        assertRefused(tensor(99, 0, 32).bytes(), "MODEL-TENSOR-TYPE", "stored in a way (99)");
        assertRefused(tensor(8, 0, 33).bytes(), "MODEL-BROKEN", "do not fit its type");
        assertRefused(tensor(0, 7, 32).bytes(), "MODEL-BROKEN", "not aligned");
        assertRefused(tensor(0, 0, 1024).bytes(), "MODEL-TRUNCATED", "after the file's end");
        assertRefused(tensor(0, 1L << 62, 1).bytes(), "MODEL-TRUNCATED", "after the file's end");
        assertRefused(
                GgufBuilder.small()
                        .tensor("twice", new float[8], 8)
                        .tensor("twice", new float[8], 8)
                        .bytes(),
                "MODEL-BROKEN",
                "stands twice");
    }

    @Test
    void refusesAVocabularyThatDoesNotFitItself() {
        assertRefused(GgufBuilder.small().without("tokenizer.ggml.tokens").bytes(), "MODEL-NO-TOKENIZER", "tokenizer");
        assertRefused(
                GgufBuilder.small().number("tokenizer.ggml.eos_token_id", 4).bytes(), "MODEL-BROKEN", "vocabulary");
        assertRefused(
                GgufBuilder.small().numbers("tokenizer.ggml.token_type", List.of(1)).bytes(),
                "MODEL-BROKEN",
                "types of 1");
    }

    @Test
    void refusesEveryHeaderThatWasCutShort() {
        byte[] bytes = GgufBuilder.small().tensor("a", new float[16], 16).bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(cut)).as("cut to %d bytes", length).isInstanceOf(ModelFileException.class);
        }
    }

    /** Whatever one byte becomes, the answer is a header or a sentence. */
    @Test
    void anyChangedByteGivesAHeaderOrASentence() throws Exception {
        byte[] bytes = GgufBuilder.small().tensor("a", new float[16], 16).bytes();
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(bytes.length)] = (byte) random.nextInt();
            changed[random.nextInt(bytes.length)] = (byte) random.nextInt();
            try {
                assertThat(read(changed).fingerprint()).hasSize(64);
            } catch (ModelFileException e) {
                assertThat(e.sentence()).endsWith(".").doesNotContain("\n");
            }
        }
    }

    @Test
    void namesFromABrokenFileCannotBreakTheSentence() {
        assertRefused(
                GgufBuilder.small().raw("a\u001b[31m\nb\u202e", 77, new byte[8]).bytes(), "MODEL-BROKEN", "\"a[31mb\"");
    }

    private static GgufBuilder tensor(int type, long offset, long... dimensions) {
        return GgufBuilder.small().rawTensor("t", type, offset, dimensions);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private GgufHeader read(byte[] bytes) throws IOException, ModelFileException {
        return GgufHeader.read(Files.write(folder.resolve("model.gguf"), bytes));
    }

    private void assertRefused(byte[] bytes, String code, String words) {
        try {
            assertRefused(Files.write(folder.resolve("model.gguf"), bytes), code, words);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(Path file, String code, String words) {
        assertThatThrownBy(() -> GgufHeader.read(file))
                .isInstanceOfSatisfying(ModelFileException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.sentence()).contains(words).endsWith(".");
                });
    }
}
