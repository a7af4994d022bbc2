package dev.longhand.cli.report;

import dev.longhand.model.ChatFamily;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.MemoryFit;
import dev.longhand.model.MemoryNeed;
import dev.longhand.model.Vocabulary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code inspect} found out about a model file.
 *
 * @param longhand version of the program
 * @param model name of the model
 * @param modelFile what its header says
 * @param vocabulary its tokens
 * @param memory what it takes, against what there is
 * @param targetTokens the length that the advice is for
 * @param advice a sentence each
 * @param engine the engine that would run it, or null if none of this program does
 * @param engineReason why it is this one, or null
 * @param loads whether it would be loaded
 */
public record InspectReport(
        String longhand,
        String model,
        Header modelFile,
        Words vocabulary,
        Memory memory,
        int targetTokens,
        List<String> advice,
        @Nullable String engine,
        @Nullable String engineReason,
        boolean loads) {

    /** The model's file. */
    public record Header(
            String path,
            int ggufVersion,
            int parts,
            String architecture,
            String quantization,
            long parameters,
            int tensors,
            int trainedContext,
            boolean hasTemplate,
            @Nullable String templateFamily,
            String fingerprint,
            long bytes) {
        public static Header of(Path file, GgufHeader header) {
            Optional<ChatFamily> family = header.chatTemplate().flatMap(ChatFamily::of);
            return new Header(
                    file.toString(),
                    header.version(),
                    header.parts(),
                    header.architecture(),
                    header.quantization(),
                    header.parameters(),
                    header.tensors().size(),
                    header.trainedContext(),
                    header.chatTemplate().isPresent(),
                    family.map(ChatFamily::engineName).orElse(null),
                    header.fingerprint(),
                    header.fileBytes());
        }
    }

    /**
     * The vocabulary.
     *
     * @param begin the beginning-of-text token, or null
     * @param ends the tokens that end an answer
     * @param special number of special tokens
     */
    public record Words(
            int size,
            String kind,
            String pretokenizer,
            @Nullable Token begin,
            boolean addsBegin,
            List<Token> ends,
            int special) {
        public static Words of(Vocabulary vocabulary) {
            return new Words(
                    vocabulary.size(),
                    vocabulary.kind(),
                    vocabulary.pretokenizer(),
                    vocabulary.beginId() < 0 ? null : Token.of(vocabulary, vocabulary.beginId()),
                    vocabulary.addBegin(),
                    vocabulary.endIds().stream().sorted().map(id -> Token.of(vocabulary, id)).toList(),
                    vocabulary.specialIds().size());
        }
    }

    /** A token and how it is spelt. */
    public record Token(int id, String spelling) {
        static Token of(Vocabulary vocabulary, int id) {
            return new Token(id, vocabulary.spellings().get(id));
        }
    }

    /**
     * What the model takes with a window of {@code context} tokens, estimated, against what is free.
     *
     * @param kv how keys and values are counted
     * @param verdict whether it fits, as {@link MemoryFit.Verdict}
     * @param largestContext the largest window that fits comfortably; 0 if none does
     */
    public record Memory(
            int context,
            String kv,
            long weightBytes,
            long kvBytesPerToken,
            long kvBytes,
            long computeBytes,
            long neededBytes,
            long availableBytes,
            String verdict,
            int largestContext) {
        /** The judgement over it. */
        public MemoryFit fit() {
            return new MemoryFit(context, neededBytes, availableBytes);
        }

        public static Memory of(MemoryNeed need, MemoryFit fit, String kv) {
            return new Memory(
                    fit.context(),
                    kv,
                    need.weightBytes(),
                    need.kvBytesPerToken(),
                    need.kvBytes(fit.context()),
                    need.computeBytes(),
                    fit.neededBytes(),
                    fit.availableBytes(),
                    fit.verdict().name(),
                    need.largestContext(fit.availableBytes()));
        }
    }
}
