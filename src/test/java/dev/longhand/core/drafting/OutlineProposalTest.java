package dev.longhand.core.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Language;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Section;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.prompt.PromptTexts;
import dev.longhand.engine.scripted.Gate;
import dev.longhand.engine.scripted.Scene;
import dev.longhand.engine.scripted.Script;
import dev.longhand.engine.scripted.ScriptedEngine;
import dev.longhand.project.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outlines as a model proposes them, well or badly. */
class OutlineProposalTest {
    private final List<Scene> scenes = new CopyOnWriteArrayList<>();
    private final List<String> retries = new ArrayList<>();
    private final List<Integer> seen = new ArrayList<>();
    private final OwnerQueue owner = new OwnerQueue();

    private OutlineOutcome propose(Script script, OutlineSize size) throws Exception {
        return propose(script, size, 8_192, proposal -> {});
    }

    private interface Meanwhile {
        void act(OutlineProposal proposal) throws Exception;
    }

    private OutlineOutcome propose(Script script, OutlineSize size, int context, Meanwhile meanwhile) throws Exception {
        List<OutlineOutcome> outcomes = new ArrayList<>();
        OutlineListener listener = new OutlineListener() {
            @Override
            public void written(int sections, TokenCount tokens) {
                seen.add(sections);
            }

            @Override
            public void retried(String why) {
                retries.add(why);
            }

            @Override
            public void finished(OutlineOutcome outcome) {
                outcomes.add(outcome);
            }
        };
        Script heard = scene -> {
            scenes.add(scene);
            return script.begin(scene);
        };
        ScriptedEngine engine = new ScriptedEngine(heard);
        try (Model model = engine.model(context);
                Session session = model.open(context)) {
            OutlineProposal proposal = new OutlineProposal(
                    Brief.titled("Pumps \"and\" tanks"), size, model, session, PromptTexts.of(Language.ENGLISH),
                    new JsonText(), Sampling.STANDARD, 7, owner, listener);
            proposal.start();
            meanwhile.act(proposal);
            owner.runUntil(() -> !outcomes.isEmpty());
        }
        assertThat(outcomes).hasSize(1);
        return outcomes.getFirst();
    }

    private static String section(String heading, int tokens) {
        return "{\"heading\": \"%s\", \"goal\": \"Say what it is\", \"target_tokens\": %d}".formatted(heading, tokens);
    }

    private static String sections(String... headings) {
        return Stream.of(headings).map(h -> section(h, 200)).collect(Collectors.joining(", ")) + "]}";
    }

    private static List<String> headings(OutlineOutcome outcome) {
        return outline(outcome).sections().stream().map(Section::heading).toList();
    }

    private static Outline outline(OutlineOutcome outcome) {
        assertThat(outcome).isInstanceOf(OutlineOutcome.Proposed.class);
        return ((OutlineOutcome.Proposed) outcome).outline();
    }

    @Test
    void theModelIsAskedInTheWordsOfThePromptsAndHeldToAGrammar() throws Exception {
        OutlineOutcome outcome = propose(
                Script.texts(section("First", 100) + ", " + section("Second", 300) + "]}"), new OutlineSize(2, 400));
        assertThat(headings(outcome)).containsExactly("First", "Second");
        assertThat(outline(outcome).sections().getFirst().goal()).isEqualTo("Say what it is");
        assertThat(outline(outcome).sections().stream().mapToInt(s -> s.targetTokens().orElseThrow()))
                .containsExactly(100, 300);
        Scene scene = scenes.getFirst();
        assertThat(scene.lastUserTurn()).startsWith("Title: Pumps \"and\" tanks\n").endsWith("\n\nReply with a JSON outline.");
        assertThat(scene.answerSoFar()).isEqualTo("{\"title\": \"Pumps \\\"and\\\" tanks\", \"sections\": [");
        assertThat(scene.request().grammar()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"100,1", "400,2", "450,3", "2048,6", "7000,18", "16000,40", "56000,40"})
    void thereAreAsManySectionsAsTheTargetNeeds(int target, int sections) {
        assertThat(OutlineSize.of(DraftTarget.tokens(target), Language.ENGLISH)).isEqualTo(new OutlineSize(sections, target));
    }

    @Test
    void wordsAreTakenForTokensByTheLanguage() {
        assertThat(OutlineSize.of(DraftTarget.words(5_000), Language.ENGLISH).targetTokens()).isEqualTo(7_000);
        assertThat(OutlineSize.of(DraftTarget.words(5_000), Language.CHINESE).targetTokens()).isEqualTo(4_500);
    }

    @Test
    void targetsAddUpAndStayWhatSmallModelsWrite() throws Exception {
        String answer = section("A one", 80) + ", " + section("B two", 500) + ", " + section("C three", 500) + ", "
                + section("D four", 91) + "]}";
        for (int target : new int[] {4 * 80, 777, 1_501, 4 * 500, 8_000, 40}) {
            List<Section> sections = outline(propose(Script.texts(answer), new OutlineSize(4, target))).sections();
            assertThat(sections.stream().mapToInt(s -> s.targetTokens().orElseThrow()).sum()).isEqualTo(target);
            if (target >= 320 && target <= 2_000) {
                assertThat(sections).allMatch(s -> s.targetTokens().orElseThrow() >= 80 && s.targetTokens().orElseThrow() <= 500);
            }
        }
    }

