package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Outline;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 | chunk 3
            3 4 | chunks 3 and 4
            3 4 7 | chunks 3, 4 and 7
            3 4 5 | chunks 3 to 5
            1 3 4 5 9 | chunks 1, 3 to 5 and 9
            5 4 3 | chunks 5, 4 and 3
            """)
    void manyChunksAreNamedByTheirRuns(String ids, String said) {
        Document document = new Document(Brief.titled("Pumps"), Outline.NONE);
        List<Chunk> all = IntStream.rangeClosed(1, 9)
                .mapToObj(id -> document.open(0, OptionalInt.empty(), ChunkKind.ANSWER, 1, ""))
                .toList();
        List<Chunk> named = List.of(ids.split(" ")).stream().map(id -> all.get(Integer.parseInt(id) - 1)).toList();
        assertThat(ChunkText.numbers(named)).isEqualTo(said);
    }
}
