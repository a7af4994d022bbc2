package dev.longhand.cli.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.WordCount;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.prompt.ContextPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kept chunk. {@code before} and {@code text} of all chunks, one after another, are the document.
 *
 * @param number in the document, from 1
 * @param chunk what {@code history}, {@code keep} and {@code reroll} call it
 * @param section its heading, null where the document has no outline
 * @param sectionNumber from 1, null where the document has no outline
 * @param kind how it follows the text before it
 * @param before what the program wrote before the chunk's text: heading and blank lines
 * @param text the kept text
 * @param exact true if all four token numbers are known exactly
 * @param inexact the names of those that are not
 * @param words in {@code text}; characters for Chinese
 * @param tokens the ids of the tokens that {@code text} was sampled as, null where the engine does not know all of them
 * @param candidate which candidate was kept, from 1
 * @param stopReason {@code type}, {@code words} and what the reason carries
 * @param plan what went into the window; left out for a chunk of an earlier run, of which it is not known
 */
public record ChunkReport(
        int number,
        int chunk,
        @Nullable String section,
        @Nullable Integer sectionNumber,
        String kind,
        String before,
        String text,
        int generatedTokens,
        int keptTokens,
        int promptTokens,
        int reusedTokens,
        boolean exact,
        List<String> inexact,
        int words,
        @Nullable List<Integer> tokens,
        int candidate,
        Map<String, Object> stopReason,
        long seed,
        TimingsReport timings,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PlanReport plan) {

    static ChunkReport of(Document document, int number, Chunk chunk, Candidate candidate, Optional<ContextPlan> plan) {
        Map<String, TokenCount> counts = new LinkedHashMap<>();
        counts.put("generatedTokens", candidate.usage().generated());
        counts.put("keptTokens", candidate.keptTokens());
        counts.put("promptTokens", candidate.usage().prompt());
        counts.put("reusedTokens", candidate.usage().reused());
        List<String> inexact = counts.entrySet().stream()
                .filter(count -> !count.getValue().exact())
                .map(Map.Entry::getKey)
                .toList();
        String text = document.textOf(chunk);
        boolean inSection = chunk.section().isPresent();
        return new ChunkReport(
                number,
                chunk.id(),
                inSection ? document.outline().sections().get(chunk.section().getAsInt()).heading() : null,
                inSection ? chunk.section().getAsInt() + 1 : null,
                chunk.kind().name(),
                document.leadOf(chunk),
                text,
                candidate.usage().generated().value(),
                candidate.keptTokens().value(),
                candidate.usage().prompt().value(),
                candidate.usage().reused().value(),
                inexact.isEmpty(),
                inexact,
                WordCount.of(text),
                ids(candidate, text).orElse(null),
                candidate.number(),
                StopReasonData.of(candidate.stopReason()),
                candidate.provenance().seed(),
                TimingsReport.of(candidate.timings()),
                plan.map(PlanReport::of).orElse(null));
    }

    private static Optional<List<Integer>> ids(Candidate candidate, String text) {
        return candidate.tokens()
                .filter(tokens -> tokens.text().equals(text) && tokens.covered() == text.length())
                .map(tokens -> tokens.ids().stream().boxed().toList());
    }
}
