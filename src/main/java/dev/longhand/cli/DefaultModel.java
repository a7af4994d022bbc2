package dev.longhand.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The model that is taken when none is named: the practice model among the program's samples.
 *
 * @param home the folder that has {@code samples}, if it is known
 */
record DefaultModel(Optional<Path> home) {
    private static final Path PRACTICE = Path.of("samples", "practice-model", "longhand-practice.gguf");

    /** @throws BadInput if it is not there */
    Path file() throws BadInput {
        Optional<Path> file = home.map(folder -> folder.resolve(PRACTICE)).filter(Files::isRegularFile);
        if (file.isEmpty()) {
            throw new BadInput("The practice model is not where the program was installed; name a model with --model.");
        }
        return file.get();
    }
}
