package dev.longhand.model;

import static dev.longhand.model.GgufBuilder.join;
import static dev.longhand.model.GgufBuilder.little;
import static dev.longhand.model.GgufBuilder.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made byte by byte, each with one thing about it: every one is read, or refused with its sentence. */
class CraftedGgufTest {
    private static final int TEXT = 8;
    private static final int LIST = 9;

    @TempDir
    private Path folder;

    /** @param refusal the code and some words of the sentence; null for a file that is read */
    record Crafted(String what, byte[] bytes, String code, String words) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Crafted> files() {
        return Stream.of(whole(), start(), counts(), entries(), types(), tensors(), tokenizers())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("files")
    void isReadOrRefusedWithItsSentence(Crafted file) throws Exception {
        Path path = Files.write(folder.resolve("model.gguf"), file.bytes);
        long before = allocated();
        if (file.code == null) {
            assertThat(GgufHeader.read(path).vocabulary().size()).isPositive();
        } else {
            assertThatThrownBy(() -> GgufHeader.read(path))
                    .isInstanceOfSatisfying(ModelFileException.class, e -> {
                        assertThat(e.code()).isEqualTo(file.code);
                        assertThat(e.sentence()).contains(file.words).endsWith(".").doesNotContain("\n", ". ");
                    });
        }
        assertThat(allocated() - before).isLessThan(64L << 20);
    }

    private static List<Crafted> whole() {
        List<String> many = IntStream.range(0, 262_144).mapToObj(i -> "token" + i).toList();
        return List.of(
                read("version 3", small()),
                read("version 2", small().version(2)),
                read("with tensors", small().tensor("a", new float[8], 8).tensor("b", new float[8], 4, 2)),
                read("another alignment", small().number("general.alignment", 64)),
                read("keys that nobody knows", small().text("x", "y").reals("x.reals", List.of(1f)).flag("x.flag", true)),
                read("the largest vocabulary there is", small().texts("tokenizer.ggml.tokens", many)
                        .without("tokenizer.ggml.token_type")),
                read("tokens without a spelling", small().texts("tokenizer.ggml.tokens", List.of("", "", "a", "b"))),
                read("no end token, as -1", small().number("tokenizer.ggml.eos_token_id", -1)),
                read("a padding token that nobody added", small().number("tokenizer.ggml.padding_token_id", 4)),
                read("an architecture nobody knows", small().text("general.architecture", "next-year")));
    }

    private static List<Crafted> start() {
        byte[] small = small().bytes();
        return List.of(
                refused("empty", new byte[0], "MODEL-EMPTY", "is empty"),
                refused("another magic", patched(small, 0, "GGML".getBytes(StandardCharsets.US_ASCII)),
                        "MODEL-NOT-GGUF", "not a GGUF model file"),
                refused("three bytes", Arrays.copyOf(small, 3), "MODEL-NOT-GGUF", "not a GGUF model file"),
                refused("magic alone", Arrays.copyOf(small, 4), "MODEL-TRUNCATED", "not complete"),
                refused("version 0", small().version(0).bytes(), "MODEL-VERSION", "version 0"),
                refused("version 1", small().version(1).bytes(), "MODEL-VERSION", "version 1"),
                refused("version 4", small().version(4).bytes(), "MODEL-VERSION", "version 4"),
                refused("version -1", small().version(-1).bytes(), "MODEL-VERSION", "version 4294967295"),
                refused("big-endian, version 3", bigEndian(3), "MODEL-BIG-ENDIAN", "big-endian"),
                refused("big-endian, version 2", bigEndian(2), "MODEL-BIG-ENDIAN", "big-endian"));
    }

