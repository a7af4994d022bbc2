package dev.longhand.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryNeedTest {
    private static final long MIB = 1 << 20;

    @Test
    void theLargestContextLeavesAFifthOfTheMemoryFree() {
        MemoryNeed need = new MemoryNeed(400 * MIB, 12 << 10, 100 * MIB);

        int context = need.largestContext(1_000 * MIB);

        assertThat(need.bytes(context)).isLessThanOrEqualTo(800 * MIB);
        assertThat(need.bytes(context + 256)).isGreaterThan(800 * MIB);
    }

    @Test
    void aModelThatDoesNotFitHasNoContext() {
        assertThat(new MemoryNeed(900 * MIB, 12 << 10, 0).largestContext(1_000 * MIB)).isZero();
    }

    @Test
    void anUnknownSizePerTokenSetsNoLimit() {
        assertThat(new MemoryNeed(MIB, 0, 0).largestContext(1_000 * MIB)).isGreaterThan(1_000_000);
        assertThat(new MemoryNeed(MIB, 1, 0).largestContext(Long.MAX_VALUE)).isGreaterThan(1_000_000);
    }
}
