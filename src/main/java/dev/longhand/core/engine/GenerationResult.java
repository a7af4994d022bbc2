package dev.longhand.core.engine;

import java.util.Optional;

/**
 * What a generation brought.
 *
 * @param text all text that was streamed; a stop string that matched is not in it
 * @param tokens the text with the tokens it was sampled as, where the engine knows them
 * @param stopReason the one cause that ended it
 * @param usage its tokens
 * @param timings its times
 * @param seed the seed really used
 */
public record GenerationResult(
        String text,
        Optional<TokenizedText> tokens,
        StopReason stopReason,
        TokenUsage usage,
        Timings timings,
        long seed) {}
