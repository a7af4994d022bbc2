package dev.longhand.core.stop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceEndTest {
    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            One sentence stands here. And half a > One sentence stands here.
            It is all there. Yes.                > It is all there. Yes.
            Use 3.5 mm screws, for the frame is  > Use 3.5 mm screws, for the frame is
            阀门每天检查一次。记录写在               > 阀门每天检查一次。
            Short. But this goes on and on so it is kept > Short. But this goes on and on so it is kept
            """)
    void cutsAfterTheLastWholeSentence(String text, String cut) {
        assertThat(text.substring(0, SentenceEnd.lastIn(text))).isEqualTo(cut);
    }
}
