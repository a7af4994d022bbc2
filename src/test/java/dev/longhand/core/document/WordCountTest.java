package dev.longhand.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordCountTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Two words                       | 2
            ## A heading, with marks        | 4
            don't split well-known 3.5 mm   | 5
            请写第1节。                       | 5
            The 泵 is on                     | 4
            - item | 1
            --- ... !                       | 0
            """)
    void countsAsWritersDo(String text, int words) {
        assertThat(WordCount.of(text)).isEqualTo(words);
    }
}
