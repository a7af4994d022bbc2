package dev.longhand.engine.jllama;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The practice model with a few bytes of its header replaced by as many others. */
final class PatchedModel {
    static final Path PRACTICE = Path.of("samples/practice-model/longhand-practice.gguf");

    private static final String TEMPLATE_BEGINS = "{% for message in messages %}";
    private static final int TEMPLATE_BYTES = 196;

    private final byte[] bytes;

    PatchedModel() throws IOException {
        bytes = Files.readAllBytes(PRACTICE);
    }

    /** Puts another chat template in, filled up with spaces. */
    PatchedModel template(String template) {
        byte[] replacement = template.getBytes(StandardCharsets.UTF_8);
        int at = find(TEMPLATE_BEGINS);
        for (int i = 0; i < TEMPLATE_BYTES; i++) {
            bytes[at + i] = i < replacement.length ? replacement[i] : (byte) ' ';
        }
        return this;
    }

    /** Replaces the first {@code text} by {@code other}, which is as long. */
    PatchedModel replace(String text, String other) {
        byte[] replacement = other.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(replacement, 0, bytes, find(text), replacement.length);
        return this;
    }

    Path write(Path file) throws IOException {
        return Files.write(file, bytes);
    }

    private int find(String text) {
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        if (at < 0) {
            throw new IllegalStateException("The practice model has no " + text);
        }
        return at;
    }
}
