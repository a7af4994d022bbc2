package dev.longhand.drafts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longhand.Endurance;
import dev.longhand.cli.MainLoop;
import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Language;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Section;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.drafting.OutlineListener;
import dev.longhand.core.drafting.OutlineOutcome;
import dev.longhand.core.drafting.OutlineProposal;
import dev.longhand.core.drafting.OutlineSchema;
import dev.longhand.core.drafting.OutlineSize;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.Session;
import dev.longhand.core.prompt.PromptTexts;
import dev.longhand.core.schema.JsonValue;
import dev.longhand.core.schema.SchemaCheck;
import dev.longhand.engine.jllama.JllamaEngine;
import dev.longhand.project.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Outlines that models propose for many briefs: every one keeps the schema. Fifty and twenty in full. */
class OutlineProposalsTest {
    private static final Path PRACTICE_MODEL = Path.of("samples/practice-model/longhand-practice.gguf");
    private static final Path REAL_MODEL = Path.of("../shared/models/SmolLM2-135M-Instruct.Q4_1.gguf");
    private static final int CONTEXT = 4_096;

    private static final List<String> THINGS = List.of(
            "Small Water Pumps", "Night Shifts in a Bakery", "School Libraries", "Bicycle Repair", "Bee Keeping",
            "Greenhouse Heating", "Harbour Cranes", "Village Archives", "Solar Dryers", "Ferry Timetables");
    private static final List<String> CHINESE = List.of("小型水泵", "面包房夜班", "学校图书馆", "自行车修理", "养蜂场");
    private static final List<String> KINDS = List.of("A Manual for %s", "%s: Field Guide", "Safety in %s", "Planning %s");

    @Test
    void thePracticeModelsOutlinesAreValid() throws Exception {
        propose(PRACTICE_MODEL, Endurance.of(50), 2_800);
    }

    @Test
    @Tag("real-model")
    void aRealModelsOutlinesAreValid() throws Exception {
        assumeTrue(Files.exists(REAL_MODEL), "Skipped: there is no real model at " + REAL_MODEL);
        propose(REAL_MODEL, Endurance.of(20), 1_600);
    }

    /** Every fifth brief is in Chinese. */
    private static Brief brief(int number) {
        if (number % 5 == 4) {
            return new Brief(CHINESE.get(number / 5 % CHINESE.size()) + "使用手册" + (number < 25 ? "" : "（修订）"), "操作人员", "", "",
                    List.of(), Language.CHINESE);
        }
        String title = KINDS.get(number / THINGS.size() % KINDS.size()).formatted(THINGS.get(number % THINGS.size()));
        return new Brief(title, number % 3 == 0 ? "" : "new staff", number % 2 == 0 ? "" : "Explain the daily work", "",
                number % 4 == 0 ? List.of("Two people work at night") : List.of(), Language.ENGLISH);
    }

    private static void propose(Path file, int briefs, int words) throws Exception {
        List<Map<String, Object>> runs = new ArrayList<>();
        try (JllamaEngine engine = new JllamaEngine();
                Model model = engine.load(file, LoadOptions.context(CONTEXT), LoadProgress.SILENT);
                Session session = model.open(CONTEXT)) {
            for (int number = 0; number < briefs; number++) {
                runs.add(propose(brief(briefs < 10 ? number * 9 : number), number, words, model, session));
            }
        }
        Endurance.record("outlines of " + file.getFileName(), Map.of("runs", runs));
    }

    private static Map<String, Object> propose(Brief brief, int seed, int words, Model model, Session session)
            throws InterruptedException {
        long start = System.nanoTime();
        OutlineSize size = OutlineSize.of(DraftTarget.words(words), brief.language());
        MainLoop owner = new MainLoop();
        AtomicReference<OutlineOutcome> outcome = new AtomicReference<>();
        List<String> retries = new ArrayList<>();
        OutlineListener listener = new OutlineListener() {
            @Override
            public void retried(String why) {
                retries.add(why);
            }

            @Override
            public void finished(OutlineOutcome end) {
                outcome.set(end);
            }
        };
        new OutlineProposal(
                brief, size, model, session, PromptTexts.of(brief.language()), new JsonText(), Sampling.STANDARD, seed,
                owner, listener).start();
        owner.runUntil(() -> outcome.get() != null, Duration.ofSeconds(1), () -> {});

        assertThat(outcome.get()).as("%s: %s", brief.title(), retries).isInstanceOf(OutlineOutcome.Proposed.class);
        Outline outline = ((OutlineOutcome.Proposed) outcome.get()).outline();
        Optional<String> problem = SchemaCheck.problem(
                OutlineSchema.of(brief.language(), new JsonText()).whole(), json(brief, outline));
        assertThat(problem).as(brief.title() + ": " + outline).isEmpty();
        assertThat(outline.sections().stream().map(s -> s.heading().toLowerCase(Locale.ROOT))).doesNotHaveDuplicates();
        assertThat(outline.sections().stream().mapToInt(s -> s.targetTokens().orElseThrow()).sum())
                .isEqualTo(size.targetTokens());
        assertThat(outline.sections()).hasSizeBetween(3, size.sections());
        return Map.of(
                "title", brief.title(),
                "sections", outline.sections().size(),
                "wanted", size.sections(),
                "retries", retries,
                "outline", outline.sections().stream()
                        .map(s -> "%s: %s (%d)".formatted(s.heading(), s.goal(), s.targetTokens().orElseThrow()))
                        .toList(),
                "seconds", Math.round((System.nanoTime() - start) / 1e8) / 10.0);
    }

    private static JsonValue json(Brief brief, Outline outline) {
        List<JsonValue> sections = new ArrayList<>();
        for (Section section : outline.sections()) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            members.put("heading", new JsonValue.Text(section.heading()));
            members.put("goal", new JsonValue.Text(section.goal()));
            members.put("target_tokens", JsonValue.Number.of(section.targetTokens().orElseThrow()));
            sections.add(new JsonValue.Members(members));
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("title", new JsonValue.Text(brief.title()));
        members.put("sections", new JsonValue.Array(sections));
        return new JsonValue.Members(members);
    }
}
