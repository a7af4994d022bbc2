package dev.longhand;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnduranceTest {
    @Test
    void aLongCheckHasAtLeastOneRound() {
        assertThat(Endurance.of(1)).isEqualTo(1);
        assertThat(Endurance.of(100)).isEqualTo(Endurance.full() ? 100 : 10);
    }

    @Test
    void figuresOfManyAtOnceAreAllKept(@TempDir Path folder) throws Exception {
        List<Thread> writing = IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofVirtual().start(() -> Endurance.record(folder, "test-" + i % 4, Map.of("value", i))))
                .toList();
        for (Thread thread : writing) {
            thread.join();
        }
        String json = Files.readString(folder.resolve("endurance.json"));

        for (int i = 0; i < 4; i++) {
            assertThat(json).containsOnlyOnce("\"test-" + i + "\"");
        }
    }
}
