package dev.longhand.core.engine;

/**
 * What a model's file says about it.
 *
 * @param name for people
 * @param architecture as llama.cpp names it, such as {@code qwen2}
 * @param quantization of most of its weights, such as {@code Q8_0}
 * @param parameters number of weights
 * @param trainedContext tokens of the longest window it was trained for
 * @param vocabularySize number of tokens
 * @param chatStyle how conversations are written for it
 * @param fingerprint identifies the file's content, for provenance and snapshots
 * @param fileBytes size of the file
 */
public record ModelDescription(
        String name,
        String architecture,
        String quantization,
        long parameters,
        int trainedContext,
        int vocabularySize,
        ChatStyle chatStyle,
        String fingerprint,
        long fileBytes) {

    /** How conversations are written for a model. */
    public enum ChatStyle {
        /** By the template in its file. */
        TEMPLATE,
        /** The file has no template but ChatML's tokens: ChatML. */
        CHATML,
        /** A base model: the text simply goes on. */
        PLAIN
    }
}
