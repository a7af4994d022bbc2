package dev.longhand.core.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.DocumentChange;
import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.core.document.WordCount;
import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.engine.scripted.Gate;
import dev.longhand.engine.scripted.Script;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnattendedDraftTest {
    private static final UnattendedPolicy EXTEND = UnattendedPolicy.STANDARD;

    @Test
    void writesEverySectionUnderItsHeadingAndReachesTheTarget() {
        try (DraftingTable table = DraftingTable.of(Script.prose(), "Tools", "Valves", "Hoses", "End")) {
            DraftOutcome outcome = table.unattended(DraftTarget.tokens(1_500), EXTEND);
            assertThat(outcome.reached()).as(outcome.sentence()).isTrue();
            assertThat(KeptAmount.tokens(table.document).value()).isBetween(1_500, 2_200);
            assertThat(headings(table)).containsExactly("## Tools", "## Valves", "## Hoses", "## End");
            assertHeadingsAndTextsAreTheDocument(table);
        }
    }

    @ParameterizedTest
    @EnumSource(AtEnd.class)
    void aSectionThatEndedShortIsDealtWithAsTheWriterSaid(AtEnd rule) {
        // Each answer is about something else: one sentence again and again would be a loop.
        List<String> things = List.of("pumps", "hoses", "taps", "seals", "belts", "fans", "gauges", "filters", "tanks");
        AtomicInteger answers = new AtomicInteger();
        Script shortAnswers = Script.answerTo(asked -> "Only a few words are said here about "
                + things.get(answers.getAndIncrement() % things.size()) + ", and then it is over and done.");
        try (DraftingTable table = DraftingTable.of(shortAnswers, "Tools", "Valves")) {
            DraftOutcome outcome = table.unattended(DraftTarget.tokens(400), EXTEND.withAtEnd(rule));
            boolean extended = table.document.keptChunks().stream().anyMatch(c -> c.kind() == ChunkKind.EXTENSION);
            assertThat(extended).isEqualTo(rule == AtEnd.EXTEND);
            assertThat(outcome.reached()).isEqualTo(rule == AtEnd.EXTEND);
            assertThat(headings(table)).containsExactly("## Tools", "## Valves");
        }
    }

    @Test
    void whatIsMissingIsAskedOfTheNextSections() {
        try (DraftingTable table = DraftingTable.of(Script.answer("Short."), "Tools", "Valves")) {
            table.unattended(DraftTarget.tokens(400), EXTEND.withAtEnd(AtEnd.NEXT_SECTION));
            assertThat(table.document.keptChunks()).extracting(Chunk::asked).containsExactly(200, 400);
        }
        try (DraftingTable table = DraftingTable.of(Script.answer("Short."), "Tools", "Valves")) {
            table.unattended(DraftTarget.tokens(400), EXTEND.withAtEnd(AtEnd.ACCEPT));
            assertThat(table.document.keptChunks()).extracting(Chunk::asked).containsExactly(200, 200);
        }
    }

    @Test
    void anExtensionThatEndsAtOnceMeansNothingMoreToSay() {
        Script script = Script.answerTo(asked -> asked.startsWith("Continue") ? "" : "A sentence of the section.");
        try (DraftingTable table = DraftingTable.of(script, "Tools", "Valves")) {
            DraftOutcome outcome = table.unattended(DraftTarget.tokens(400), EXTEND);
            assertThat(outcome.end()).isEqualTo(DraftOutcome.End.SHORT);
            assertThat(table.text())
                    .isEqualTo("## Tools\n\nA sentence of the section.\n\n## Valves\n\nA sentence of the section.");
        }
    }

    @Test
    void aSectionThatDoesNotEndIsEndedAtTwiceWhatWasAsked() {
        try (DraftingTable table = DraftingTable.of(Script.endless(), "Tools", "Valves", "Hoses")) {
            DraftOutcome outcome = table.unattended(DraftTarget.tokens(600), EXTEND);
            assertThat(outcome.reached()).isTrue();
            assertThat(headings(table)).containsExactly("## Tools", "## Valves", "## Hoses");
            for (int section = 0; section < 3; section++) {
                assertThat(KeptAmount.sectionTokens(table.document, section)).isLessThanOrEqualTo(400);
            }
            assertThat(table.document.textOf(table.document.keptChunks().getFirst())).endsWith(".");
        }
    }

    @Test
    void manySectionsAndASmallTargetStayNearIt() {
        try (DraftingTable table = DraftingTable.of(Script.endless(), "A", "B", "C", "D", "E", "F", "G", "H", "I", "J")) {
            assertThat(table.unattended(DraftTarget.tokens(500), EXTEND).reached()).isTrue();
            assertThat(KeptAmount.tokens(table.document).value()).isBetween(500, 750);
            assertThat(headings(table)).hasSize(10);
        }
    }

    @Test
    void aLoopIsRerolledThreeTimesAndThenCutWhereItBegan() {
        Script loops = scene -> Script.looping(
                        "One good sentence " + "abcdefgh".charAt(scene.random().nextInt(8))
                                + " stands here and it is not a short one. ")
                .begin(scene);
        DraftSettings settings = new DraftSettings(
                Sampling.STANDARD, 11, 1_024, ChunkEnd.HARD, List.of(), LoopRule.STANDARD);
        try (DraftingTable table = new DraftingTable(loops, 8_192, settings, DraftingTable.document("Tools"))) {
            table.unattended(DraftTarget.tokens(400), EXTEND.withAtEnd(AtEnd.ACCEPT));
            Chunk chunk = table.document.keptChunks().getFirst();
            List<Candidate> all = table.document.candidates(chunk.id());
            assertThat(all.stream().filter(c -> c.provenance().basedOn().isEmpty())).hasSize(4)
                    .allMatch(c -> c.stopReason() instanceof StopReason.Loop);
            assertThat(table.document.textOf(chunk).strip())
                    .matches("One good sentence [a-h] stands here and it is not a short one\\.");
        }
    }

    @Test
    void aBrokenCharacterIsRerolled() {
        Script script = Script.texts("A pump and a \ufffd stand here.", "A pump and a valve stand here.");
        try (DraftingTable table = DraftingTable.of(script, "Tools")) {
            table.unattended(DraftTarget.tokens(400), EXTEND.withAtEnd(AtEnd.ACCEPT));
            Chunk chunk = table.document.keptChunks().getFirst();
            assertThat(table.document.textOf(chunk)).isEqualTo("A pump and a valve stand here.");
            assertThat(table.document.candidates(chunk.id())).hasSize(2);
        }
    }

    @Test
    void whatIsBrokenWithEverySeedIsKeptAfterThreeRerolls() {
        Script script = Script.texts("One \ufffd.", "Two \ufffd.", "Three \ufffd.", "Four \ufffd.", "Five.");
        try (DraftingTable table = DraftingTable.of(script, "Tools")) {
            table.unattended(DraftTarget.tokens(400), EXTEND.withAtEnd(AtEnd.ACCEPT));
            assertThat(table.document.textOf(table.document.keptChunks().getFirst())).isEqualTo("Four \ufffd.");
        }
    }

    @Test
    void aSectionThatBeginsTheNextHeadingIsFollowedByTheNextSection() {
        try (DraftingTable table = DraftingTable.of(
                Script.answer("Some text of this section.\n\n## Something else\n\nNot wanted."), "Tools", "Valves")) {
            table.unattended(DraftTarget.tokens(20), EXTEND.withAtEnd(AtEnd.NEXT_SECTION));
            assertThat(headings(table)).containsExactly("## Tools", "## Valves");
            assertThat(table.text()).doesNotContain("Not wanted");
        }
    }

    @Test
    void aSectionWithoutAnyTextStillHasItsHeading() {
        Script script = Script.answerTo(asked -> asked.contains("Valves") ? "" : "Text of the section.");
        try (DraftingTable table = DraftingTable.of(script, "Tools", "Valves", "End")) {
            table.unattended(DraftTarget.tokens(10), EXTEND.withAtEnd(AtEnd.ACCEPT));
            assertThat(headings(table)).containsExactly("## Tools", "## Valves", "## End");
        }
    }

    @Test
    void aFailureKeepsWhatWasWrittenAndEndsTheDraft() {
        try (DraftingTable table = DraftingTable.of(Script.endless().failingAfter(40), "Tools", "Valves")) {
            DraftOutcome outcome = table.unattended(DraftTarget.tokens(400), EXTEND);
            assertThat(outcome.end()).isEqualTo(DraftOutcome.End.FAILED);
            assertThat(outcome.sentence()).contains("SCRIPT-FAILED");
            assertThat(KeptAmount.tokens(table.document).value()).isEqualTo(40);
        }
    }

    @Test
    void aWindowThatIsTooSmallEndsTheDraftWithASentence() {
        try (DraftingTable table = new DraftingTable(Script.endless(), 256,
                new DraftSettings(Sampling.STANDARD, 1, 1_024, ChunkEnd.HARD, List.of(), LoopRule.STANDARD),
                DraftingTable.document("Tools"))) {
            DraftOutcome outcome = table.unattended(DraftTarget.tokens(2_000), EXTEND);
            assertThat(outcome.end()).isEqualTo(DraftOutcome.End.CONTEXT_FULL);
            assertThat(outcome.sentence()).contains("256");
        }
    }

    @Test
    void stopKeepsWhatWasStreamed() throws Exception {
        Gate gate = new Gate();
        try (DraftingTable table = DraftingTable.of(Script.endless().pacedBy(gate), "Tools", "Valves")) {
            AtomicReference<DraftOutcome> outcome = new AtomicReference<>();
            UnattendedDraft draft =
                    new UnattendedDraft(table.drafter, DraftTarget.tokens(400), EXTEND, outcome::set);
            StringBuilder streamed = new StringBuilder();
            table.drafter.addListener(new DraftListener() {
                @Override
                public void streamed(String text, TokenCount tokens) {
                    streamed.append(text);
                }
            });
            draft.start();
            gate.open(30);
            table.owner.runUntil(() -> streamed.length() > 40);
            draft.stop();
            table.owner.runUntil(() -> outcome.get() != null);
            assertThat(outcome.get().end()).isEqualTo(DraftOutcome.End.STOPPED);
            assertThat(table.text()).startsWith("## Tools\n\n").endsWith(streamed);
        }
    }

    @Test
    void asOneAnswerItGoesOnFromLimitToLimitToTheTarget() {
        DraftSettings chunks = new DraftSettings(
                Sampling.STANDARD, 3, 100, ChunkEnd.HARD, List.of(), LoopRule.STANDARD);
        try (DraftingTable table =
                new DraftingTable(Script.endless(), 4_096, chunks, DraftingTable.document())) {
            assertThat(table.unattended(DraftTarget.tokens(950), EXTEND).reached()).isTrue();
            assertThat(KeptAmount.tokens(table.document).value()).isEqualTo(950);
            assertThat(table.document.keptChunks()).hasSize(10);
            assertHeadingsAndTextsAreTheDocument(table);
        }
    }

    @Test
    void aTargetInWordsIsCountedInTheKeptText() {
        try (DraftingTable table = DraftingTable.of(Script.prose(), "Tools", "Valves", "Hoses", "End")) {
            assertThat(table.unattended(DraftTarget.words(1_000), EXTEND).reached()).isTrue();
            assertThat(WordCount.of(table.text())).isBetween(1_000, 1_300);
        }
    }

    /** The model writes characters of four tokens: limits fall into the middle of them all the time. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 16, 64})
    void limitsInsideCharactersDoNotHoldADraftUp(int chunk) {
        DraftSettings chunks = new DraftSettings(
                Sampling.STANDARD, 3, chunk, ChunkEnd.HARD, List.of(), LoopRule.OFF);
        Script emoji = scene -> Script.looping("🌱🌳🏠🚰").begin(scene);
        for (DraftingTable table : List.of(
                new DraftingTable(emoji, 8_192, chunks, DraftingTable.document("Tools", "Valves")),
                new DraftingTable(emoji, 8_192, chunks, DraftingTable.document()))) {
            try (table) {
                DraftOutcome outcome = table.unattended(DraftTarget.tokens(300), EXTEND);
                assertThat(outcome.end()).as(outcome.sentence()).isEqualTo(DraftOutcome.End.REACHED);
                assertThat(table.text().codePoints().filter(c -> c == 0xFFFD)).isEmpty();
            }
        }
    }

    @Test
    void anEarlyEndKeepsTheCandidateThatHasMostText() throws Exception {
        Gate gate = new Gate();
        Script loopThenSlow = new Script() {
            private int generation;

            @Override
            public java.util.Iterator<dev.longhand.engine.scripted.Step> begin(
                    dev.longhand.engine.scripted.Scene scene) {
                generation++;
                Script loop = Script.looping("A good sentence about one of the pumps stands here for all to read. ");
                return generation == 1 ? loop.begin(scene) : Script.endless().pacedBy(gate).begin(scene);
            }
        };
        try (DraftingTable table = DraftingTable.of(loopThenSlow, "Tools")) {
            AtomicReference<DraftOutcome> outcome = new AtomicReference<>();
            UnattendedDraft draft =
                    new UnattendedDraft(table.drafter, DraftTarget.tokens(400), EXTEND, outcome::set);
            draft.start();
            gate.open(2);
            table.owner.runUntil(() -> table.drafter.state() == DraftState.STREAMING
                    && table.document.candidates(1).size() == 1);
            draft.stop();
            table.owner.runUntil(() -> outcome.get() != null);
            assertThat(table.text()).contains("A good sentence about one of the pumps");
        }
    }

    @Test
    void aDraftThatWasStoppedInAChunkGoesOnThere() {
        DraftSettings chunks = new DraftSettings(
                Sampling.STANDARD, 3, 50, ChunkEnd.HARD, List.of(), LoopRule.STANDARD);
        try (DraftingTable table =
                new DraftingTable(Script.endless(), 4_096, chunks, DraftingTable.document("Tools", "Valves"))) {
            AtomicReference<DraftOutcome> outcome = new AtomicReference<>();
            UnattendedDraft first =
                    new UnattendedDraft(table.drafter, DraftTarget.tokens(400), EXTEND, outcome::set);
            first.start();
            table.owner.runUntil(() -> table.document.keptChunks().size() == 2);
            first.stop();
            table.owner.runUntil(() -> outcome.get() != null);
            assertThat(table.unattended(DraftTarget.tokens(400), EXTEND).reached()).isTrue();
            assertThat(headings(table)).containsExactly("## Tools", "## Valves");
        }
    }

    /** A chunk of one token is foolish, but it is a draft like any other, and it ends. */
    /** Whatever chunk waited for its verdict when the program ended, and whatever its candidate, the draft goes on. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aDraftGoesOnFromAChunkThatWaits(int candidates) {
        DraftSettings small = new DraftSettings(Sampling.STANDARD, 0, 64, ChunkEnd.HARD, List.of(), LoopRule.STANDARD);
        AtomicReference<DocumentSnapshot> atTheEnd = new AtomicReference<>();
        Document first = DraftingTable.document("Tools", "Valves", "Hoses", "End");
        try (DraftingTable table = new DraftingTable(Script.prose(), 8_192, small, first)) {
            AtomicInteger added = new AtomicInteger();
            table.document.addListener(change -> {
                if (change instanceof DocumentChange.Added && added.incrementAndGet() == candidates) {
                    atTheEnd.set(table.document.snapshot());
                }
            });
            table.unattended(DraftTarget.tokens(600), EXTEND);
        }
        for (boolean interrupted : new boolean[] {false, true}) {
            Document again = Document.of(atTheEnd.get());
            if (interrupted) {
                interrupt(again);
            }
            try (DraftingTable table = new DraftingTable(Script.prose(), 8_192, small, again)) {
                DraftOutcome outcome = table.unattended(DraftTarget.tokens(600), EXTEND);
                assertThat(outcome.reached()).as(outcome.sentence()).isTrue();
                assertThat(headings(table)).containsExactly("## Tools", "## Valves", "## Hoses", "## End");
                assertThat(KeptAmount.tokens(again).value()).isBetween(600, 1_000);
                assertHeadingsAndTextsAreTheDocument(table);
            }
        }
    }

    /** The last candidate again, as the program's end in its middle would have left it. */
    private static void interrupt(Document document) {
        Chunk waiting = document.chunks().stream()
                .filter(c -> c.status() == Chunk.Status.OPEN)
                .reduce((a, b) -> b)
                .orElseThrow();
        List<Candidate> all = document.candidates(waiting.id());
        Candidate last = all.getLast();
        String half = last.text().substring(0, last.text().length() / 2);
        document.add(waiting.id(), Candidate.interrupted(
                all.size() + 1, Optional.empty(), half, TokenCount.about(half.length() / 4 + 1),
                last.provenance()));
    }

    @Test
    void tinyChunksWork() {
        DraftSettings chunks = new DraftSettings(
                Sampling.STANDARD, 3, 1, ChunkEnd.HARD, List.of(), LoopRule.STANDARD);
        try (DraftingTable table =
                new DraftingTable(Script.prose(), 4_096, chunks, DraftingTable.document("Tools", "Valves"))) {
            DraftOutcome outcome = table.unattended(DraftTarget.tokens(200), EXTEND);
            assertThat(outcome.end()).as(outcome.sentence()).isEqualTo(DraftOutcome.End.REACHED);
            assertThat(headings(table)).containsExactly("## Tools", "## Valves");
        }
    }

    @Test
    void longDraftsGoOnPastTheWindow() {
        DraftSettings chunks = new DraftSettings(
                Sampling.STANDARD, 3, 128, ChunkEnd.HARD, List.of(), LoopRule.STANDARD);
        try (DraftingTable table = new DraftingTable(
                Script.prose(), 1_024, chunks, DraftingTable.document("A", "B", "C", "D", "E", "F", "G", "H"))) {
            DraftOutcome outcome = table.unattended(DraftTarget.tokens(4_000), EXTEND);
            assertThat(outcome.reached()).as(outcome.sentence()).isTrue();
            assertThat(table.drafter.plan().orElseThrow().leftOutTokens()).isPositive();
        }
    }

    private static List<String> headings(DraftingTable table) {
        return table.text().lines().filter(line -> line.startsWith("#")).toList();
    }

    private static void assertHeadingsAndTextsAreTheDocument(DraftingTable table) {
        StringBuilder all = new StringBuilder();
        for (Chunk chunk : table.document.keptChunks()) {
            all.append(table.document.leadOf(chunk)).append(table.document.kept(chunk).orElseThrow().text());
        }
        assertThat(all.toString()).isEqualTo(table.text());
    }
}
