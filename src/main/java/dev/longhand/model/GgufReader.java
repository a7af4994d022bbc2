package dev.longhand.model;

import dev.longhand.model.GgufValue.Flag;
import dev.longhand.model.GgufValue.Real;
import dev.longhand.model.GgufValue.Skipped;
import dev.longhand.model.GgufValue.Text;
import dev.longhand.model.GgufValue.Texts;
import dev.longhand.model.GgufValue.Whole;
import dev.longhand.model.GgufValue.Wholes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parses the header of one GGUF file, version 2 or 3, by the specification in ggml's {@code docs/gguf.md}. Refuses what
 * cannot be true of a whole file before memory is taken for it, and what ggml would answer with an abort of the process.
 */
final class GgufReader {
    private static final int MAGIC = 0x46554747; // "GGUF", read as a little-endian number
    private static final int MOST_ENTRIES = 1 << 14;
    private static final int MOST_TENSORS = 1 << 16;
    private static final int MOST_DIMENSIONS = 4;
    private static final int DEFAULT_ALIGNMENT = 32;
    private static final int LARGEST_ALIGNMENT = 1 << 20;

    /** ggml's {@code GGML_MAX_NAME}, which counts a closing zero. */
    private static final int LONGEST_TENSOR_NAME = 63;

    /** Elements of all lists together that are kept; the largest vocabularies have some 262,000 tokens. */
    private static final int MOST_KEPT_ELEMENTS = 1 << 20;

    /** Large arrays that are kept; every other large array is read over. */
    private static final Set<String> KEPT_ARRAYS =
            Set.of("tokenizer.ggml.tokens", "tokenizer.ggml.token_type");

    private static final int SMALL_ARRAY = 4096;

    private final GgufInput in;
    private int elementRoom = MOST_KEPT_ELEMENTS;

    GgufReader(GgufInput in) {
        this.in = in;
    }

    GgufPart read() throws IOException, ModelFileException {
        int version = version();
        long tensorCount = in.count("tensors", 4 * 8);
        long entryCount = in.count("metadata entries", 8 + 4 + 1);
        if (tensorCount > MOST_TENSORS || entryCount > MOST_ENTRIES) {
            throw GgufInput.broken("it announces " + tensorCount + " tensors and " + entryCount + " metadata entries");
        }
        Map<String, GgufValue> metadata = new LinkedHashMap<>();
        for (long i = 0; i < entryCount; i++) {
            String key = in.string();
            if (key.isEmpty()) {
                throw GgufInput.broken("one of its metadata entries has no name");
            }
            if (metadata.put(key, value(key)) != null) {
                throw GgufInput.broken("the metadata entry " + Quoted.of(key) + " stands twice in it");
            }
        }
        List<GgufTensor> tensors = tensors((int) tensorCount);
        checkPlaces(tensors, metadata);
        return new GgufPart(version, metadata, tensors, in.fileBytes(), in.fingerprint());
    }

    private int version() throws IOException, ModelFileException {
        if (in.fileBytes() == 0) {
            throw new ModelFileException("MODEL-EMPTY", "The model file is empty; download it again.");
        }
        if (in.fileBytes() < 4 || in.i32() != MAGIC) {
            throw new ModelFileException(
                    "MODEL-NOT-GGUF",
                    "This is not a GGUF model file, whatever its name says; choose a model in the GGUF format.");
        }
        int version = in.i32();
        if (version != 0 && (version & 0xffff) == 0) {
            throw new ModelFileException(
                    "MODEL-BIG-ENDIAN",
                    "This model file was made for big-endian machines; take the ordinary (little-endian) one.");
        }
        if (version != 2 && version != 3) {
            throw new ModelFileException(
                    "MODEL-VERSION",
                    "The model file has GGUF version " + Integer.toUnsignedString(version)
                            + "; versions 2 and 3 can be read; take a file of one of these.");
        }
        return version;
    }

    private GgufValue value(String key) throws IOException, ModelFileException {
        int type = type(key);
        if (type == GgufTypes.LIST) {
            return list(key);
        }
        GgufTypes.checkValue(key, type);
        return single(key, type);
    }

    private int type(String key) throws IOException, ModelFileException {
        long type = in.u32();
        if (type > GgufTypes.FLOAT64) {
            throw GgufInput.broken("the metadata entry " + Quoted.of(key) + " has the unknown type " + type);
        }
        return (int) type;
    }

    private GgufValue single(String key, int type) throws IOException, ModelFileException {
        return switch (type) {
            case 0 -> new Whole(in.u8());
            case 1 -> new Whole((byte) in.u8());
            case 2 -> new Whole(in.i16() & 0xffff);
            case 3 -> new Whole(in.i16());
            case 4 -> new Whole(in.u32());
            case 5 -> new Whole(in.i32());
            case 6 -> new Real(Float.intBitsToFloat(in.i32()));
            case 7 -> new Flag(flag(key));
            case 8 -> new Text(in.string());
            case 10, 11 -> new Whole(in.i64());
            case 12 -> new Real(Double.longBitsToDouble(in.i64()));
            default -> throw new IllegalStateException("No single value has the type " + type);
        };
    }

    private boolean flag(String key) throws IOException, ModelFileException {
        int value = in.u8();
        if (value > 1) {
            throw GgufInput.broken("the metadata entry " + Quoted.of(key) + " is neither true nor false");
        }
        return value == 1;
    }

