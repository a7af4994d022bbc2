package dev.longhand.cli.report;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.prompt.ContextPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report of a draft. Token numbers are the model's; an engine that cannot know one exactly says so per chunk.
 *
 * @param longhand version of the program
 * @param document path of the Markdown file
 * @param title of the document
 * @param model name of the model
 * @param modelFile what the model's file says
 * @param engine name and version
 * @param engineReason why it is this one
 * @param context tokens of the window
 * @param shape {@code sections} or {@code answer}
 * @param target what was asked for
 * @param targetUnit {@code tokens} or {@code words} (characters for Chinese)
 * @param reachedTarget whether the kept text has as many and nothing of the outline is missing
 * @param keptTokens of all chunks' texts
 * @param words of the document, headings too; characters for Chinese
 * @param ended why the draft ended, a sentence
 * @param seed of the draft; every candidate's own seed follows from it
 * @param sampling how tokens were chosen
 * @param chunks those kept, in the order of the document
 * @param rerolls candidates that were not kept
 * @param notices what the writer should know, a sentence each
 */
public record DraftReport(
        String longhand,
        String document,
        String title,
        String model,
        ModelReport modelFile,
        String engine,
        String engineReason,
        int context,
        String shape,
        int target,
        String targetUnit,
        boolean reachedTarget,
        int keptTokens,
        int words,
        String ended,
        long seed,
        Sampling sampling,
        List<ChunkReport> chunks,
        List<RerollReport> rerolls,
        List<String> notices) {
    public DraftReport {
        chunks = List.copyOf(chunks);
        rerolls = List.copyOf(rerolls);
        notices = List.copyOf(notices);
    }

    /** What is told of the chunks of a document. */
    public record Chunks(List<ChunkReport> kept, List<RerollReport> rerolls) {}

    /**
     * Reads the chunks of a document.
     *
     * @param plans for each chunk's id the plan of its last generation
     * @param reasons why a candidate was not kept, by chunk id and candidate number, where somebody said so
     */
    public static Chunks chunks(
            Document document, Map<Integer, ContextPlan> plans, Map<CandidateKey, String> reasons) {
        List<ChunkReport> kept = new ArrayList<>();
        List<RerollReport> rerolls = new ArrayList<>();
        for (Chunk chunk : document.chunks()) {
            Optional<Candidate> candidate = document.kept(chunk);
            int number = kept.size() + 1;
            for (Candidate other : document.candidates(chunk.id())) {
                if (candidate.isEmpty() || !isOrBecame(other, candidate.get())) {
                    String why = reasons.getOrDefault(new CandidateKey(chunk.id(), other.number()), "not kept");
                    rerolls.add(RerollReport.of(number, other, why));
                }
            }
            candidate.ifPresent(c -> kept.add(ChunkReport.of(
                    document, number, chunk, c, Optional.ofNullable(plans.get(chunk.id())))));
        }
        return new Chunks(kept, rerolls);
    }

    /** A candidate that was cut, edited or lengthened before it was kept was not thrown away. */
    private static boolean isOrBecame(Candidate candidate, Candidate kept) {
        return candidate.number() == kept.number()
                || kept.provenance().basedOn().orElse(0) == candidate.number();
    }

    /** A candidate of a document: the id of its chunk and its number in it. */
    public record CandidateKey(int chunk, int candidate) {}
}
