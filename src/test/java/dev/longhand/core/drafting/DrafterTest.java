package dev.longhand.core.drafting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Provenance.Derivation;
import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.core.prompt.ContextPlan;
import dev.longhand.core.prompt.ContextTooSmallException;
import dev.longhand.engine.scripted.Gate;
import dev.longhand.engine.scripted.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrafterTest {
    @Test
    void aKeptCandidateStandsInTheDocumentUnderItsHeading() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.answer("Use a wrench."), "Tools", "Valves")) {
            table.draft(ChunkOrder.section(0, 100, 200));
            assertThat(table.text()).isEmpty();
            table.drafter.keep();
            assertThat(table.drafter.state()).isEqualTo(DraftState.IDLE);
            assertThat(table.text()).isEqualTo("## Tools\n\nUse a wrench.");
            table.draft(ChunkOrder.section(1, 100, 200));
            table.drafter.keep();
            assertThat(table.text()).isEqualTo("## Tools\n\nUse a wrench.\n\n## Valves\n\nUse a wrench.");
        }
    }

    @Test
    void everyCandidateStaysReachable() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.texts("One.", "Two.", "Three."), "Tools")) {
            table.draft(ChunkOrder.section(0, 100, 200));
            table.drafter.reroll();
            table.awaitReview();
            table.drafter.reroll("say more about valves");
            table.awaitReview();
            assertThat(table.drafter.selected().orElseThrow().text()).isEqualTo("Three.");
            assertThat(table.drafter.selected().orElseThrow().provenance().direction())
                    .isEqualTo("say more about valves");
            table.drafter.select(1);
            table.drafter.keep();
            Chunk chunk = table.document.keptChunks().getFirst();
            assertThat(table.text()).endsWith("One.");
            assertThat(table.document.candidates(chunk.id())).extracting(Candidate::text)
                    .containsExactly("One.", "Two.", "Three.");
            assertThat(table.document.candidates(chunk.id())).extracting(c -> c.provenance().seed())
                    .doesNotHaveDuplicates();

            table.drafter.unkeep(chunk.id());
            assertThat(table.text()).isEmpty();
            table.drafter.select(2);
            table.drafter.keep();
            assertThat(table.text()).isEqualTo("## Tools\n\nTwo.");
        }
    }

    @Test
    void aRerollThatBringsTheSameTextSaysSo() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.answer("Always this."), "Tools")) {
            table.draft(ChunkOrder.section(0, 100, 200));
            table.drafter.reroll();
            table.awaitReview();
            assertThat(table.drafter.selected().orElseThrow().sameTextAs()).hasValue(1);
        }
    }

    @Test
    void cancelKeepsWhatWasStreamed() throws Exception {
        Gate gate = new Gate();
        try (DraftingTable table = DraftingTable.of(Script.endless().pacedBy(gate), "Tools")) {
            StringBuilder streamed = new StringBuilder();
            table.drafter.addListener(new DraftListener() {
                @Override
                public void streamed(String text, TokenCount tokens) {
                    streamed.append(text);
                }
            });
            table.drafter.draft(ChunkOrder.section(0, 100, 1_000));
            gate.open(20);
            table.owner.runUntil(() -> streamed.length() > 20);
            table.drafter.cancel();
            table.awaitReview();
            Candidate candidate = table.drafter.selected().orElseThrow();
            assertThat(candidate.stopReason()).isEqualTo(new StopReason.Cancelled());
            assertThat(candidate.text()).isEqualTo(streamed.toString());
            table.drafter.keep();
            assertThat(table.text()).endsWith(streamed.toString());
        }
    }

    @Test
    void aCandidateCanBeContinuedEditedAndCut() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.answer("First part. Second part. Third."), "Tools")) {
            table.draft(ChunkOrder.section(0, 100, 3));
            Candidate first = table.drafter.selected().orElseThrow();
            assertThat(first.stopReason()).isInstanceOf(StopReason.TokenLimit.class);
            table.drafter.continueCandidate(100);
            table.awaitReview();
            Candidate longer = table.drafter.selected().orElseThrow();
            assertThat(longer.text()).isEqualTo("First part. Second part. Third.");
            assertThat(longer.provenance().derivation()).isEqualTo(Derivation.CONTINUED);
            assertThat(longer.provenance().basedOn()).hasValue(1);
            assertThat(longer.keptTokens().value()).isEqualTo(table.model.tokenize(longer.text()).size());
            assertThat(longer.usage().generated().value()).isEqualTo(longer.keptTokens().value());

            table.drafter.edit("First part! Second part.");
            table.drafter.cut("First part!".length());
            table.drafter.keep();
            assertThat(table.text()).endsWith("First part!");
            assertThat(table.document.candidates(1)).extracting(c -> c.provenance().derivation())
                    .containsExactly(Derivation.GENERATED, Derivation.CONTINUED, Derivation.EDITED, Derivation.CUT);
        }
    }

    @Test
    void aRerollAfterAContinuationHasTheChunksOwnLimit() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.endless(), "Tools")) {
            table.draft(ChunkOrder.section(0, 100, 60));
            table.drafter.continueCandidate(10);
            table.awaitReview();
            Candidate longer = table.drafter.selected().orElseThrow();
            assertThat(longer.usage().generated().value()).isEqualTo(70);
            assertThat(longer.tokens().orElseThrow().ids().size()).isEqualTo(70);
            assertThat(longer.timings().generationMillis())
                    .isGreaterThanOrEqualTo(table.document.candidate(1, 1).timings().generationMillis());
            table.drafter.reroll();
            table.awaitReview();
            assertThat(table.drafter.selected().orElseThrow().usage().generated().value()).isEqualTo(60);
        }
    }

    /** What was cut inside a token is tokenized anew, and what is written after it is still known by its tokens. */
    @Test
    void aCandidateCutInsideATokenCanBeContinued() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.endless(), "Tools")) {
            table.draft(ChunkOrder.section(0, 100, 40));
            table.drafter.cut(table.drafter.selected().orElseThrow().text().length() / 2);
            table.drafter.continueCandidate(30);
            table.awaitReview();
            Candidate longer = table.drafter.selected().orElseThrow();
            assertThat(longer.tokens().orElseThrow().covered()).isEqualTo(longer.text().length());
            assertThat(table.model.detokenize(longer.tokens().orElseThrow().ids())).startsWith(longer.text());
        }
    }

    @Test
    void whatWasUndoneCanBeReviewedAgain() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.texts("One.", "Two."), "Tools")) {
            table.draft(ChunkOrder.section(0, 100, 200));
            table.drafter.keep();
            table.drafter.undo();
            assertThat(table.text()).isEmpty();
            assertThat(table.drafter.state()).isEqualTo(DraftState.IDLE);
            table.drafter.review(1);
            assertThat(table.drafter.selected().orElseThrow().text()).isEqualTo("One.");
            table.drafter.discard();
            table.drafter.review(1);
            table.drafter.reroll();
            table.awaitReview();
            table.drafter.keep();
            assertThat(table.text()).isEqualTo("## Tools\n\nTwo.");
        }
    }

    @Test
    void aKeptChunkCanBeReviewedWithoutTakingItsTextOut() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.texts("One.", "Two.", "Three."), "Tools", "Valves")) {
            table.draft(ChunkOrder.section(0, 100, 200));
            table.drafter.keep();
            table.draft(ChunkOrder.section(1, 100, 200));
            table.drafter.keep();
            int first = table.document.keptChunks().getFirst().id();
            String before = table.text();
            table.drafter.review(first);
            assertThat(table.drafter.selected().orElseThrow().text()).isEqualTo("One.");
            table.drafter.reroll();
            table.awaitReview();
            assertThat(table.text()).isEqualTo(before);
            table.drafter.leave();
            assertThat(table.drafter.state()).isEqualTo(DraftState.IDLE);
            assertThat(table.text()).isEqualTo(before);
            table.drafter.review(first);
            table.drafter.select(2);
            table.drafter.keep();
            assertThat(table.text()).isEqualTo("## Tools\n\nThree.\n\n## Valves\n\nTwo.");
        }
    }

    @Test
    void undoingTheActionThatBroughtAChunkToReviewEndsTheReview() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.answer("One."), "Tools")) {
            table.draft(ChunkOrder.section(0, 100, 200));
            table.drafter.keep();
            table.drafter.unkeep(1);
            table.drafter.undo();
            assertThat(table.drafter.state()).isEqualTo(DraftState.IDLE);
            assertThat(table.text()).isEqualTo("## Tools\n\nOne.");
        }
    }

    @Test
    void aListenerThatThrowsHoldsNobodyUp() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.prose(), "Tools")) {
            table.drafter.addListener(new DraftListener() {
                @Override
                public void streamed(String text, TokenCount tokens) {
                    throw new IllegalStateException("the listener's own fault");
                }

                @Override
                public void inReview(Chunk chunk, Candidate candidate) {
                    throw new IllegalStateException("the listener's own fault");
                }

                @Override
                public void kept(Chunk chunk, Candidate candidate) {
                    throw new IllegalStateException("the listener's own fault");
                }
            });
            table.draft(ChunkOrder.section(0, 100, 200));
            table.drafter.keep();
            assertThat(table.drafter.state()).isEqualTo(DraftState.IDLE);
            assertThat(table.text()).startsWith("## Tools\n\n");
        }
    }

    /** What has a direction is asked for in a turn of its own, and parted from the text before. */
    @Test
    void aContinuationWithADirectionIsAnExtension() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.texts("One", "Two."), "Tools")) {
            table.draft(ChunkOrder.section(0, 100, 200));
            table.drafter.keep();
            table.draft(ChunkOrder.continuation(OptionalInt.of(0), 100).withDirection("say more about valves"));
            table.drafter.keep();
            assertThat(table.text()).isEqualTo("## Tools\n\nOne\n\nTwo.");
            assertThat(table.model.detokenize(table.model.tokens(table.drafter.plan().orElseThrow().prompt())))
                    .contains("Continue section 1: Tools (about 100 tokens more)\nsay more about valves");
        }
    }

    @Test
    void discardLeavesTheDocumentAsItWasAndTheCandidatesReachable() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.answer("Gone."), "Tools")) {
            table.draft(ChunkOrder.section(0, 100, 200));
            table.drafter.discard();
            assertThat(table.text()).isEmpty();
            assertThat(table.drafter.state()).isEqualTo(DraftState.IDLE);
            assertThat(table.document.candidates(1)).hasSize(1);
        }
    }

    @Test
    void aCommandOutOfPlaceChangesNothing() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.answer("Text."), "Tools")) {
            assertThatThrownBy(table.drafter::keep).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(table.drafter::reroll).isInstanceOf(IllegalStateException.class);
            table.draft(ChunkOrder.section(0, 100, 200));
            assertThatThrownBy(() -> table.drafter.draft(ChunkOrder.section(0, 100, 200)))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> table.drafter.select(2)).isInstanceOf(java.util.NoSuchElementException.class);
            table.drafter.keep();
            assertThat(table.text()).isEqualTo("## Tools\n\nText.");
        }
    }

    @Test
    void aWindowThatIsTooSmallIsSaidAndNothingChanges() {
        try (DraftingTable table = new DraftingTable(
                Script.answer("Text."), 128, DraftSettings.STANDARD, DraftingTable.document("Tools"))) {
            assertThatThrownBy(() -> table.drafter.draft(ChunkOrder.section(0, 100, 1_000)))
                    .isInstanceOf(ContextTooSmallException.class)
                    .hasMessageContaining("128");
            assertThat(table.drafter.state()).isEqualTo(DraftState.IDLE);
            assertThat(table.document.chunks()).isEmpty();
        }
    }

    @Test
    void aHeadingOfTheModelsOwnEndsTheSection() throws Exception {
        try (DraftingTable table = DraftingTable.of(
                Script.answer("Text.\n\n```sh\n## no heading\n```\n\n## Valves\n\nMore."), "Tools", "Valves")) {
            table.draft(ChunkOrder.section(0, 100, 200));
            Candidate candidate = table.drafter.selected().orElseThrow();
            assertThat(candidate.stopReason()).isInstanceOf(StopReason.StopStringMatched.class);
            assertThat(candidate.text()).isEqualTo("Text.\n\n```sh\n## no heading\n```\n\n");
        }
    }

    /** The next chunk evaluates only what was not evaluated before: its request, and the last sampled token. */
    @Test
    void theNextChunkReusesAllThatTheSessionHasSeen() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.prose(), "Tools", "Valves", "Hoses", "Pumps")) {
            int seen = 0;
            for (int section = 0; section < 4; section++) {
                table.draft(ChunkOrder.section(section, 100, 300));
                Candidate candidate = table.drafter.selected().orElseThrow();
                int prompt = candidate.usage().prompt().value();
                if (section > 0) {
                    assertThat(candidate.usage().evaluated().value()).isLessThanOrEqualTo(prompt - seen + 1);
                }
                seen = prompt + candidate.usage().generated().value();
                table.drafter.keep();
            }
        }
    }

    @Test
    void aRerollEvaluatesOneToken() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.prose(), "Tools")) {
            table.draft(ChunkOrder.section(0, 100, 300));
            table.drafter.reroll();
            table.awaitReview();
            assertThat(table.drafter.selected().orElseThrow().usage().evaluated().value()).isEqualTo(1);
        }
    }

    /** A seam is invisible: chunks that end only by their limit give the text of one uninterrupted generation. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 256})
    void seamsAreInvisible(int chunk) throws Exception {
        for (double temperature : new double[] {0, 0.8}) {
            assertThat(endless(chunk, temperature).equals(endless(512, temperature))).isTrue();
        }
    }

    private static TokenIds endless(int chunk, double temperature) throws Exception {
        DraftSettings settings = new DraftSettings(
                Sampling.STANDARD.withTemperature(temperature), 7, 1_024, ChunkEnd.HARD, List.of(), LoopRule.OFF);
        try (DraftingTable table = new DraftingTable(
                Script.endless(), 8_192, settings, DraftingTable.document())) {
            List<TokenIds> all = new ArrayList<>();
            for (int written = 0; written < 512; written += chunk) {
                int limit = Math.min(chunk, 512 - written);
                table.draft(written == 0
                        ? ChunkOrder.answer(limit)
                        : ChunkOrder.continuation(OptionalInt.empty(), limit));
                all.add(table.drafter.selected().orElseThrow().tokens().orElseThrow().ids());
                table.drafter.keep();
            }
            return TokenIds.concat(all);
        }
    }

    /** Text the writer edited is read by the model as it stands now. */
    @Test
    void anEditedChunkIsCarriedOverAsItStands() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.answer("The old pump stands here."), "Tools", "Valves")) {
            table.draft(ChunkOrder.section(0, 100, 200));
            table.drafter.keep();
            int at = table.text().indexOf("pump");
            table.document.edit(at, at + 4, "<|im_end|> mill");
            table.draft(ChunkOrder.section(1, 100, 200));
            ContextPlan plan = table.drafter.plan().orElseThrow();
            String prompt = table.model.detokenize(table.model.tokens(plan.prompt()));
            assertThat(prompt).contains("## Tools\n\nThe old <|im_end|> mill stands here.");
            assertThat(plan.prompt().stream().filter(PromptPart.Template.class::isInstance).map(Object::toString))
                    .noneMatch(part -> part.contains("mill"));
        }
    }

    @Test
    void aChunkInTheMiddleSeesTheTextBeforeIt() throws Exception {
        try (DraftingTable table = DraftingTable.of(Script.texts("First.", "Last.", "Middle."), "A", "B")) {
            table.draft(ChunkOrder.section(0, 100, 200));
            table.drafter.keep();
            int middle = table.document.text().length();
            table.draft(ChunkOrder.section(1, 100, 200));
            table.drafter.keep();
            table.draft(ChunkOrder.extension(OptionalInt.of(0), 100, 200).at(middle));
            String prompt = table.model.detokenize(table.model.tokens(table.drafter.plan().orElseThrow().prompt()));
            assertThat(prompt).contains("First.").doesNotContain("Last.");
            table.drafter.keep();
            assertThat(table.text()).isEqualTo("## A\n\nFirst.\n\nMiddle.\n\n## B\n\nLast.");
            assertThat(table.document.keptChunks()).extracting(Chunk::kind)
                    .containsExactly(ChunkKind.SECTION, ChunkKind.EXTENSION, ChunkKind.SECTION);
        }
    }

    @Test
    void closeDuringAGenerationIsHeardNoMore() throws Exception {
        Gate gate = new Gate();
        DraftingTable table = DraftingTable.of(Script.endless().pacedBy(gate), "Tools");
        AtomicBoolean reviewed = new AtomicBoolean();
        table.drafter.addListener(new DraftListener() {
            @Override
            public void inReview(Chunk chunk, Candidate candidate) {
                reviewed.set(true);
            }
        });
        table.drafter.draft(ChunkOrder.section(0, 100, 1_000));
        gate.awaitArrival();
        table.close();
        table.owner.execute(() -> {});
        AtomicBoolean drained = new AtomicBoolean();
        table.owner.execute(() -> drained.set(true));
        table.owner.runUntil(drained::get);
        assertThat(reviewed).isFalse();
        assertThat(table.drafter.state()).isEqualTo(DraftState.CLOSED);
    }
}
