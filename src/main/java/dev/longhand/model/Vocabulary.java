package dev.longhand.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The tokens of a model, as its header lists them.
 *
 * @param kind how it tokenizes, as llama.cpp names it: {@code gpt2} (byte-level BPE), {@code llama} (SentencePiece)
 *     and so on
 * @param pretokenizer how text is split before, such as {@code qwen2}; empty if the header does not say
 * @param spellings by token id
 * @param types by token id
 * @param beginId the beginning-of-text token, or -1
 * @param endIds tokens that end the model's answer
 * @param addBegin whether prompts begin with the beginning-of-text token
 * @param addSpacePrefix whether its tokenizer puts a space before a text
 */
public record Vocabulary(
        String kind,
        String pretokenizer,
        List<String> spellings,
        List<TokenType> types,
        int beginId,
        Set<Integer> endIds,
        boolean addBegin,
        boolean addSpacePrefix) {

    /** The kinds of tokens, numbered as {@code llama_token_type} in llama.cpp. */
    public enum TokenType {
        UNDEFINED,
        NORMAL,
        UNKNOWN,
        CONTROL,
        USER_DEFINED,
        UNUSED,
        BYTE;

        /** The type with this number, {@link #UNDEFINED} for any other number. */
        static TokenType of(long number) {
            return number > 0 && number < values().length ? values()[(int) number] : UNDEFINED;
        }
    }

    /**
     * Spellings that end an answer whatever the header says of them; llama.cpp knows the same ones
     * ({@code llama_vocab::impl::load}).
     */
    static final Set<String> KNOWN_ENDS = Set.of(
            "<|eot_id|>",
            "<|im_end|>",
            "<|end|>",
            "<end_of_turn>",
            "<|endoftext|>",
            "<|eom_id|>",
            "<EOT>",
            "_<EOT>",
            "<｜end▁of▁sentence｜>");

    /** Spellings that llama.cpp takes as special tokens even where the header calls them ordinary. */
    private static final Set<String> KNOWN_SPECIALS = Set.of(
            "<|im_start|>",
            "<|fim_prefix|>",
            "<fim-prefix>",
            "<｜fim▁begin｜>",
            "<PRE>",
            "▁<PRE>",
            "<|fim_suffix|>",
            "<fim-suffix>",
            "<｜fim▁hole｜>",
            "<SUF>",
            "▁<SUF>",
            "<|fim_middle|>",
            "<fim-middle>",
            "<｜fim▁end｜>",
            "<MID>",
            "▁<MID>",
            "<|fim_pad|>",
            "<fim-pad>",
            "<PAD>",
            "<|fim_repo|>",
            "<|repo_name|>",
            "<fim-repo>",
            "<REPO>",
            "<|file_sep|>");

    public Vocabulary {
        spellings = List.copyOf(spellings);
        types = List.copyOf(types);
        endIds = Set.copyOf(endIds);
    }

    public int size() {
        return spellings.size();
    }

    /** The id of the token with exactly this spelling, or -1. Searches the list: not for use per token. */
    public int id(String spelling) {
        return spellings.indexOf(spelling);
    }

    /**
     * True for a token that means something to the model and must never come out of a writer's text. White space that
     * the vocabulary's author defined as a token is ordinary text.
     */
    public boolean isSpecial(int id) {
        return switch (types.get(id)) {
            case CONTROL -> true;
            case USER_DEFINED -> !spellings.get(id).isBlank();
            default -> KNOWN_ENDS.contains(spellings.get(id)) || KNOWN_SPECIALS.contains(spellings.get(id));
        };
    }

    /** The ids of tokens that have no text of their own and end nothing, rising: there is no place for them in a text. */
    public List<Integer> silentIds() {
        return IntStream.range(0, size())
                .filter(id -> switch (types.get(id)) {
                    case CONTROL, UNKNOWN, UNUSED -> !endIds.contains(id);
                    default -> false;
                })
                .boxed()
                .toList();
    }

    /** The ids of all special tokens, rising. */
    public List<Integer> specialIds() {
        return IntStream.range(0, size()).filter(this::isSpecial).boxed().toList();
    }

    /** Spellings that a tokenizer which parses special tokens would find in a text: those and the unknown token's. */
    public List<String> parsedSpellings() {
        List<String> found = new ArrayList<>();
        for (int id = 0; id < size(); id++) {
            if (!spellings.get(id).isEmpty() && (isSpecial(id) || types.get(id) == TokenType.UNKNOWN)) {
                found.add(spellings.get(id));
            }
        }
        return found;
    }
}
