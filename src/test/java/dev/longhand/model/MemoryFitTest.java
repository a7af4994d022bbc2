package dev.longhand.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.model.MemoryFit.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryFitTest {
    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({"1, FITS", "800, FITS", "801, TIGHT", "950, TIGHT", "951, TOO_LARGE", "100000, TOO_LARGE"})
    void fourFifthsAreComfortableAndNineteenTwentiethsTheMost(long needed, Verdict verdict) {
        assertThat(new MemoryFit(512, needed * MIB, 1_000 * MIB).verdict()).isEqualTo(verdict);
    }

    @Test
    void aRefusalHasTheNumbersAndWhatToDo() {
        assertThat(new MemoryFit(4_096, 2_000 * MIB, 1_000 * MIB).sentence("or buy more"))
                .isEqualTo("The model with a context of 4,096 tokens needs about 2,000 MiB of memory, and 1,000 MiB are"
                        + " free; choose a smaller context or a smaller model, or buy more.");
    }

    @Test
    void numbersBeyondAllMemoryNeverTurnAround() {
        MemoryNeed absurd = new MemoryNeed(Long.MAX_VALUE - 5, 1L << 54, 1 << 30);

        assertThat(absurd.bytes(Integer.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(absurd.fit(Integer.MAX_VALUE, Long.MAX_VALUE / 2).verdict()).isEqualTo(Verdict.TOO_LARGE);
        assertThat(new MemoryFit(512, 1, 0).verdict()).isEqualTo(Verdict.TOO_LARGE);
    }

    @Test
    void keysAndValuesAsQ8TakeLittleMoreThanHalf() throws Exception {
        GgufHeader practice = GgufHeader.read(java.nio.file.Path.of("samples/practice-model/longhand-practice.gguf"));

        assertThat(practice.kvBytesPerToken(KvType.Q8_0) * 32).isEqualTo(practice.kvBytesPerToken(KvType.F16) * 17);
    }
}
