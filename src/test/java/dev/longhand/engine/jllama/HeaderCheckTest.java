package dev.longhand.engine.jllama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.core.engine.EngineException;
import dev.longhand.model.GgufBuilder;
import dev.longhand.model.GgufHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers on which the library ends the process, so they may not reach it. */
class HeaderCheckTest {
    @TempDir
    private Path folder;

    record Deadly(String what, GgufBuilder file, String code, String words) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Deadly> deadly() {
        return Stream.of(
                new Deadly("an unknown architecture", good().text("general.architecture", "next\u001b-year"),
                        "MODEL-ARCHITECTURE", "\"next-year\""),
                new Deadly("a tokenizer of an encoder", good().text("tokenizer.ggml.model", "bert"), "MODEL-TOKENIZER",
                        "\"bert\""),
                new Deadly("four tokens", GgufBuilder.small(), "MODEL-BROKEN", "no more than 4 tokens"),
                new Deadly("no bytes in a SentencePiece vocabulary",
                        good().text("tokenizer.ggml.model", "llama"), "MODEL-BROKEN", "spell every character"),
                new Deadly("no blocks", good().number("llama.block_count", 0), "MODEL-BROKEN", "how many blocks"),
                new Deadly("more blocks than the library has room for", good().number("llama.block_count", 513), "MODEL-BROKEN",
                        "513 blocks"),
                new Deadly("experts of whom none is used", good().number("llama.expert_count", 8), "MODEL-BROKEN",
                        "0 of its 8 experts"),
                new Deadly("more used than there are",
                        good().number("llama.expert_count", 8).number("llama.expert_used_count", 9), "MODEL-BROKEN",
                        "9 of its 8 experts"),
                new Deadly("more experts than the library has room for",
                        good().number("llama.expert_count", 257).number("llama.expert_used_count", 2), "MODEL-BROKEN",
                        "257 experts"),
                new Deadly("an unknown scaling", good().text("llama.rope.scaling.type", "xyz"), "MODEL-BROKEN", "\"xyz\""),
                new Deadly("an epsilon that is no number",
                        good().real("llama.attention.layer_norm_rms_epsilon", Float.NaN), "MODEL-BROKEN", "is NaN"),
                new Deadly("a negative epsilon", good().real("llama.attention.layer_norm_epsilon", -1), "MODEL-BROKEN",
                        "is -1.0"),
                new Deadly("whole numbers as weights", tensor("blk.0.attn_q.weight", 26, 8, 8), "MODEL-TENSOR-TYPE", "I32"),
                new Deadly("a norm in 16 bits", tensor("output_norm.weight", 1, 32), "MODEL-TENSOR-TYPE", "F16"),
                new Deadly("a norm of one row in two dimensions", tensor("x.weight", 1, 32, 1), "MODEL-TENSOR-TYPE", "F16"));
    }

    @ParameterizedTest
    @MethodSource("deadly")
    void neverReachesTheLibrary(Deadly deadly) throws Exception {
        GgufHeader header = GgufHeader.read(deadly.file.write(folder.resolve("model.gguf")));

        assertThatThrownBy(() -> JllamaEngine.HEADERS.check(header)).isInstanceOfSatisfying(EngineException.class, e -> {
            assertThat(e.code()).isEqualTo(deadly.code);
            assertThat(e.sentence()).contains(deadly.words).endsWith(".").doesNotContain("\n", "\u001b");
        });
    }

    @Test
    void whatTheLibraryCanLoadReachesIt() throws Exception {
        List<Path> files = new ArrayList<>(List.of(
                PatchedModel.PRACTICE,
                TinyModel.write(folder.resolve("tiny.gguf")),
                good().number("llama.expert_count", 8).number("llama.expert_used_count", 2)
                        .text("llama.rope.scaling.type", "yarn").real("llama.attention.layer_norm_rms_epsilon", 1e-6f)
                        .write(folder.resolve("good.gguf"))));
        for (Path file : files) {
            GgufHeader header = GgufHeader.read(file);
            assertThatCode(() -> JllamaEngine.HEADERS.check(header)).as("%s", file).doesNotThrowAnyException();
        }
    }

    private static GgufBuilder good() {
        return GgufBuilder.small()
                .without("tokenizer.ggml.token_type")
                .texts("tokenizer.ggml.tokens", IntStream.range(0, 20).mapToObj(i -> "t" + i).toList());
    }

    private static GgufBuilder tensor(String name, int type, long... dimensions) {
        return good().tensorOf(name, type, new byte[256], dimensions);
    }
}
