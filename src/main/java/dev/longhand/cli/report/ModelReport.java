package dev.longhand.cli.report;

import dev.longhand.core.engine.ModelDescription;
import java.nio.file.Path;

/** The model's file and what it says about the model. */
public record ModelReport(
        String path,
        String architecture,
        String quantization,
        long parameters,
        int trainedContext,
        String chatStyle,
        String fingerprint,
        long bytes) {
    public static ModelReport of(Path file, ModelDescription model) {
        return new ModelReport(
                file.toString(),
                model.architecture(),
                model.quantization(),
                model.parameters(),
                model.trainedContext(),
                model.chatStyle().name(),
                model.fingerprint(),
                model.fileBytes());
    }
}
