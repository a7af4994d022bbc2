package dev.longhand.model;

import dev.longhand.model.GgufValue.Text;
import dev.longhand.model.GgufValue.Whole;
import dev.longhand.model.GgufValue.Wholes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the header of a GGUF file says. Reading it touches no weights, so it takes milliseconds, and it is done before
 * any native library sees the file. Immutable.
 */
public final class GgufHeader {
    private final int version;
    private final List<Path> files;
    private final Map<String, GgufValue> metadata;
    private final List<GgufTensor> tensors;
    private final long fileBytes;
    private final String fingerprint;
    private final Vocabulary vocabulary;

    private GgufHeader(Path file, List<GgufPart> parts) throws ModelFileException {
        GgufPart first = parts.getFirst();
        this.version = first.version();
        this.files = GgufSplit.files(file, parts.size());
        this.metadata = Collections.unmodifiableMap(first.metadata());
        this.tensors = parts.stream().flatMap(part -> part.tensors().stream()).toList();
        this.fileBytes = parts.stream().mapToLong(GgufPart::fileBytes).sum();
        this.fingerprint = fingerprint(parts);
        if (architecture().isBlank()) {
            throw GgufInput.broken("it does not say which architecture the model has");
        }
        this.vocabulary = new VocabularyReader(metadata).read();
    }

    /**
     * Reads the header of a model; of one that is split over several files, named by the first, all headers.
     *
     * @throws ModelFileException if there is no such file, it cannot be read, is no GGUF file, is broken, or is split
     *     and a part is missing
     */
    public static GgufHeader read(Path file) throws ModelFileException {
        if (Files.isDirectory(file)) {
            throw new ModelFileException(
                    "MODEL-IS-FOLDER", file + " is a folder; name the GGUF file of the model in it.");
        }
        if (!Files.exists(file)) {
            throw new ModelFileException(
                    "MODEL-ABSENT", "There is no model file " + file + "; check its name and folder.");
        }
        if (!Files.isRegularFile(file)) {
            // Opening a pipe would wait for ever.
            throw new ModelFileException("MODEL-NOT-GGUF", file + " is not an ordinary file; name a GGUF file.");
        }
        try {
            return new GgufHeader(file, GgufSplit.read(file));
        } catch (IOException e) {
            throw new ModelFileException(
                    "MODEL-UNREADABLE",
                    "The model file " + file + " cannot be read; check that you may read it.",
                    e);
        }
    }

    /** GGUF version: 2 or 3. */
    public int version() {
        return version;
    }

    /** The files that the model is split over, in order; usually one. */
    public List<Path> files() {
        return files;
    }

    /** Number of files that the model is split over; usually 1. */
    public int parts() {
        return files.size();
    }

    /** All metadata of the first part, in the file's order. */
    public Map<String, GgufValue> metadata() {
        return metadata;
    }

    public List<GgufTensor> tensors() {
        return tensors;
    }

    /** Size of the file, or of all parts together. */
    public long fileBytes() {
        return fileBytes;
    }

    /** The model's name for people; the file's name where the header has none. */
    public String name() {
        String name = text("general.name").orElse("").strip();
        Path file = files.getFirst().getFileName();
        return name.isEmpty() && file != null ? file.toString().replaceFirst("(?i)\\.gguf$", "") : name;
    }

    /** As llama.cpp names it, such as {@code qwen2}. */
    public String architecture() {
        return text("general.architecture").orElse("");
    }

    /** The name of its quantization, such as {@code Q4_K_M}. */
    public String quantization() {
        return Quantization.name(whole("general.file_type").orElse(-1), tensors);
    }

    /** Number of weights. */
    public long parameters() {
        return tensors.stream().mapToLong(GgufTensor::weights).sum();
    }

    /** Bytes of all weights. */
    public long weightBytes() {
        return tensors.stream().mapToLong(GgufTensor::bytes).sum();
    }

    /** Tokens of the longest window it was trained for; 0 if the header does not say. */
    public int trainedContext() {
        return bounded("context_length");
    }

    /** The template in its file, a program in Jinja; never to be run without care. */
    public Optional<String> chatTemplate() {
        return text("tokenizer.chat_template");
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /**
     * Identifies the file: SHA-256 of its header's bytes and its size, as hexadecimal digits. Cheap, for the weights are
     * not read: two files that differ in weights alone, with the same metadata, have the same fingerprint.
     */
    public String fingerprint() {
        return fingerprint;
    }

    /** Bytes that one token takes in the KV cache when keys and values are f16; 0 if the header does not say. */
    public long kvBytesPerToken() {
        return kvBytesPerToken(KvType.F16);
    }

    /** Bytes that one token takes in the KV cache; 0 if the header does not say. */
    public long kvBytesPerToken(KvType type) {
        return type.bytes(KvShape.of(this).numbersPerToken());
    }

    /** The whole number under {@code key}. */
    public OptionalLong whole(String key) {
        return metadata.get(key) instanceof Whole(long value) ? OptionalLong.of(value) : OptionalLong.empty();
    }

    /** The text under {@code key}. */
    public Optional<String> text(String key) {
        return metadata.get(key) instanceof Text(String value) ? Optional.of(value) : Optional.empty();
    }

    /** The numbers under {@code key}: of a list all, of a single number this one. */
    List<Long> wholes(String key) {
        return switch (metadata.get(key)) {
            case Wholes(List<Long> values) -> values;
            case Whole(long value) -> List.of(value);
            case null, default -> List.of();
        };
    }

    /** A number of the architecture's own, such as {@code block_count}; 0 if absent or out of the range of an int. */
    int bounded(String key) {
        long value = whole(architecture() + "." + key).orElse(0);
        return value < 0 || value > Integer.MAX_VALUE ? 0 : (int) value;
    }

    private static String fingerprint(List<GgufPart> parts) {
        if (parts.size() == 1) {
            return HexFormat.of().formatHex(parts.getFirst().fingerprint());
        }
        MessageDigest digest = GgufInput.sha256();
        parts.forEach(part -> digest.update(part.fingerprint()));
        return HexFormat.of().formatHex(digest.digest());
    }
}
