package dev.longhand.engine.jllama;

import dev.longhand.model.GgufBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A llama model of a few thousand random weights with a SentencePiece vocabulary: every byte, the printable ASCII
 * characters, some words and syllables, a beginning-of-text token, and no chat template. It writes noise, broken characters too.
 */
public final class TinyModel {
    private static final int WIDTH = 32;
    private static final int INNER = 64;
    private static final int NORMAL = 1;
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int BYTE = 6;

    private final List<String> spellings = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();
    private final List<Float> scores = new ArrayList<>();
    private final Random random = new Random(1);

    private TinyModel() {
        add("<unk>", UNKNOWN, 0);
        add("<s>", CONTROL, 0);
        add("</s>", CONTROL, 0);
        for (int value = 0; value < 256; value++) {
            add("<0x%02X>".formatted(value), BYTE, 0);
        }
        add("\u2581", NORMAL, -1000);
        for (char c = '!'; c <= '~'; c++) {
            add(String.valueOf(c), NORMAL, -1000);
        }
        List<String> words = List.of("th", "the", "\u2581the", "\u2581t", "\u2581th", "he", "Hel", "lo", "Hello",
                "\u2581Hello", "水", "闸", "水闸", "é");
        for (int i = 0; i < words.size(); i++) {
            add(words.get(i), NORMAL, -i);
        }
        Random letters = new Random(2);
        for (int i = 0; i < 1000; i++) {
            String word = letters.ints(4, 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            if (!spellings.contains(word)) {
                add(word, NORMAL, -100 - i);
            }
        }
    }

    /** Writes the model. */
    public static Path write(Path file) throws IOException {
        return new TinyModel().builder().write(file);
    }

    private void add(String spelling, int type, float score) {
        spellings.add(spelling);
        types.add(type);
        scores.add(score);
    }

    private GgufBuilder builder() {
        GgufBuilder builder = new GgufBuilder()
                .text("general.architecture", "llama")
                .text("general.name", "Tiny noise")
                .number("llama.context_length", 32_768)
                .number("llama.embedding_length", WIDTH)
                .number("llama.block_count", 1)
                .number("llama.feed_forward_length", INNER)
                .number("llama.attention.head_count", 2)
                .number("llama.attention.head_count_kv", 2)
                .number("llama.rope.dimension_count", WIDTH / 2)
                .real("llama.attention.layer_norm_rms_epsilon", 1e-5f)
                .text("tokenizer.ggml.model", "llama")
                .texts("tokenizer.ggml.tokens", spellings)
                .reals("tokenizer.ggml.scores", scores)
                .numbers("tokenizer.ggml.token_type", types)
                .number("tokenizer.ggml.unknown_token_id", 0)
                .number("tokenizer.ggml.bos_token_id", 1)
                .number("tokenizer.ggml.eos_token_id", 2);
        int vocabulary = spellings.size();
        matrix(builder, "token_embd.weight", WIDTH, vocabulary);
        ones(builder, "output_norm.weight");
        matrix(builder, "output.weight", WIDTH, vocabulary);
        ones(builder, "blk.0.attn_norm.weight");
        for (String name : List.of("attn_q", "attn_k", "attn_v", "attn_output")) {
            matrix(builder, "blk.0." + name + ".weight", WIDTH, WIDTH);
        }
        ones(builder, "blk.0.ffn_norm.weight");
        matrix(builder, "blk.0.ffn_gate.weight", WIDTH, INNER);
        matrix(builder, "blk.0.ffn_up.weight", WIDTH, INNER);
        matrix(builder, "blk.0.ffn_down.weight", INNER, WIDTH);
        return builder;
    }

    private void matrix(GgufBuilder builder, String name, int columns, int rows) {
        float[] weights = new float[columns * rows];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian() * 0.2f;
        }
        builder.tensor(name, weights, columns, rows);
    }

    private static void ones(GgufBuilder builder, String name) {
        float[] weights = new float[WIDTH];
        Arrays.fill(weights, 1);
        builder.tensor(name, weights, WIDTH);
    }
}
