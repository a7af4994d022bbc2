package dev.longhand.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model in several files is one model, and none without all of them. */
class SplitModelTest {
    @TempDir
    private Path folder;

    private Path first = Path.of("");

    @BeforeEach
    void writeParts() throws IOException {
        first = part(GgufBuilder.small(), 1, 3).tensor("a", new float[8], 8).write(file(1));
        part(new GgufBuilder(), 2, 3).tensor("b", new float[16], 16).write(file(2));
        part(new GgufBuilder(), 3, 3).tensor("c", new float[32], 32).write(file(3));
    }

    @Test
    void theFirstPartStandsForAll() throws Exception {
        GgufHeader header = GgufHeader.read(first);

        assertThat(header.parts()).isEqualTo(3);
        assertThat(header.files()).containsExactly(file(1), file(2), file(3));
        assertThat(header.parameters()).isEqualTo(8 + 16 + 32);
        assertThat(header.weightBytes()).isEqualTo(4 * (8 + 16 + 32));
        assertThat(header.fileBytes()).isEqualTo(Files.size(file(1)) + Files.size(file(2)) + Files.size(file(3)));
        assertThat(header.name()).isEqualTo("Small One");
    }

    @Test
    void theFingerprintIsThatOfAllParts() throws Exception {
        String before = GgufHeader.read(first).fingerprint();
        part(new GgufBuilder(), 3, 3).tensor("d", new float[32], 32).write(file(3));

        assertThat(GgufHeader.read(first).fingerprint()).hasSize(64).isNotEqualTo(before);
    }

    @Test
    void aMissingPartIsNamed() throws Exception {
        Files.delete(file(2));

        assertRefused(first, "MODEL-PART-MISSING", "in 3 parts and part 2 is missing", "model-00002-of-00003.gguf");
    }

    @Test
    void aBrokenPartIsNamed() throws Exception {
        Files.writeString(file(3), "No part of anything.");

        assertRefused(first, "MODEL-NOT-GGUF", "model-00003-of-00003.gguf", "not a GGUF");
    }

    @Test
    void anotherModelsPartIsRefused() throws Exception {
        part(new GgufBuilder(), 2, 4).write(file(2));
        assertRefused(first, "MODEL-BROKEN", "not part 2 of 3");
        part(new GgufBuilder(), 2, 3).tensor("a", new float[8], 8).write(file(2));
        assertRefused(first, "MODEL-BROKEN", "\"a\" stands in two of its parts");
        part(new GgufBuilder(), 2, 3).write(file(2));
        assertRefused(first, "MODEL-BROKEN", "announces 3 tensors and its parts have 2");
    }

    @Test
    void aLaterPartSendsToTheFirst() {
        assertRefused(file(2), "MODEL-PART", "part 2 of 3", "model-00001-of-00003.gguf");
    }

    @Test
    void aPartUnderAnotherNameIsRefused() throws Exception {
        Path renamed = Files.copy(first, folder.resolve("mine.gguf"));

        assertRefused(renamed, "MODEL-PART-NAME", "-00001-of-00003.gguf");
    }

    @Test
    void numbersOfPartsThatCannotBeAreRefused() throws Exception {
        assertRefused(part(GgufBuilder.small(), 1, 60_000).write(file(1)), "MODEL-BROKEN", "60000 parts");
        assertRefused(
                GgufBuilder.small().text("split.count", "three").write(file(1)), "MODEL-BROKEN", "has the wrong type");
    }

    private static GgufBuilder part(GgufBuilder builder, int number, int count) {
        builder.shortNumber("split.no", number - 1).shortNumber("split.count", count);
        return number == 1 ? builder.number("split.tensors.count", count) : builder;
    }

    private Path file(int number) {
        return folder.resolve("model-%05d-of-00003.gguf".formatted(number));
    }

    private static void assertRefused(Path file, String code, String... words) {
        assertThatThrownBy(() -> GgufHeader.read(file)).isInstanceOfSatisfying(ModelFileException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.sentence()).contains(words).endsWith(".").doesNotContain("\n");
        });
    }
}
