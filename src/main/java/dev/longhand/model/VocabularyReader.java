package dev.longhand.model;

import dev.longhand.model.GgufReader.Quoted;
import dev.longhand.model.GgufValue.Flag;
import dev.longhand.model.GgufValue.Skipped;
import dev.longhand.model.GgufValue.Text;
import dev.longhand.model.GgufValue.Texts;
import dev.longhand.model.GgufValue.Whole;
import dev.longhand.model.GgufValue.Wholes;
import dev.longhand.model.Vocabulary.TokenType;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a vocabulary out of a header's metadata, and refuses one that contradicts itself. */
final class VocabularyReader {
    private static final String PREFIX = "tokenizer.ggml.";

    /** Some converters write this for "none". */
    private static final long NO_ID = 0xffff_ffffL;

    /** Published models name a padding token that they do not have; nothing here or in llama.cpp ever takes it. */
    private static final String PADDING = PREFIX + "padding_token_id";

    private final Map<String, GgufValue> metadata;

    VocabularyReader(Map<String, GgufValue> metadata) {
        this.metadata = metadata;
    }

    Vocabulary read() throws ModelFileException {
        String kind = text("model");
        List<String> spellings =
                metadata.get(PREFIX + "tokens") instanceof Texts(List<String> values) ? values : List.of();
        if (spellings.isEmpty() || Set.of("", "none", "no_vocab").contains(kind)) {
            throw new ModelFileException(
                    "MODEL-NO-TOKENIZER",
                    "The model file has no tokenizer; take a file that was converted as a whole.");
        }
        checkSpellings(spellings);
        checkIds(spellings.size());
        if (metadata.get(PREFIX + "scores") instanceof Skipped(long scores) && scores != spellings.size()) {
            throw GgufInput.broken("it lists " + spellings.size() + " tokens but the scores of " + scores);
        }
        String pretokenizer = text("pre");
        return new Vocabulary(
                kind,
                pretokenizer,
                spellings,
                tokenTypes(spellings.size()),
                tokenId("bos"),
                endIds(spellings),
                flag("add_bos_token", addsBegin(kind, pretokenizer)),
                flag("add_space_prefix", true) && kind.equals("llama"));
    }

    /**
     * Two tokens of one spelling make llama.cpp abort; those without any it names by their ids. It reads a spelling up to
     * the first NUL.
     */
    private static void checkSpellings(List<String> spellings) throws ModelFileException {
        Set<String> seen = HashSet.newHashSet(spellings.size());
        for (String spelling : spellings) {
            int nul = spelling.indexOf('\0');
            String read = nul < 0 ? spelling : spelling.substring(0, nul);
            if (!read.isEmpty() && !seen.add(read)) {
                throw GgufInput.broken("two of its tokens are spelt " + Quoted.of(read));
            }
        }
    }

    private void checkIds(int size) throws ModelFileException {
        for (Map.Entry<String, GgufValue> entry : metadata.entrySet()) {
            String key = entry.getKey();
            if (key.startsWith(PREFIX)
                    && key.endsWith("_token_id")
                    && !key.equals(PADDING)
                    && entry.getValue() instanceof Whole(long id)
                    && id != NO_ID
                    && (id < -1 || id >= size)) {
                throw GgufInput.broken("the token " + id + " that it names in " + Quoted.of(key)
                        + " is not in its vocabulary of " + size + " tokens");
            }
        }
    }

    private List<TokenType> tokenTypes(int size) throws ModelFileException {
        if (!(metadata.get(PREFIX + "token_type") instanceof Wholes(List<Long> numbers))) {
            return Collections.nCopies(size, TokenType.NORMAL);
        }
        if (numbers.size() != size) {
            throw GgufInput.broken("it lists " + size + " tokens but the types of " + numbers.size());
        }
        return numbers.stream().map(TokenType::of).toList();
    }

    private Set<Integer> endIds(List<String> spellings) {
        Set<Integer> ends = new HashSet<>();
        for (String name : List.of("eos", "eot", "eom")) {
            int id = tokenId(name);
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

    /** The id of a special token, -1 if there is none. */
    private int tokenId(String name) {
        return metadata.get(PREFIX + name + "_token_id") instanceof Whole(long id) && id != NO_ID ? (int) id : -1;
    }

    private String text(String name) {
        return metadata.get(PREFIX + name) instanceof Text(String value) ? value : "";
    }

    private boolean flag(String name, boolean otherwise) {
        return metadata.get(PREFIX + name) instanceof Flag(boolean value) ? value : otherwise;
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
