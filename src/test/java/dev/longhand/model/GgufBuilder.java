package dev.longhand.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes GGUF files byte by byte, whole ones and broken ones. */
public final class GgufBuilder {
    private static final int ALIGNMENT = 32;

    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final List<byte[]> tensors = new ArrayList<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private int version = 3;

    /** A model without weights that has everything a header needs. */
    public static GgufBuilder small() {
        return new GgufBuilder()
                .text("general.architecture", "llama")
                .text("general.name", "Small One")
                .number("llama.context_length", 2048)
                .number("llama.embedding_length", 64)
                .number("llama.block_count", 2)
                .number("llama.attention.head_count", 4)
                .number("llama.attention.head_count_kv", 2)
                .text("tokenizer.ggml.model", "gpt2")
                .texts("tokenizer.ggml.tokens", List.of("<|im_start|>", "<|im_end|>", "a", "b"))
                .numbers("tokenizer.ggml.token_type", List.of(3, 3, 1, 1))
                .number("tokenizer.ggml.eos_token_id", 1);
    }

    public GgufBuilder version(int number) {
        version = number;
        return this;
    }

    public GgufBuilder without(String key) {
        entries.remove(key);
        return this;
    }

    public GgufBuilder text(String key, String value) {
        return raw(key, 8, string(value));
    }

    public GgufBuilder number(String key, long value) {
        return raw(key, 4, little(4).putInt((int) value).array());
    }

    public GgufBuilder real(String key, float value) {
        return raw(key, 6, little(4).putFloat(value).array());
    }

    public GgufBuilder flag(String key, boolean value) {
        return raw(key, 7, new byte[] {(byte) (value ? 1 : 0)});
    }

    public GgufBuilder texts(String key, List<String> values) {
        return raw(key, 9, join(little(12).putInt(8).putLong(values.size()).array(),
                join(values.stream().map(GgufBuilder::string).toArray(byte[][]::new))));
    }

    public GgufBuilder numbers(String key, List<Integer> values) {
        ByteBuffer bytes = little(12 + 4 * values.size()).putInt(5).putLong(values.size());
        values.forEach(bytes::putInt);
        return raw(key, 9, bytes.array());
    }

    public GgufBuilder reals(String key, List<Float> values) {
        ByteBuffer bytes = little(12 + 4 * values.size()).putInt(6).putLong(values.size());
        values.forEach(bytes::putFloat);
        return raw(key, 9, bytes.array());
    }

    /** A 16-bit number, as the parts of a split model have. */
    public GgufBuilder shortNumber(String key, int value) {
        return raw(key, 2, little(2).putShort((short) value).array());
    }

    /** One entry more, whether there is one of its name or not. */
    public GgufBuilder again(String key, int type, byte[] value) {
        entries.put(key + " (again)", join(string(key), little(4).putInt(type).array(), value));
        return this;
    }

    /** An entry whose type and bytes are given, whether they make sense or not. */
    public GgufBuilder raw(String key, int type, byte[] value) {
        entries.put(key, join(string(key), little(4).putInt(type).array(), value));
        return this;
    }

    /** A tensor of 32-bit numbers with its data. */
    public GgufBuilder tensor(String name, float[] weights, long... dimensions) {
        while (data.size() % ALIGNMENT != 0) {
            data.write(0);
        }
        rawTensor(name, 0, data.size(), dimensions);
        ByteBuffer bytes = little(4 * weights.length);
        for (float weight : weights) {
            bytes.putFloat(weight);
        }
        data.writeBytes(bytes.array());
        return this;
    }

    /** A tensor of another type with its data, the only one or the last. */
    public GgufBuilder tensorOf(String name, int type, byte[] bytes, long... dimensions) {
        rawTensor(name, type, data.size(), dimensions);
        data.writeBytes(bytes);
        return this;
    }

    /** An entry of the tensor list, without data. */
    public GgufBuilder rawTensor(String name, int type, long offset, long... dimensions) {
        ByteBuffer bytes = little(4 + 8 * dimensions.length + 12).putInt(dimensions.length);
        for (long dimension : dimensions) {
            bytes.putLong(dimension);
        }
        bytes.putInt(type).putLong(offset);
        tensors.add(join(string(name), bytes.array()));
        return this;
    }

    public byte[] bytes() {
        return bytes(tensors.size(), entries.size());
    }

    /** The file, announcing other numbers of tensors and entries than it has. */
    public byte[] bytes(long tensorCount, long entryCount) {
        byte[] start = little(24)
                .put("GGUF".getBytes(StandardCharsets.US_ASCII))
                .putInt(version)
                .putLong(tensorCount)
                .putLong(entryCount)
                .array();
        byte[] header = join(start, join(entries.values().toArray(byte[][]::new)),
                join(tensors.toArray(byte[][]::new)));
        byte[] padding = new byte[(ALIGNMENT - header.length % ALIGNMENT) % ALIGNMENT];
        return join(header, padding, data.toByteArray());
    }

    public Path write(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    static byte[] string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return little(8 + bytes.length).putLong(bytes.length).put(bytes).array();
    }

    static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
