package dev.longhand.model;

import dev.longhand.model.GgufValue.Flag;
import dev.longhand.model.GgufValue.Text;
import dev.longhand.model.GgufValue.Texts;
import dev.longhand.model.GgufValue.Whole;
import dev.longhand.model.GgufValue.Wholes;
import dev.longhand.model.Vocabulary.TokenType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the header of a GGUF file says. Reading it touches no weights, so it takes milliseconds, and it is done before
 * any native library sees the file. Immutable.
 */
public final class GgufHeader {
    private final int version;
    private final String fileName;
    private final Map<String, GgufValue> metadata;
    private final List<GgufTensor> tensors;
    private final long fileBytes;
    private final String fingerprint;
    private final Vocabulary vocabulary;

    private GgufHeader(
            int version,
            String fileName,
            Map<String, GgufValue> metadata,
            List<GgufTensor> tensors,
            long fileBytes,
            byte[] fingerprint)
            throws ModelFileException {
        this.version = version;
        this.fileName = fileName;
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        this.tensors = List.copyOf(tensors);
        this.fileBytes = fileBytes;
        this.fingerprint = HexFormat.of().formatHex(fingerprint);
        this.vocabulary = readVocabulary();
    }

    static GgufHeader of(
            int version,
            String fileName,
            Map<String, GgufValue> metadata,
            List<GgufTensor> tensors,
            long fileBytes,
            byte[] fingerprint)
            throws ModelFileException {
        return new GgufHeader(version, fileName, metadata, tensors, fileBytes, fingerprint);
    }

    /**
     * Reads the header of a file.
     *
     * @throws ModelFileException if there is no such file, it cannot be read, is no GGUF file or is broken
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
        try (FileChannel channel = FileChannel.open(file)) {
            Path name = file.getFileName();
            return new GgufReader(new GgufInput(channel)).read(name == null ? "" : name.toString());
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

    /** All metadata, in the file's order. */
    public Map<String, GgufValue> metadata() {
        return metadata;
    }

    public List<GgufTensor> tensors() {
        return tensors;
    }

    public long fileBytes() {
        return fileBytes;
    }

    /** The model's name for people; the file's name where the header has none. */
    public String name() {
        String name = text("general.name").orElse("").strip();
        return name.isEmpty() ? fileName.replaceFirst("(?i)\\.gguf$", "") : name;
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

    /** Bytes that one token takes in the KV cache when keys and values are stored as f16; 0 if the header does not say. */
    public long kvBytesPerToken() {
        return KvShape.of(this).bytesPerToken();
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

    private Vocabulary readVocabulary() throws ModelFileException {
        List<String> spellings = metadata.get("tokenizer.ggml.tokens") instanceof Texts(List<String> values)
                ? values
                : List.of();
        if (spellings.isEmpty()) {
            throw new ModelFileException(
                    "MODEL-NO-TOKENIZER",
                    "The model file has no tokenizer; take a file that was converted as a whole.");
        }
        List<TokenType> types = tokenTypes(spellings.size());
        String kind = text("tokenizer.ggml.model").orElse("");
        String pretokenizer = text("tokenizer.ggml.pre").orElse("");
        return new Vocabulary(
                kind,
                pretokenizer,
                spellings,
                types,
                tokenId("tokenizer.ggml.bos_token_id", spellings.size()),
                endIds(spellings),
                flag("tokenizer.ggml.add_bos_token", addsBegin(kind, pretokenizer)),
                flag("tokenizer.ggml.add_space_prefix", true) && kind.equals("llama"));
    }

    private List<TokenType> tokenTypes(int size) throws ModelFileException {
        List<Long> numbers = wholes("tokenizer.ggml.token_type");
        if (numbers.isEmpty()) {
            return Collections.nCopies(size, TokenType.NORMAL);
        }
        if (numbers.size() != size) {
            throw GgufInput.broken("it lists " + size + " tokens but the types of " + numbers.size());
        }
        return numbers.stream().map(TokenType::of).toList();
    }

    private Set<Integer> endIds(List<String> spellings) throws ModelFileException {
        Set<Integer> ends = new HashSet<>();
        for (String name : List.of("eos", "eot", "eom")) {
            int id = tokenId("tokenizer.ggml." + name + "_token_id", spellings.size());
            if (id >= 0) {
                ends.add(id);
            }
        }
        for (int id = 0; id < spellings.size(); id++) {
            if (Vocabulary.KNOWN_ENDS.contains(spellings.get(id))) {
                ends.add(id);
            }
        }
        return ends;
    }

    private int tokenId(String key, int size) throws ModelFileException {
        long id = whole(key).orElse(-1);
        if (id < -1 || id >= size) {
            // Some converters write 2^32 - 1 for "none".
            if (id == 0xffff_ffffL) {
                return -1;
            }
            throw GgufInput.broken("the token " + id + " that it names in " + key + " is not in its vocabulary");
        }
        return (int) id;
    }

    private boolean flag(String key, boolean otherwise) {
        return metadata.get(key) instanceof Flag(boolean value) ? value : otherwise;
    }

    /** What llama.cpp takes for granted where the header does not say whether prompts begin with a special token. */
    private static boolean addsBegin(String kind, String pretokenizer) {
        return switch (kind) {
            case "llama", "bert" -> true;
            case "gpt2" -> Set.of("llama3", "llama-v3", "llama-bpe", "falcon3", "pixtral", "tekken")
                    .contains(pretokenizer);
            default -> false;
        };
    }
}