    @Test
    void aHeadingThatStandsAlreadyIsLeftOutAndAnotherAskedFor() throws Exception {
        OutlineOutcome outcome = propose(
                Script.texts(
                        sections("First", "First ,", "Pumps and Tanks", "Second  part -"),
                        ", " + sections("Third", "First"),
                        ", " + sections("Fourth")),
                new OutlineSize(4, 1_000));
        assertThat(headings(outcome)).containsExactly("First", "Second part", "Third", "Fourth");
        assertThat(scenes.get(1).answerSoFar()).endsWith("\"Second part\", \"goal\": \"Say what it is\", \"target_tokens\": 200}");
        assertThat(retries).isEmpty();
        assertThat(seen).isSorted().contains(0, 2);
    }

    @Test
    void aModelThatRepeatsItsEndIsAskedAgainFromAnEarlierPlace() throws Exception {
        OutlineOutcome outcome = propose(
                Script.texts(
                        sections("Introduction", "Tools", "Costs", "Summary"),
                        ", " + sections("Summary"),
                        ", " + sections("Safety", "Summary"),
                        ", " + sections("Records")),
                new OutlineSize(6, 1_000));
        assertThat(headings(outcome))
                .containsExactly("Introduction", "Tools", "Costs", "Safety", "Records", "Summary");
        assertThat(scenes.get(2).answerSoFar()).contains("\"Costs\"").doesNotContain("Summary");
        assertThat(scenes.get(3).answerSoFar()).contains("\"Safety\"").doesNotContain("Summary");
        assertThat(retries).isEmpty();
    }

    @Test
    void aModelWithoutFurtherHeadingsIsNotForcedToThem() throws Exception {
        OutlineOutcome outcome = propose(
                Script.texts(sections("Introduction", "Tools", "Summary"), ", " + sections("Summary")),
                new OutlineSize(6, 1_000));
        assertThat(headings(outcome)).containsExactly("Introduction", "Tools", "Summary");
        assertThat(((OutlineOutcome.Proposed) outcome).notice().orElseThrow())
                .isEqualTo("The outline has 3 sections instead of 6: the model has no more headings that differ.");
        assertThat(scenes).hasSize(1 + OutlineProposal.BARREN);
    }

    @Test
    void anOutlineThatWouldBeTooShortIsForced() throws Exception {
        OutlineOutcome outcome = propose(
                scene -> Script.texts(scenes.size() <= 1 + OutlineProposal.BARREN
                                ? (scenes.size() == 1 ? sections("Only") : ", " + sections("Only"))
                                : ", " + sections("Only more", "Only most"))
                        .begin(scene),
                new OutlineSize(3, 1_000));
        assertThat(headings(outcome)).containsExactly("Only", "Only more", "Only most");
        // After so many answers without a new heading the grammar rules out what stands.
        assertThat(scenes).hasSize(2 + OutlineProposal.BARREN);
        assertThat(scenes.getLast().request().grammar()).isNotEqualTo(scenes.get(1).request().grammar());
        assertThat(scenes.getLast().answerSoFar()).contains("\"Only\"");
        assertThat(retries).isEmpty();
    }

    @Test
    void whatCannotBeUsedIsTriedAgainWithAnotherSeed() throws Exception {
        OutlineOutcome outcome = propose(
                Script.texts("not json", section("# Marks", 200) + "]}", section("Goal", 20) + "]}", sections("First")),
                new OutlineSize(1, 200));
        assertThat(headings(outcome)).containsExactly("First");
        assertThat(retries).hasSize(3).allMatch(why -> why.endsWith("."));
        assertThat(scenes.stream().map(scene -> scene.request().seed()).distinct()).hasSize(4);
    }

    @Test
    void afterThreeMoreTriesItIsSaid() throws Exception {
        OutlineOutcome outcome = propose(Script.texts("nonsense"), new OutlineSize(3, 900));
        assertThat(outcome).isInstanceOfSatisfying(OutlineOutcome.Refused.class, refused ->
                assertThat(refused.sentence()).contains("4 times in a row", "another model").hasLineCount(1));
        assertThat(scenes).hasSize(4);
    }

    @Test
    void someOfTheSectionsAreAnOutlineToo() throws Exception {
        OutlineOutcome outcome = propose(
                Script.texts(sections("First", "Second", "Third"), "nonsense"), new OutlineSize(9, 1_000));
        assertThat(headings(outcome)).containsExactly("First", "Second", "Third");
        assertThat(((OutlineOutcome.Proposed) outcome).notice().orElseThrow()).contains("3 sections instead of 9");
        assertThat(outline(outcome).sections().stream().mapToInt(s -> s.targetTokens().orElseThrow()).sum())
                .isEqualTo(1_000);
    }

    @Test
    void aFullWindowIsSaid() throws Exception {
        OutlineOutcome outcome = propose(Script.endless(), new OutlineSize(40, 16_000), 200, proposal -> {});
        assertThat(((OutlineOutcome.Refused) outcome).sentence()).contains("context window of 200 tokens is full");
    }

    @Test
    void aFailureOfTheEngineIsPassedOn() throws Exception {
        OutlineOutcome outcome = propose(Script.endless().failingAfter(3), new OutlineSize(3, 900));
        assertThat(outcome).isInstanceOf(OutlineOutcome.Failed.class);
    }

    @Test
    void itCanBeStoppedWhileTheModelWrites() throws Exception {
        Gate gate = new Gate();
        OutlineOutcome outcome = propose(
                Script.endless().pacedBy(gate), new OutlineSize(3, 900), 8_192, OutlineProposal::stop);
        assertThat(outcome).isEqualTo(new OutlineOutcome.Stopped());
    }
}
