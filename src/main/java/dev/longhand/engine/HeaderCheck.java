package dev.longhand.engine;

import dev.longhand.core.engine.EngineException;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.GgufTensor;
import dev.longhand.model.GgufValue;
import dev.longhand.model.TensorType;
import dev.longhand.model.Vocabulary;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds in a well-formed header what makes llama.cpp abort or crash the process instead of refusing the model. Each of
 * these was seen to do so, in one version of it or another; what the library refuses by itself is left to it.
 */
public final class HeaderCheck {
    /** {@code LLAMA_MAX_LAYERS}. */
    private static final long MOST_BLOCKS = 512;

    /** Where a vocabulary names no end token, the library takes number 11, there or not. */
    private static final int FEWEST_TOKENS = 12;

    private static final int BYTES = 256;

    private static final Set<String> TOKENIZERS = Set.of("llama", "gpt2");
    private static final Set<String> ROPE_SCALINGS = Set.of("none", "linear", "yarn", "longrope");

    /** Types of numbers that are no weights, or that only intermediate results have. */
    private static final Set<TensorType> NO_WEIGHTS = EnumSet.of(
            TensorType.I8,
            TensorType.I16,
            TensorType.I32,
            TensorType.I64,
            TensorType.F64,
            TensorType.Q8_1,
            TensorType.Q8_K);

    private final Set<String> architectures;
    private final long mostExperts;

    /**
     * @param architectures those that the library knows
     * @param mostExperts its {@code LLAMA_MAX_EXPERTS}
     */
    public HeaderCheck(Set<String> architectures, long mostExperts) {
        this.architectures = Set.copyOf(architectures);
        this.mostExperts = mostExperts;
    }

    /** @throws EngineException if the library must not see the model */
    public void check(GgufHeader header) throws EngineException {
        if (!architectures.contains(header.architecture())) {
            throw new EngineException(
                    "MODEL-ARCHITECTURE",
                    "This engine does not know models of the architecture \"" + shown(header.architecture())
                            + "\"; choose another engine or another model.");
        }
        vocabulary(header.vocabulary());
        numbers(header);
        for (GgufTensor tensor : header.tensors()) {
            tensor(tensor);
        }
    }

    private static void vocabulary(Vocabulary vocabulary) throws EngineException {
        if (!TOKENIZERS.contains(vocabulary.kind())) {
            throw new EngineException(
                    "MODEL-TOKENIZER",
                    "This engine does not know tokenizers of the kind \"" + shown(vocabulary.kind())
                            + "\"; choose another engine or another model.");
        }
        if (vocabulary.size() < FEWEST_TOKENS) {
            throw broken("its vocabulary has no more than " + vocabulary.size() + " tokens");
        }
        if (vocabulary.kind().equals("llama") && !spellsEveryByte(vocabulary)) {
            throw broken("its tokenizer cannot spell every character");
        }
    }

    private static boolean spellsEveryByte(Vocabulary vocabulary) {
        Set<String> spellings = new HashSet<>(vocabulary.spellings());
        for (int value = 0; value < BYTES; value++) {
            if (!spellings.contains("<0x%02X>".formatted(value))) {
                return false;
            }
        }
        return true;
    }

    private void numbers(GgufHeader header) throws EngineException {
        long blocks = own(header, "block_count", 0);
        if (blocks < 1) {
            throw broken("it does not say how many blocks it has");
        }
        if (blocks > MOST_BLOCKS) {
            throw broken("it says that it has " + blocks + " blocks");
        }
        long experts = own(header, "expert_count", 0);
        long used = own(header, "expert_used_count", 0);
        if (experts < 0 || experts > mostExperts || used < 0 || used > experts || (experts > 0 && used == 0)) {
            throw broken("it says that " + used + " of its " + experts + " experts are used");
        }
        String scaling = header.text(header.architecture() + ".rope.scaling.type").orElse("none");
        if (!ROPE_SCALINGS.contains(scaling)) {
            throw broken("its way to scale positions, \"" + shown(scaling) + "\", is unknown");
        }
        for (Map.Entry<String, GgufValue> entry : header.metadata().entrySet()) {
            if (entry.getKey().endsWith("epsilon")
                    && entry.getValue() instanceof GgufValue.Real(double value)
                    && !(value >= 0 && value < 1)) {
                throw broken("a number that should be small is " + value);
            }
        }
    }

    private static long own(GgufHeader header, String key, long otherwise) {
        return header.whole(header.architecture() + "." + key).orElse(otherwise);
    }

    private static void tensor(GgufTensor tensor) throws EngineException {
        boolean factor = tensor.weights() == tensor.rowWeights() || tensor.name().contains("norm");
        if (NO_WEIGHTS.contains(tensor.type()) || (factor && tensor.type() != TensorType.F32)) {
            throw new EngineException(
                    "MODEL-TENSOR-TYPE",
                    "The tensor \"" + shown(tensor.name()) + "\" is stored as " + tensor.type()
                            + ", which this engine cannot compute with; take another quantization of the model.");
        }
    }

    private static EngineException broken(String what) {
        return new EngineException(
                "MODEL-BROKEN", "The model file is broken: " + what + "; download it again or take another one.");
    }

    private static String shown(String name) {
        String plain = name.replaceAll("[^\\p{Alnum}._-]", "");
        return plain.substring(0, Math.min(plain.length(), 40));
    }
}
