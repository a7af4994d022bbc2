package dev.longhand.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.Endurance;
import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Section;
import dev.longhand.core.drafting.DraftOutcome;
import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.drafting.KeptAmount;
import dev.longhand.core.drafting.UnattendedPolicy;
import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.Session;
import dev.longhand.engine.jllama.JllamaEngine;
import dev.longhand.project.BriefFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A long document, drafted with the practice model the way a user drafts it; twenty times in full. */
class LongDraftTest {
    private static final int TARGET = 8_192;
    private static final int CHUNK = 1_024;
    private static final int CONTEXT = 16_384;
    private static final Path PRACTICE_MODEL = Path.of("samples/practice-model/longhand-practice.gguf");

    @Test
    void reachesItsTargetWithEverySeed() throws Exception {
        BriefFile brief = BriefFile.read(Path.of("samples/briefs/field-guide.md"));
        List<Map<String, Object>> runs = new ArrayList<>();
        try (JllamaEngine engine = new JllamaEngine();
                Model model = engine.load(PRACTICE_MODEL, LoadOptions.context(CONTEXT), LoadProgress.SILENT)) {
            for (int seed = 1; seed <= Endurance.of(20); seed++) {
                try (Session session = model.open(CONTEXT)) {
                    runs.add(check(brief, seed, model, session, engine.name()));
                }
            }
        }
        Endurance.record("draft of 8,192 kept tokens, 12 sections, chunks of 1,024", Map.of("runs", runs));
    }

    private static Map<String, Object> check(
            BriefFile brief, int seed, Model model, Session session, String engine) throws InterruptedException {
        long start = System.nanoTime();
        LongDraft draft = new LongDraft(new Document(brief.brief(), brief.outline()));
        DraftOutcome outcome = draft.run(
                model, session, engine,
                new DraftSettings(Sampling.STANDARD, seed, CHUNK, ChunkEnd.HARD, List.of(), LoopRule.STANDARD),
                DraftTarget.tokens(TARGET), UnattendedPolicy.STANDARD);
        double seconds = (System.nanoTime() - start) / 1e9;
        Document document = draft.document;
        String text = document.text().toString();

        assertThat(outcome.reached()).as("seed %d: %s", seed, outcome).isTrue();
        assertThat(KeptAmount.tokens(document).value()).as("kept tokens of seed %d", seed).isGreaterThanOrEqualTo(TARGET);
        assertThat(text.lines().filter(line -> line.matches("#{1,6} .*")))
                .as("headings of seed %d", seed)
                .containsExactlyElementsOf(brief.outline().sections().stream().map(s -> "## " + s.heading()).toList());
        assertHeadingsAndTextsAreTheDocument(document, text);
        Repetition.assertNothingStandsThreeTimesInARow(model.tokenize(text), "seed " + seed);
        assertOnlyNewTokensAreEvaluated(draft, seed);
        return figures(draft, seed, seconds);
    }

    private static void assertHeadingsAndTextsAreTheDocument(Document document, String text) {
        StringBuilder all = new StringBuilder();
        List<Section> sections = document.outline().sections();
        int section = -1;
        for (Chunk chunk : document.keptChunks()) {
            if (chunk.section().getAsInt() != section) {
                section = chunk.section().getAsInt();
                assertThat(document.leadOf(chunk)).endsWith("## " + sections.get(section).heading() + "\n\n");
            } else {
                assertThat(document.leadOf(chunk)).isBlank();
            }
            all.append(document.leadOf(chunk)).append(document.kept(chunk).orElseThrow().text());
        }
        assertThat(all.toString()).isEqualTo(text);
    }

    /**
     * For every chunk after the first: prompt - reused is at most the tokens added since the last evaluation and one,
     * except where the plan dropped old text; for a reroll it is one. A candidate that was cut, by its stop string or
     * after a loop, may have been cut inside a token, which is then read anew.
     */
    private static void assertOnlyNewTokensAreEvaluated(LongDraft draft, int seed) {
        int evaluatedUntil = 0;
        for (LongDraft.Step step : draft.steps) {
            Candidate candidate = step.candidate();
            int prompt = candidate.usage().prompt().value();
            int added = candidate.number() > 1 ? 0 : prompt - evaluatedUntil;
            if (evaluatedUntil > 0 && !step.plan().dropped()) {
                assertThat(prompt - candidate.usage().reused().value())
                        .as("evaluated tokens of chunk %d, candidate %d, seed %d",
                                step.chunk().id(), candidate.number(), seed)
                        .isLessThanOrEqualTo(added + 1);
            }
            evaluatedUntil = evaluatedUntil(draft, step, evaluatedUntil);
        }
    }

    /** How much of the document's conversation the session has seen when the verdict on a candidate is given. */
    private static int evaluatedUntil(LongDraft draft, LongDraft.Step step, int before) {
        Candidate candidate = step.candidate();
        Chunk chunk = draft.document.chunk(step.chunk().id());
        if (chunk.kept().isEmpty()) {
            return before;
        }
        Candidate kept = draft.document.kept(chunk).orElseThrow();
        int base = kept.provenance().basedOn().orElse(kept.number());
        if (base != candidate.number()) {
            return before;
        }
        boolean last = base == draft.steps.stream()
                .filter(s -> s.chunk().id() == chunk.id())
                .mapToInt(s -> s.candidate().number())
                .max()
                .orElseThrow();
        int cut = kept.keptTokens().value() < candidate.usage().generated().value() ? 1 : 0;
        return candidate.usage().prompt().value() + (last ? kept.keptTokens().value() - cut : 0);
    }

    private static Map<String, Object> figures(LongDraft draft, int seed, double seconds) {
        Map<String, Integer> reasons = new TreeMap<>();
        draft.steps.forEach(step -> reasons.merge(step.candidate().stopReason().type().name(), 1, Integer::sum));
        int generated = draft.steps.stream().mapToInt(s -> s.candidate().usage().generated().value()).sum();
        double millis = draft.steps.stream().mapToDouble(s -> s.candidate().timings().generationMillis()).sum();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("seed", seed);
        figures.put("seconds", Math.round(seconds * 10) / 10.0);
        figures.put("keptTokens", KeptAmount.tokens(draft.document).value());
        figures.put("words", KeptAmount.words(draft.document));
        figures.put("keptChunks", draft.document.keptChunks().size());
        figures.put("candidates", draft.steps.size());
        figures.put("reasons", reasons);
        figures.put("tokensPerSecond", Math.round(generated * 1000.0 / millis));
        return figures;
    }
}
