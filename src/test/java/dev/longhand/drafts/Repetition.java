package dev.longhand.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.TokenIds;

/** What no draft may have: a passage over and over. */
final class Repetition {
    /** Tokens of a passage that is long enough to be noticed. */
    private static final int PASSAGE = 32;

    private static final int LONGEST = 512;

    private Repetition() {}

    /** No passage of 32 tokens or more (up to 512) stands three times in a row. */
    static void assertNothingStandsThreeTimesInARow(TokenIds tokens, String of) {
        int[] ids = tokens.toArray();
        for (int period = 1; period <= LONGEST; period++) {
            int same = 0;
            for (int i = period; i < ids.length; i++) {
                same = ids[i] == ids[i - period] ? same + 1 : 0;
                assertThat(same >= 2 * period && same + period >= 3 * PASSAGE)
                        .as("%s: a passage of %d tokens stands three times in a row at token %d", of, period, i)
                        .isFalse();
            }
        }
    }
}
