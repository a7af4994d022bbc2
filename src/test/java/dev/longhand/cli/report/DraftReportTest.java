package dev.longhand.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.cli.report.DraftReport.CandidateKey;
import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Section;
import dev.longhand.core.drafting.KeptAmount;
import dev.longhand.core.engine.ModelDescription;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopString;
import dev.longhand.core.engine.Timings;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.core.engine.TokenUsage;
import dev.longhand.core.engine.TokenizedText;
import dev.longhand.core.prompt.ContextPlan;
import dev.longhand.core.prompt.PlanPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DraftReportTest {
    private final Document document = new Document(
            Brief.titled("Pumps"), new Outline(List.of(Section.of("Tools"), Section.of("水泵"))));

    private static Candidate candidate(int number, String text, StopReason reason, TokenCount reused) {
        TokenUsage usage = new TokenUsage(
                TokenCount.exactly(100),
                reused,
                new TokenCount(100 - reused.value(), reused.exact()),
                TokenCount.exactly(20));
        return new Candidate(
                number, text, tokens(text), TokenCount.exactly(18), reason, usage,
                new Timings(12.345, 15, 200.06), TestCandidates.provenance(40 + number), OptionalInt.empty());
    }

    /** A token for every character, but for the last one of Chinese text, which was cut through. */
    private static Optional<TokenizedText> tokens(String text) {
        int known = text.startsWith("每") ? text.length() - 1 : text.length();
        int[] ids = text.substring(0, known).chars().toArray();
        return Optional.of(
                new TokenizedText(text, TokenIds.of(ids), IntStream.rangeClosed(1, known).toArray()));
    }

    private JsonNode report() {
        Chunk first = document.open(0, OptionalInt.of(0), ChunkKind.SECTION, 300, "");
        document.add(first.id(), candidate(1, "Bad bad bad", new StopReason.Loop("bad ", 4), TokenCount.ZERO));
        document.add(first.id(), candidate(
                2, "A spanner.", new StopReason.EndOfText(Optional.empty()), TokenCount.exactly(60)));
        document.keep(first.id(), 2);
        Chunk second = document.open(
                document.text().length(), OptionalInt.of(1), ChunkKind.SECTION, 300, "");
        document.add(second.id(), candidate(
                1, "每天检查 <|im_end|>", new StopReason.StopStringMatched(StopString.writer("###"), 9), TokenCount.about(90)));
        document.keep(second.id(), 1);
        ContextPlan plan = new ContextPlan(
                List.of(
                        new PlanPart(PlanPart.Kind.BRIEF, "Brief", 60, true),
                        new PlanPart(PlanPart.Kind.TEXT, "1. Tools", 40, false)),
                List.of(), 60, 4096, 1024, 1, true);
        DraftReport.Chunks chunks = DraftReport.chunks(
                document, Map.of(second.id(), plan), Map.of(new CandidateKey(first.id(), 1), "it began to repeat itself"));
        ModelDescription model = new ModelDescription(
                "Practice", "qwen2", "Q8_0", 4_888_832, 32_768, 4096, ModelDescription.ChatStyle.TEMPLATE, "abc", 5_361_824);
        DraftReport report = new DraftReport(
                "1", "guide.md", "Pumps", model.name(), ModelReport.of(Path.of("m.gguf"), model), "engine 1", "as asked", 4096,
                "sections", 8192, "tokens", false, 36, KeptAmount.words(document), "You stopped it.", 7,
                Sampling.STANDARD, chunks.kept(), chunks.rerolls(), List.of("A notice."));
        return JsonMapper.builder().build().readTree(ReportFormat.json(report));
    }

    @Test
    void beforeAndTextOfAllChunksAreTheDocument() {
        StringBuilder all = new StringBuilder();
        for (JsonNode chunk : report().get("chunks")) {
            all.append(chunk.get("before").asString()).append(chunk.get("text").asString());
        }
        assertThat(all).hasToString("## Tools\n\nA spanner.\n\n## 水泵\n\n每天检查 <|im_end|>");
    }

    @Test
    void aChunkCarriesTheTokensOfItsWholeText() {
        JsonNode chunks = report().get("chunks");
        List<Integer> ids = new ArrayList<>();
        chunks.get(0).get("tokens").forEach(id -> ids.add(id.asInt()));

        assertThat(ids).isEqualTo("A spanner.".chars().boxed().toList());
        assertThat(chunks.get(1).get("tokens").isNull()).as("where not all are known").isTrue();
    }

    @Test
    void aChunkCarriesItsNumbersReasonAndTimes() {
        JsonNode chunk = report().get("chunks").get(0);
        assertThat(chunk.get("section").asString()).isEqualTo("Tools");
        assertThat(chunk.get("sectionNumber").asInt()).isEqualTo(1);
        assertThat(chunk.get("generatedTokens").asInt()).isEqualTo(20);
        assertThat(chunk.get("keptTokens").asInt()).isEqualTo(18);
        assertThat(chunk.get("promptTokens").asInt()).isEqualTo(100);
        assertThat(chunk.get("reusedTokens").asInt()).isEqualTo(60);
        assertThat(chunk.get("exact").asBoolean()).isTrue();
        assertThat(chunk.get("candidate").asInt()).isEqualTo(2);
        assertThat(chunk.get("seed").asLong()).isEqualTo(42);
        assertThat(chunk.get("stopReason").get("type").asString()).isEqualTo("END_OF_TEXT");
        assertThat(chunk.get("timings").get("promptMillis").asDouble()).isEqualTo(12.3);
        assertThat(chunk.get("timings").get("generationMillis").asDouble()).isEqualTo(200.1);
    }

    @Test
    void aNumberThatIsNotExactIsNamed() {
        JsonNode chunk = report().get("chunks").get(1);
        assertThat(chunk.get("exact").asBoolean()).isFalse();
        assertThat(chunk.get("inexact").values()).extracting(JsonNode::asString).containsExactly("reusedTokens");
    }

    @Test
    void aStopReasonCarriesWhatItKnows() {
        JsonNode reason = report().get("chunks").get(1).get("stopReason");
        assertThat(reason.get("type").asString()).isEqualTo("STOP_STRING");
        assertThat(reason.get("words").asString()).isEqualTo("Stop string matched");
        assertThat(reason.get("string").asString()).isEqualTo("###");
        assertThat(reason.get("origin").asString()).isEqualTo("WRITER");
        assertThat(reason.get("position").asInt()).isEqualTo(9);
    }

    @Test
    void thePlanSaysWhatWasLeftOut() {
        JsonNode plan = report().get("chunks").get(1).get("plan");
        assertThat(plan.get("leftOutTokens").asInt()).isEqualTo(40);
        assertThat(plan.get("droppedText").asBoolean()).isTrue();
        assertThat(plan.get("parts").get(1).get("label").asString()).isEqualTo("1. Tools");
        assertThat(plan.get("parts").get(1).get("included").asBoolean()).isFalse();
    }

    @Test
    void aCandidateThatWasNotKeptIsToldWithItsReason() {
        JsonNode reroll = report().get("rerolls").get(0);
        assertThat(reroll.get("chunk").asInt()).isEqualTo(1);
        assertThat(reroll.get("why").asString()).isEqualTo("it began to repeat itself");
        assertThat(reroll.get("stopReason").get("passage").asString()).isEqualTo("bad ");
        assertThat(reroll.get("seed").asLong()).isEqualTo(41);
    }

    @Test
    void wordsCountHeadingsAndChineseCharacters() {
        JsonNode report = report();
        assertThat(report.get("words").asInt()).isEqualTo(1 + 2 + 2 + 4 + 1);
        assertThat(report.get("chunks").get(1).get("words").asInt()).isEqualTo(5);
        assertThat(report.get("reachedTarget").asBoolean()).isFalse();
        assertThat(report.get("target").asInt()).isEqualTo(8192);
    }
}