    private GgufValue list(String key) throws IOException, ModelFileException {
        int type = type(key);
        int least =
                switch (type) {
                    case 0, 1, 7 -> 1;
                    case 2, 3 -> 2;
                    case 4, 5, 6 -> 4;
                    case 8, 10, 11, 12 -> 8;
                    // Nested lists are allowed by the format; no model uses them and ggml refuses them.
                    default -> throw GgufInput.broken("the metadata entry " + Quoted.of(key) + " is a list of lists");
                };
        GgufTypes.checkList(key, type);
        long length = in.count("elements of " + Quoted.of(key), least);
        if (type == GgufTypes.TEXT) {
            return texts(key, length);
        }
        boolean whole = type != GgufTypes.FLOAT32 && type != GgufTypes.FLOAT64 && type != GgufTypes.FLAG;
        if (!whole || !keeps(key, length)) {
            in.skip(length * least);
            return new Skipped(length);
        }
        List<Long> values = new ArrayList<>((int) length);
        for (long i = 0; i < length; i++) {
            values.add(((Whole) single(key, type)).value());
        }
        return new Wholes(values);
    }

    private GgufValue texts(String key, long length) throws IOException, ModelFileException {
        boolean keep = keeps(key, length);
        List<String> values = new ArrayList<>(keep ? (int) length : 0);
        for (long i = 0; i < length; i++) {
            if (keep) {
                values.add(in.string());
            } else {
                in.skipString();
            }
        }
        return keep ? new Texts(values) : new Skipped(length);
    }

    private boolean keeps(String key, long length) throws ModelFileException {
        if (length > SMALL_ARRAY && !KEPT_ARRAYS.contains(key)) {
            return false;
        }
        if (length > elementRoom) {
            throw GgufInput.broken("it announces " + length + " elements of " + Quoted.of(key)
                    + ", more than a model can have");
        }
        elementRoom -= (int) length;
        return true;
    }

    private List<GgufTensor> tensors(int count) throws IOException, ModelFileException {
        List<GgufTensor> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            GgufTensor tensor = tensor();
            if (!names.add(tensor.name())) {
                throw GgufInput.broken("the tensor " + Quoted.of(tensor.name()) + " stands twice in it");
            }
            tensors.add(tensor);
        }
        return tensors;
    }

    private GgufTensor tensor() throws IOException, ModelFileException {
        String name = in.string();
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_TENSOR_NAME) {
            throw GgufInput.broken("the name of the tensor " + Quoted.of(name) + " is too long");
        }
        long dimensions = in.u32();
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw GgufInput.broken("the tensor " + Quoted.of(name) + " has " + dimensions + " dimensions");
        }
        long first = 1;
        long weights = 1;
        for (int i = 0; i < dimensions; i++) {
            long dimension = in.i64();
            // No dimension and no product can pass the number of bits in the file; so nothing here overflows.
            if (dimension < 1 || dimension > Long.MAX_VALUE / weights / 64) {
                throw GgufInput.broken("the tensor " + Quoted.of(name) + " has an impossible size");
            }
            first = i == 0 ? dimension : first;
            weights *= dimension;
        }
        long number = in.u32();
        TensorType type = TensorType.of(number).orElseThrow(() -> new ModelFileException(
                "MODEL-TENSOR-TYPE",
                "The tensor " + Quoted.of(name) + " is stored in a way (" + number
                        + ") that this version does not know; take another quantization of the model."));
        if (first % type.blockWeights() != 0) {
            throw GgufInput.broken("the rows of the tensor " + Quoted.of(name) + " do not fit its type " + type);
        }
        long bytes = weights / type.blockWeights() * type.blockBytes();
        return new GgufTensor(name, type, weights, first, bytes, in.i64());
    }

    /**
     * Every tensor must lie, aligned, in the file, each right after the one before: so ggml has it, and a file that was
     * cut short is found here.
     */
    private void checkPlaces(List<GgufTensor> tensors, Map<String, GgufValue> metadata) throws ModelFileException {
        long alignment = metadata.get("general.alignment") instanceof Whole(long value) ? value : DEFAULT_ALIGNMENT;
        if (alignment < 8 || alignment > LARGEST_ALIGNMENT || Long.bitCount(alignment) != 1) {
            throw GgufInput.broken("its data cannot be aligned to " + alignment + " bytes");
        }
        long start = Math.ceilDiv(in.position(), alignment) * alignment;
        long end = 0;
        for (GgufTensor tensor : tensors) {
            if (tensor.offset() < 0 || tensor.offset() % alignment != 0) {
                throw GgufInput.broken("the tensor " + Quoted.of(tensor.name()) + " is not aligned");
            }
            if (tensor.offset() > in.fileBytes() - start || tensor.bytes() > in.fileBytes() - start - tensor.offset()) {
                throw new ModelFileException(
                        "MODEL-TRUNCATED",
                        "The model file is not complete: the tensor " + Quoted.of(tensor.name())
                                + " goes on after the file's end; download it again.");
            }
            if (tensor.offset() != end) {
                throw GgufInput.broken(
                        "the tensor " + Quoted.of(tensor.name()) + " does not follow the one before");
            }
            end = Math.ceilDiv(tensor.offset() + tensor.bytes(), alignment) * alignment;
        }
    }

    /** Names from a file in a sentence: short, on one line, without control characters. */
    static final class Quoted {
        private static final int LONGEST = 60;

        private Quoted() {}

        static String of(String name) {
            String plain = name.codePoints()
                    .limit(LONGEST)
                    .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            return "\"" + plain + "\"";
        }
    }
}