    private static List<Crafted> counts() {
        return List.of(
                broken("tensors beyond the file", small().bytes(1L << 40, 11), "tensors, more than fit"),
                broken("tensors, negative", small().bytes(-1, 11), "tensors, more than fit"),
                broken("entries beyond the file", small().bytes(0, 1L << 33), "entries, more than fit"),
                broken("more entries than there are", small().bytes(0, 12), "one of its metadata entries has no name"),
                broken("a text beyond the file", small().raw("x", TEXT, longs(1L << 40)), "more than fit"),
                broken("a text of a negative length", small().raw("x", TEXT, longs(-8)), "more than fit"),
                broken("a text larger than any", small().raw("x", TEXT, join(longs(3 << 20), new byte[3 << 20])),
                        "a text of 3145728 bytes"),
                broken("a list beyond the file", small().raw("x", LIST, list(4, 1L << 61)), "more than fit"),
                broken("a key beyond the file", small().again("x", TEXT, string("")).bytes(0, 13), "metadata entr"),
                refused("cut in the metadata", Arrays.copyOf(small().bytes(), 120), "MODEL-BROKEN", "more than fit"),
                broken("more text than a header can have", texts(12, 1 << 20), "more text than"),
                broken("more tokens than a model can have",
                        small().raw("tokenizer.ggml.tokens", LIST, join(list(TEXT, 2 << 20), new byte[16 << 20])),
                        "more than a model can have"));
    }

    private static List<Crafted> entries() {
        return List.of(
                broken("the same key twice", small().again("general.name", TEXT, string("Two")), "stands twice"),
                broken("a key without a name", small().text("", "x"), "has no name"),
                broken("an unknown type", small().raw("x", 13, new byte[8]), "unknown type 13"),
                broken("a type that overflows", small().raw("x", -1, new byte[8]), "unknown type 4294967295"),
                broken("a flag that is neither", small().raw("x", 7, new byte[] {2}), "neither true nor false"),
                broken("a list of lists", small().raw("x", LIST, list(LIST, 1)), "list of lists"),
                broken("alignment 0", small().number("general.alignment", 0), "aligned to 0"),
                broken("alignment 24", small().number("general.alignment", 24), "aligned to 24"),
                broken("alignment of 2 GiB", small().number("general.alignment", 1L << 31), "aligned to 2147483648"),
                broken("no architecture", small().without("general.architecture"), "which architecture"));
    }

    private static List<Crafted> types() {
        return List.of(
                wrongType("architecture as a number", small().number("general.architecture", 7)),
                wrongType("name as a list", small().texts("general.name", List.of("a"))),
                wrongType("context length as a text", small().text("llama.context_length", "many")),
                wrongType("heads as real numbers", small().reals("llama.attention.head_count", List.of(4f))),
                wrongType("alignment of 64 bits", small().raw("general.alignment", 10, longs(32))),
                wrongType("tokens as numbers", small().numbers("tokenizer.ggml.tokens", List.of(1, 2))),
                wrongType("token types of 8 bits",
                        small().raw("tokenizer.ggml.token_type", LIST, join(list(1, 4), new byte[4]))),
                wrongType("scores of 8 bits", small().raw("tokenizer.ggml.scores", LIST, join(list(0, 4), new byte[4]))),
                wrongType("merges as numbers", small().numbers("tokenizer.ggml.merges", List.of(1, 2))),
                wrongType("an end token as a text", small().text("tokenizer.ggml.eos_token_id", "<|im_end|>")),
                wrongType("a template as a flag", small().flag("tokenizer.chat_template", true)),
                wrongType("add_bos_token as a number", small().number("tokenizer.ggml.add_bos_token", 1)));
    }

    private static List<Crafted> tensors() {
        return List.of(
                broken("dimensions that overflow", tensor(0, 0, 1L << 40, 1L << 40), "impossible size"),
                broken("dimensions that overflow to 0", tensor(0, 0, 1L << 32, 1L << 32), "impossible size"),
                broken("a dimension of 0", tensor(0, 0, 8, 0), "impossible size"),
                broken("a negative dimension", tensor(0, 0, -8), "impossible size"),
                broken("no dimension", tensor(0, 0), "0 dimensions"),
                broken("five dimensions", tensor(0, 0, 1, 1, 1, 1, 1), "5 dimensions"),
                broken("rows that do not fit blocks", tensor(8, 0, 33), "do not fit its type"),
                refused("a type nobody knows", tensor(77, 0, 32).bytes(), "MODEL-TENSOR-TYPE", "(77)"),
                broken("an offset off the grid", tensor(0, 7, 8), "not aligned"),
                broken("a negative offset", tensor(0, -32, 8), "not aligned"),
                refused("an offset outside the file", tensor(0, 1L << 40, 8).bytes(), "MODEL-TRUNCATED", "file's end"),
                refused("data that goes on outside", tensor(0, 0, 1 << 20).bytes(), "MODEL-TRUNCATED", "file's end"),
                refused("data cut short", Arrays.copyOf(withData(), withData().length - 1), "MODEL-TRUNCATED",
                        "file's end"),
                broken("the same tensor twice",
                        small().tensor("a", new float[8], 8).tensor("a", new float[8], 8), "stands twice"),
                broken("two tensors in one place",
                        small().tensor("a", new float[8], 8).rawTensor("b", 0, 0, 8), "does not follow"),
                broken("a gap between tensors",
                        small().rawTensor("a", 0, 32, 8).tensor("b", new float[64], 64), "does not follow"),
                broken("a name too long", small().tensor("n".repeat(64), new float[8], 8), "too long"));
    }

