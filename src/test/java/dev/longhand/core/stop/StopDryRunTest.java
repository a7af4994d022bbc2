package dev.longhand.core.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.StopString;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopDryRunTest {
    private static final StopString BLANK_LINES = StopString.writer("\n\n\n");
    private static final StopString HASHES = StopString.writer("###");

    @Test
    void findsEveryFiringWithItsPlace() {
        String text = "# Pumps\n\n\n\nText 😀 with ### in it\nlast ### line";

        List<StopDryRun.Firing> firings = StopDryRun.of(text, List.of(BLANK_LINES, HASHES));

        assertThat(firings)
                .containsExactly(
                        new StopDryRun.Firing(BLANK_LINES, 7, 1, 8, "# Pumps", ""),
                        new StopDryRun.Firing(HASHES, 24, 5, 13, "Text 😀 with ", " in it"),
                        new StopDryRun.Firing(HASHES, 39, 6, 6, "last ", " line"));
        assertThat(firings)
                .allSatisfy(firing -> assertThat(text.substring(firing.offset())).startsWith(firing.stop().text()));
    }

    @Test
    void looksOnBehindEachFiring() {
        assertThat(StopDryRun.of("a###### b", List.of(HASHES)))
                .extracting(StopDryRun.Firing::offset)
                .containsExactly(1, 4);
        assertThat(StopDryRun.of("a##### b", List.of(HASHES)))
                .extracting(StopDryRun.Firing::offset)
                .containsExactly(1);
    }

    @Test
    void aHeadingRuleHoldsHereToo() {
        StopString heading = StopString.nextHeading("## ");

        assertThat(StopDryRun.of("## One\n```\n## not\n```\n## Two\n", List.of(heading)))
                .extracting(StopDryRun.Firing::line)
                .containsExactly(1, 5);
    }

    @Test
    void excerptsAreShortAndOfWholeCharacters() {
        StopDryRun.Firing firing =
                StopDryRun.of("😀".repeat(40) + "###" + "😀".repeat(40), List.of(HASHES)).getFirst();

        assertThat(firing.before()).isEqualTo("😀".repeat(15));
        assertThat(firing.after()).isEqualTo("😀".repeat(15));
        assertThat(firing.column()).isEqualTo(41);
    }

    @Test
    void nothingFiresInAnEmptyTextOrWithoutStopStrings() {
        assertThat(StopDryRun.of("", List.of(HASHES))).isEmpty();
        assertThat(StopDryRun.of("###", List.of())).isEmpty();
    }
}
