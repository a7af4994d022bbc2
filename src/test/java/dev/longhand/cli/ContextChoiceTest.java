package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Outline;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.MemoryNeed;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ContextChoiceTest {
    private static final long PLENTY = 64L << 30;
    private static GgufHeader practice;

    @BeforeAll
    static void readHeader() throws Exception {
        practice = GgufHeader.read(Path.of("samples", "practice-model", "longhand-practice.gguf"));
    }

    @Test
    void theSmallestBoundDecides() throws BadInput {
        long tight = (long) (MemoryNeed.of(practice).bytes(10_000) / MemoryNeed.COMFORTABLE_SHARE);
        ContextChoice needs = ContextChoice.of(OptionalInt.empty(), practice, PLENTY, 4_096);
        ContextChoice trained = ContextChoice.of(OptionalInt.empty(), practice, PLENTY, 100_000);
        ContextChoice memory = ContextChoice.of(OptionalInt.empty(), practice, tight, 100_000);
        assertThat(needs.tokens()).isEqualTo(4_096);
        assertThat(needs.why()).isEqualTo("what the draft needs");
        assertThat(trained.tokens()).isEqualTo(32_768);
        assertThat(trained.why()).isEqualTo("what the model was trained for");
        assertThat(memory.tokens()).isBetween(9_000, 10_000);
        assertThat(memory.why()).isEqualTo("what memory allows");
    }

    @Test
    void whatIsAskedForIsGivenWithAWarningBeyondTheTraining() throws BadInput {
        assertThat(ContextChoice.of(OptionalInt.of(2_048), practice, PLENTY, 9).notices()).isEmpty();
        ContextChoice beyond = ContextChoice.of(OptionalInt.of(40_000), practice, PLENTY, 9);
        assertThat(beyond.tokens()).isEqualTo(40_000);
        assertThat(beyond.notices()).singleElement().asString().contains("32,768");
    }

    @Test
    void whatMemoryDoesNotHoldIsRefused() {
        long little = MemoryNeed.of(practice).bytes(2_048);
        assertThatThrownBy(() -> ContextChoice.of(OptionalInt.of(30_000), practice, little, 9))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("30,000 tokens")
                .hasMessageContaining("choose a smaller one");
        assertThatThrownBy(() -> ContextChoice.of(OptionalInt.empty(), practice, 1 << 20, 9))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("not enough free memory");
    }

    @Test
    void aLongerTargetNeedsMore() {
        Brief brief = Brief.titled("Pumps");
        int some = ContextChoice.needed(brief, Outline.NONE, DraftTarget.tokens(1_000), 512);
        assertThat(some).isGreaterThan(1_512).isLessThan(3_000);
        assertThat(ContextChoice.needed(brief, Outline.NONE, DraftTarget.words(1_000), 512)).isGreaterThan(some);
        assertThat(ContextChoice.needed(brief, Outline.NONE, DraftTarget.words(2_000_000_000), 512)).isPositive();
    }
}