    private static List<Crafted> tokenizers() {
        return List.of(
                noTokenizer("no tokens", small().without("tokenizer.ggml.tokens")),
                noTokenizer("an empty list of tokens", small().texts("tokenizer.ggml.tokens", List.of())),
                noTokenizer("no kind of tokenizer", small().without("tokenizer.ggml.model")),
                noTokenizer("the tokenizer none", small().text("tokenizer.ggml.model", "none")),
                broken("an end token outside", small().number("tokenizer.ggml.eos_token_id", 4), "vocabulary of 4 tokens"),
                broken("a negative token",
                        small().raw("tokenizer.ggml.bos_token_id", 5, little(4).putInt(-2).array()), "token -2"),
                broken("an unknown token far outside", small().number("tokenizer.ggml.unknown_token_id", 1 << 30),
                        "vocabulary of 4 tokens"),
                broken("fewer types than tokens", small().numbers("tokenizer.ggml.token_type", List.of(1)), "types of 1"),
                broken("fewer scores than tokens", small().reals("tokenizer.ggml.scores", List.of(1f)), "scores of 1"),
                broken("more scores than tokens", small().reals("tokenizer.ggml.scores", Collections.nCopies(5, 1f)),
                        "scores of 5"),
                broken("two tokens of one spelling",
                        small().texts("tokenizer.ggml.tokens", List.of("a", "b", "a", "c")), "spelt \"a\""),
                broken("two tokens of one spelling up to a NUL",
                        small().texts("tokenizer.ggml.tokens", List.of("a", "b", "a\0x", "c")), "spelt \"a\""));
    }

    private static GgufBuilder small() {
        return GgufBuilder.small();
    }

    private static GgufBuilder tensor(int type, long offset, long... dimensions) {
        return small().rawTensor("t", type, offset, dimensions);
    }

    private static byte[] withData() {
        return small().tensor("a", new float[8], 8).bytes();
    }

    private static GgufBuilder texts(int count, int length) {
        GgufBuilder builder = small();
        for (int i = 0; i < count; i++) {
            builder.text("x" + i, "x".repeat(length));
        }
        return builder;
    }

    /** The beginning of a file for big-endian machines: the magic is the same, every number is turned around. */
    private static byte[] bigEndian(int version) {
        return ByteBuffer.allocate(64)
                .order(ByteOrder.BIG_ENDIAN)
                .put("GGUF".getBytes(StandardCharsets.US_ASCII))
                .putInt(version)
                .putLong(0)
                .putLong(1)
                .array();
    }

    private static byte[] longs(long value) {
        return little(8).putLong(value).array();
    }

    private static byte[] list(int type, long length) {
        return little(12).putInt(type).putLong(length).array();
    }

    private static byte[] patched(byte[] bytes, int at, byte[] patch) {
        byte[] changed = bytes.clone();
        System.arraycopy(patch, 0, changed, at, patch.length);
        return changed;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static Crafted read(String what, GgufBuilder file) {
        return new Crafted(what, file.bytes(), null, null);
    }

    private static Crafted refused(String what, byte[] file, String code, String words) {
        return new Crafted(what, file, code, words);
    }

    private static Crafted broken(String what, GgufBuilder file, String words) {
        return broken(what, file.bytes(), words);
    }

    private static Crafted broken(String what, byte[] file, String words) {
        return new Crafted(what, file, "MODEL-BROKEN", words);
    }

    private static Crafted wrongType(String what, GgufBuilder file) {
        return broken(what, file, "has the wrong type");
    }

    private static Crafted noTokenizer(String what, GgufBuilder file) {
        return new Crafted(what, file.bytes(), "MODEL-NO-TOKENIZER", "no tokenizer");
    }
}
