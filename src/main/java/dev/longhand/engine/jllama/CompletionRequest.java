package dev.longhand.engine.jllama;

import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.engine.Tokenizer;
import java.util.Collection;
import java.util.Optional;

/** Writes orders to the library: parameters of llama.cpp's server, as JSON. */
final class CompletionRequest {
    private CompletionRequest() {}

    /** Evaluates a prompt; the library samples one token all the same, which stays out of its cache. */
    static String evaluate(TokenIds prompt) {
        return start(prompt, 1).append(",\"temperature\":0,\"top_k\":1}").toString();
    }

    /**
     * Samples up to {@code most} tokens after a prompt.
     *
     * @param most at least 1: the library takes less for no limit at all
     * @param seed of the library's random numbers
     * @param barred tokens that are never sampled
     */
    static String generate(
            TokenIds prompt, int most, GenerationRequest request, long seed, Collection<Integer> barred) {
        if (most < 1) {
            throw new IllegalArgumentException("A call must sample at least 1 token, not " + most + ".");
        }
        Sampling sampling = request.sampling();
        StringBuilder json = start(prompt, most)
                .append(",\"seed\":").append(seed)
                .append(",\"temperature\":").append(sampling.temperature())
                .append(",\"top_k\":").append(sampling.topK())
                .append(",\"top_p\":").append(sampling.topP())
                .append(",\"min_p\":").append(sampling.minP())
                .append(",\"repeat_penalty\":").append(sampling.repeatPenalty())
                .append(",\"repeat_last_n\":").append(sampling.repeatLastTokens());
        appendBarred(json, barred);
        Optional<String> grammar = request.grammar();
        grammar.ifPresent(text -> appendText(json.append(",\"grammar\":"), text));
        return json.append('}').toString();
    }

    private static StringBuilder start(TokenIds prompt, int most) {
        StringBuilder json = new StringBuilder(prompt.size() * 6 + 200).append("{\"prompt\":[");
        for (int i = 0; i < prompt.size(); i++) {
            json.append(i == 0 ? "" : ",").append(prompt.get(i));
        }
        return json.append("],\"cache_prompt\":true,\"stream\":true,\"n_predict\":").append(most);
    }

    private static void appendBarred(StringBuilder json, Collection<Integer> barred) {
        json.append(",\"logit_bias\":[");
        String separator = "";
        for (int id : barred) {
            json.append(separator).append('[').append(id).append(",false]");
            separator = ",";
        }
        json.append(']');
    }

    private static void appendText(StringBuilder json, String text) {
        json.append('"');
        for (char c : Tokenizer.clean(text).toCharArray()) {
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                json.append(c);
            } else {
                json.append("\\u%04x".formatted((int) c));
            }
        }
        json.append('"');
    }
}
