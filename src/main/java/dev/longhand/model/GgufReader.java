package dev.longhand.model;

import dev.longhand.model.GgufValue.Flag;
import dev.longhand.model.GgufValue.Real;
import dev.longhand.model.GgufValue.Skipped;
import dev.longhand.model.GgufValue.Text;
import dev.longhand.model.GgufValue.Texts;
import dev.longhand.model.GgufValue.Whole;
import dev.longhand.model.GgufValue.Wholes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parses the header of one GGUF file, version 2 or 3, by the specification in ggml's {@code docs/gguf.md}. Refuses what
 * cannot be true of a whole file before memory is taken for it.
 */
final class GgufReader {
    private static final int MAGIC = 0x46554747; // "GGUF", read as a little-endian number
    private static final int MOST_ENTRIES = 1 << 16;
    private static final int MOST_KEPT_ELEMENTS = 1 << 20;
    private static final int MOST_DIMENSIONS = 4;
    private static final int DEFAULT_ALIGNMENT = 32;

    /** Large arrays that are kept; every other large array is read over. */
    private static final Set<String> KEPT_ARRAYS =
            Set.of("tokenizer.ggml.tokens", "tokenizer.ggml.token_type");

    private static final int SMALL_ARRAY = 4096;

    private final GgufInput in;

    GgufReader(GgufInput in) {
        this.in = in;
    }

    GgufHeader read(String fileName) throws IOException, ModelFileException {
        int version = version();
        long tensorCount = in.count("tensors", 4 * 8);
        long entryCount = in.count("metadata entries", 8 + 4 + 1);
        if (tensorCount > MOST_ENTRIES || entryCount > MOST_ENTRIES) {
            throw GgufInput.broken("it announces " + tensorCount + " tensors and " + entryCount + " metadata entries");
        }
        Map<String, GgufValue> metadata = LinkedHashMap.newLinkedHashMap((int) entryCount);
        for (long i = 0; i < entryCount; i++) {
            String key = in.string();
            if (metadata.put(key, value(key, in.u32())) != null) {
                throw GgufInput.broken("the metadata entry " + Quoted.of(key) + " stands twice in it");
            }
        }
        List<GgufTensor> tensors = tensors((int) tensorCount);
        checkPlaces(tensors, metadata);
        return GgufHeader.of(version, fileName, metadata, tensors, in.fileBytes(), in.fingerprint());
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

    private GgufValue value(String key, long type) throws IOException, ModelFileException {
        return switch ((int) type) {
            case 0 -> new Whole(in.u8());
            case 1 -> new Whole((byte) in.u8());
            case 2 -> new Whole(in.i16() & 0xffff);
            case 3 -> new Whole(in.i16());
            case 4 -> new Whole(in.u32());
            case 5 -> new Whole(in.i32());
            case 6 -> new Real(Float.intBitsToFloat(in.i32()));
            case 7 -> new Flag(flag(key));
            case 8 -> new Text(in.string());
            case 9 -> array(key);
            case 10, 11 -> new Whole(in.i64());
            case 12 -> new Real(Double.longBitsToDouble(in.i64()));
            default -> throw GgufInput.broken("the metadata entry " + Quoted.of(key) + " has the unknown type " + type);
        };
    }

    private boolean flag(String key) throws IOException, ModelFileException {
        int value = in.u8();
        if (value > 1) {
            throw GgufInput.broken("the metadata entry " + Quoted.of(key) + " is neither true nor false");
        }
        return value == 1;
    }

    private GgufValue array(String key) throws IOException, ModelFileException {
        long type = in.u32();
        int least =
                switch ((int) type) {
                    case 0, 1, 7 -> 1;
                    case 2, 3 -> 2;
                    case 4, 5, 6 -> 4;
                    case 8, 10, 11, 12 -> 8;
                    // Nested arrays are allowed by the format and used by no model.
                    default -> throw GgufInput.broken(
                            "the metadata entry " + Quoted.of(key) + " is a list of the unknown type " + type);
                };
        long length = in.count("elements of " + Quoted.of(key), least);
        boolean keep = length <= SMALL_ARRAY || KEPT_ARRAYS.contains(key);
        if (keep && length > MOST_KEPT_ELEMENTS) {
            throw GgufInput.broken("it announces a vocabulary of " + length + " tokens");
        }
        if (type == 8) {
            return texts(length, keep);
        }
        boolean whole = type != 6 && type != 12 && type != 7;
        if (!keep || !whole) {
            in.skip(length * least);
            return new Skipped(length);
        }
        List<Long> values = new ArrayList<>();
        for (long i = 0; i < length; i++) {
            values.add(((Whole) value(key, type)).value());
        }
        return new Wholes(values);
    }

    private GgufValue texts(long length, boolean keep) throws IOException, ModelFileException {
        List<String> values = new ArrayList<>();
        for (long i = 0; i < length; i++) {
            if (keep) {
                values.add(in.string());
            } else {
                in.skipString();
            }
        }
        return keep ? new Texts(values) : new Skipped(length);
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
        return new GgufTensor(name, type, weights, weights / type.blockWeights() * type.blockBytes(), in.i64());
    }

    /** Every tensor must lie, aligned, in the file: a file that was cut short is found here. */
    private void checkPlaces(List<GgufTensor> tensors, Map<String, GgufValue> metadata) throws ModelFileException {
        long alignment = metadata.get("general.alignment") instanceof Whole(long value) ? value : DEFAULT_ALIGNMENT;
        if (alignment < 8 || alignment > 1 << 20 || Long.bitCount(alignment) != 1) {
            throw GgufInput.broken("its data cannot be aligned to " + alignment + " bytes");
        }
        long start = (in.position() + alignment - 1) / alignment * alignment;
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
