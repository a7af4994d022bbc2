package dev.longhand.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.Endurance;
import dev.longhand.core.document.Document;
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
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chinese drafts, in which a token is often only a part of a character. */
class ChineseDraftTest {
    private static final Path PRACTICE_MODEL = Path.of("samples/practice-model/longhand-practice.gguf");
    private static final Path BRIEF = Path.of("samples/briefs/greenhouse-zh.md");
    private static final int CONTEXT = 8_192;

    @Test
    void reachesItsTargetInCharactersWithEverySeed() throws Exception {
        for (int seed = 1; seed <= Endurance.of(20); seed++) {
            Document document = draft(seed, 1_024, DraftTarget.words(1_000));
            assertThat(KeptAmount.words(document)).as("characters of seed %d", seed).isBetween(1_000, 1_300);
        }
    }

    @Test
    void reachesItsTargetInChunksSmallerThanACharacter() throws Exception {
        for (int chunk : new int[] {1, 2, 3, 16}) {
            draft(chunk, chunk, DraftTarget.tokens(200));
        }
    }

    private static Document draft(long seed, int chunk, DraftTarget target) throws Exception {
        BriefFile brief = BriefFile.read(BRIEF);
        try (JllamaEngine engine = new JllamaEngine();
                Model model = engine.load(PRACTICE_MODEL, LoadOptions.context(CONTEXT), LoadProgress.SILENT);
                Session session = model.open(CONTEXT)) {
            LongDraft draft = new LongDraft(new Document(brief.brief(), brief.outline()));
            DraftOutcome outcome = draft.run(
                    model, session, engine.name(),
                    new DraftSettings(Sampling.STANDARD, seed, chunk, ChunkEnd.HARD, List.of(), LoopRule.STANDARD),
                    target, UnattendedPolicy.STANDARD);
            assertThat(outcome.reached()).as("seed %d, chunk %d: %s", seed, chunk, outcome).isTrue();
            assertThat(draft.document.text().toString().lines().filter(line -> line.startsWith("#")))
                    .containsExactlyElementsOf(
                            brief.outline().sections().stream().map(s -> "## " + s.heading()).toList());
            return draft.document;
        }
    }
}
