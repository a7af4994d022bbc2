package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Outline;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.MemoryFit;
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
        long tight = (long) (MemoryNeed.of(practice).bytes(10_000) / MemoryFit.COMFORTABLE_SHARE);
        ContextChoice needs = ContextChoice.of(OptionalInt.empty(), practice, PLENTY, 4_096, false);
        ContextChoice trained = ContextChoice.of(OptionalInt.empty(), practice, PLENTY, 100_000, false);
        ContextChoice memory = ContextChoice.of(OptionalInt.empty(), practice, tight, 100_000, false);
        assertThat(needs.tokens()).isEqualTo(4_096);
        assertThat(needs.why()).isEqualTo("what the draft needs");
        assertThat(trained.tokens()).isEqualTo(32_768);
        assertThat(trained.why()).isEqualTo("what the model was trained for");
        assertThat(memory.tokens()).isBetween(9_000, 10_000);
        assertThat(memory.why()).isEqualTo("what memory allows");
    }

    @Test
    void whatIsAskedForIsGivenWithAWarningBeyondTheTraining() throws BadInput {
        assertThat(ContextChoice.of(OptionalInt.of(2_048), practice, PLENTY, 9, false).notices()).isEmpty();
        ContextChoice beyond = ContextChoice.of(OptionalInt.of(40_000), practice, PLENTY, 9, false);
        assertThat(beyond.tokens()).isEqualTo(40_000);
        assertThat(beyond.notices()).singleElement().asString().contains("32,768");
    }

    @Test
    void whatMemoryDoesNotHoldIsRefused() {
        long little = MemoryNeed.of(practice).bytes(2_048);
        assertThatThrownBy(() -> ContextChoice.of(OptionalInt.of(30_000), practice, little, 9, false))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("30,000 tokens")
                .hasMessageContaining("choose a smaller context")
                .hasMessageContaining("--force");
        assertThatThrownBy(() -> ContextChoice.of(OptionalInt.empty(), practice, 1 << 20, 9, false))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("1 MiB are free");
    }

    @Test
    void betweenTheComfortableAndTheLargestShareTheWriterIsWarned() throws BadInput {
        long needed = MemoryNeed.of(practice).bytes(4_096);

        ContextChoice tight = ContextChoice.of(OptionalInt.of(4_096), practice, (long) (needed / 0.9), 9, false);

        assertThat(tight.notices()).singleElement().asString().contains("4,096 tokens").contains("other programs");
        assertThat(ContextChoice.of(OptionalInt.of(4_096), practice, (long) (needed / 0.79), 9, false).notices())
                .isEmpty();
        assertThatThrownBy(() -> ContextChoice.of(OptionalInt.of(4_096), practice, (long) (needed / 0.96), 9, false))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void aSmallWindowIsTakenWhereMemoryIsShort() throws BadInput {
        long little = (long) (MemoryNeed.of(practice).bytes(256) / 0.9);

        ContextChoice choice = ContextChoice.of(OptionalInt.empty(), practice, little, 9_000, false);

        assertThat(choice.tokens()).isEqualTo(256);
        assertThat(choice.notices()).hasSize(1);
    }

    @Test
    void forceTurnsTheRefusalIntoANotice() throws BadInput {
        ContextChoice asked = ContextChoice.of(OptionalInt.of(30_000), practice, 1 << 20, 9, true);
        ContextChoice chosen = ContextChoice.of(OptionalInt.empty(), practice, 1 << 20, 9_000, true);

        assertThat(asked.tokens()).isEqualTo(30_000);
        assertThat(asked.notices()).singleElement().asString().contains("1 MiB are free");
        assertThat(chosen.tokens()).isEqualTo(9_000);
        assertThat(chosen.notices()).hasSize(1);
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
