package dev.longhand.engine.jllama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.TokenIds;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GenerationTest {
    /** The count is worked out and may be too high: then it is the only thing that can leave no room for a call. */
    @Property
    void aCallHasRoomUnlessAllIsUsedUp(
            @ForAll @IntRange(max = 100) int before,
            @ForAll @IntRange(max = 100) int minimum,
            @ForAll @IntRange(min = 1, max = 90) int most) {
        int upTo = Generation.upTo(before, Math.min(minimum, most), most);

        assertThat(upTo).isLessThanOrEqualTo(most);
        assertThat(upTo > before).isEqualTo(before < most);
    }

    @Test
    void noCallIsMadeWithoutALimit() {
        GenerationRequest request = GenerationRequest.of(
                List.of(new PromptPart.Text("Hello")), Sampling.GREEDY, 1, StopRules.limit(10));

        assertThat(CompletionRequest.generate(TokenIds.of(1), 1, request, 1, List.of())).contains("\"n_predict\":1,");
        for (int most : new int[] {0, -1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CompletionRequest.generate(TokenIds.of(1), most, request, 1, List.of()));
        }
    }
}
