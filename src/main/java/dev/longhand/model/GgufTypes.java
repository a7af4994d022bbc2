package dev.longhand.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The types that metadata entries must have. An entry of another type would be misread or, by llama.cpp, answered with
 * an abort of the whole process; entries that nobody here knows may be of any type.
 */
final class GgufTypes {
    static final int UINT32 = 4;
    static final int FLOAT32 = 6;
    static final int FLAG = 7;
    static final int TEXT = 8;
    static final int LIST = 9;
    static final int FLOAT64 = 12;

    private static final Set<Integer> WHOLE = Set.of(0, 1, 2, 3, 4, 5, 10, 11);

    /** llama.cpp reads the elements as 32-bit numbers without a look at their type. */
    private static final Set<Integer> WHOLE_OF_32_BITS = Set.of(4, 5);

    private static final Rule A_TEXT = Rule.of("a text", Set.of(TEXT));
    private static final Rule A_NUMBER = Rule.of("a whole number", WHOLE);
    private static final Rule A_FLAG = Rule.of("true or false", Set.of(FLAG));
    private static final Rule TEXTS = Rule.list("a list of texts", Set.of(TEXT));
    private static final Rule NUMBERS = new Rule("a whole number or a list of them", WHOLE, WHOLE);

    private static final Map<String, Rule> BY_KEY = Map.ofEntries(
            Map.entry("general.architecture", A_TEXT),
            Map.entry("general.name", A_TEXT),
            Map.entry("general.file_type", A_NUMBER),
            Map.entry("general.alignment", Rule.of("a 32-bit number", Set.of(UINT32))),
            Map.entry("tokenizer.ggml.model", A_TEXT),
            Map.entry("tokenizer.ggml.pre", A_TEXT),
            Map.entry("tokenizer.ggml.tokens", TEXTS),
            Map.entry("tokenizer.ggml.merges", TEXTS),
            Map.entry("tokenizer.ggml.token_type", Rule.list("a list of 32-bit numbers", WHOLE_OF_32_BITS)),
            Map.entry("tokenizer.ggml.scores", Rule.list("a list of 32-bit real numbers", Set.of(FLOAT32))),
            Map.entry("tokenizer.ggml.add_bos_token", A_FLAG),
            Map.entry("tokenizer.ggml.add_eos_token", A_FLAG),
            Map.entry("tokenizer.ggml.add_space_prefix", A_FLAG),
            Map.entry("tokenizer.ggml.remove_extra_whitespaces", A_FLAG),
            Map.entry("tokenizer.chat_template", A_TEXT),
            Map.entry("split.no", A_NUMBER),
            Map.entry("split.count", A_NUMBER),
            Map.entry("split.tensors.count", A_NUMBER));

    /** By what follows the name of the architecture. */
    private static final Map<String, Rule> BY_ARCHITECTURE_KEY = Map.of(
            "context_length", A_NUMBER,
            "embedding_length", A_NUMBER,
            "block_count", A_NUMBER,
            "feed_forward_length", NUMBERS,
            "attention.head_count", NUMBERS,
            "attention.head_count_kv", NUMBERS,
            "attention.key_length", A_NUMBER,
            "attention.value_length", A_NUMBER);

    private GgufTypes() {}

    /** @throws ModelFileException if {@code key} may not have a single value of this type */
    static void checkValue(String key, int type) throws ModelFileException {
        check(key, rule(key).filter(rule -> !rule.single.contains(type)));
    }

    /** @throws ModelFileException if {@code key} may not have a list of this type of elements */
    static void checkList(String key, int type) throws ModelFileException {
        check(key, rule(key).filter(rule -> !rule.elements.contains(type)));
    }

    private static void check(String key, Optional<Rule> broken) throws ModelFileException {
        if (broken.isPresent()) {
            throw GgufInput.broken(
                    "the metadata entry " + GgufReader.Quoted.of(key) + " has the wrong type and should be "
                            + broken.get().name);
        }
    }

    private static Optional<Rule> rule(String key) {
        if (key.startsWith("tokenizer.ggml.") && key.endsWith("_token_id")) {
            return Optional.of(A_NUMBER);
        }
        Rule known = BY_KEY.get(key);
        int dot = key.indexOf('.');
        return Optional.ofNullable(
                known != null || dot < 0 ? known : BY_ARCHITECTURE_KEY.get(key.substring(dot + 1)));
    }

    /**
     * What an entry may be.
     *
     * @param name for people
     * @param single the types of a single value
     * @param elements the types of the elements of a list
     */
    private record Rule(String name, Set<Integer> single, Set<Integer> elements) {
        static Rule of(String name, Set<Integer> single) {
            return new Rule(name, single, Set.of());
        }

        static Rule list(String name, Set<Integer> elements) {
            return new Rule(name, Set.of(), elements);
        }
    }
}
