package dev.longhand.core.stop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeFencesTest {
    /** The lines are joined by |; the last one is asked for. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "text|# here; false",
                "```|# here; true",
                "```java|# here; true",
                "~~~|# here; true",
                "   ```|# here; true",
                "``|# here; false",
                "```|code|```|# here; false",
                "```|code|````|# here; false",
                "````|code|```|# here; true",
                "```|code|~~~|# here; true",
                "```|code|``` java|# here; true",
                "``` a`b|# here; false",
                "~~~ a`b|# here; true",
                "```|code|    ```|# here; true",
                "- ```|# here; false",
                "- ```|  # here; true",
                "12. ```|    code|    ```|# here; false",
                "1. Step|     ```|     # here; true",
                "1. Step|     ```|# here; false",
                "-|# here; false"
            })
    void knowsWhetherALineIsCode(String lines, boolean code) {
        CodeFences fences = new CodeFences();
        String text = lines.replace('|', '\n');
        int last = text.lastIndexOf('\n') + 1;
        fences.feed(text.substring(0, last));

        assertThat(fences.inCodeWith(text.charAt(last))).isEqualTo(code);

        fences.feed(text.substring(last));
        assertThat(fences.inCode()).isEqualTo(code);
    }
}
