package dev.longhand.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DraftAdviceTest {
    private static final long PLENTY = 64L << 30;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7  | 8192  | fit for long texts
            18 | 100000| fit for long texts
            1  | 8192  | fit for long texts
            15 | 2000  | good for everyday use
            15 | 8192  | for a text this long take it as Q8_0
            10 | 4097  | never draft a text this long with Q2_K; take it as Q8_0
            19 | 8192  | never draft a text this long with IQ2_XXS
            10 | 2000  | for short texts at best
            37 | 8192  | not one that there is experience with
            """)
    void theQuantizationIsJudgedByTheLength(int fileType, int target, String words) throws Exception {
        assertThat(advice(small().number("general.file_type", fileType), target, PLENTY)).anyMatch(s -> s.contains(words));
    }

    @Test
    void whatIsOfferedFitsTheMemory() throws Exception {
        // 16,777,216 weights: 17 MiB as Q8_0 and 13 MiB as Q6_K, beside 65 MiB for the computation and the window.
        GgufBuilder coarse = small().number("general.file_type", 10).rawTensor("w", 10, 0, 256, 65_536);

        assertThat(advice(coarse, 8_192, PLENTY).get(1)).contains("Q8_0, some 17 MiB");
        assertThat(advice(coarse, 8_192, 102L << 20).get(1)).contains("Q6_K, some 13 MiB");
        assertThat(advice(coarse, 8_192, 70L << 20).get(1)).contains("take a smaller model");
    }

    @Test
    void theWindowIsWhatTheTextNeedsTheTrainingAllowsAndTheMemoryHolds() throws Exception {
        GgufBuilder trainedLong = small().number("llama.context_length", 32_768);

        assertThat(advice(trainedLong, 8_192, PLENTY).getFirst()).contains("take 11,520 tokens");
        assertThat(advice(trainedLong, 100_000, PLENTY).getFirst())
                .contains("take 32,768, the most that the model was trained for");
        assertThat(advice(trainedLong, 8_192, 82L << 20).getFirst()).contains("the most that fits the memory well");
        assertThat(advice(trainedLong, 8_192, 1L << 20).getFirst()).contains("no comfortable window");
    }

    private static GgufBuilder small() {
        return GgufBuilder.small();
    }

    private List<String> advice(GgufBuilder file, int target, long available) throws Exception {
        Path path = file.write(folder.resolve("model.gguf"));
        try (var out = new java.io.RandomAccessFile(path.toFile(), "rw")) {
            out.setLength(64L << 20);
        }
        GgufHeader header = GgufHeader.read(path);
        return DraftAdvice.of(target).sentences(header, MemoryNeed.of(header), available);
    }
}
