package dev.longhand.engine.libllama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.Endurance;
import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.ChatTurn.Role;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopReason.Type;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.TokenIds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A seam between chunks cannot be seen: however a text is cut into chunks, its tokens are those of one generation. With the
 * end token barred and no loops looked for, only the limits end chunks.
 */
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class SeamTest {
    private static final List<String> TITLES = List.of(
            "Tide Gauges", "Solar Pumps", "A Village Bakery", "Bicycle Repair", "Bee Keeping", "Small Harbours",
            "Water Filters", "Night Trains", "Stone Walls", "Radio Masts");

    private static final int[] CHUNKS = {64, 256, 1024, 4096};

    /** Threads that wait for each other are slow on a busy machine. */
    private static final int THREADS = 1;

    /** A passage this long, in tokens, that stands twice is a repetition. */
    private static final int PASSAGE = 20;

    /** The likeliest token every time, and by chance; both with a penalty, whose memory has to go over the seam too. */
    private static final List<Sampling> SAMPLINGS = List.of(
            new Sampling(0, 0, 1, 0, 1.1, 256), new Sampling(0.8, 40, 0.95, 0.05, 1.1, 256));

    @Test
    void thePracticeModelsSeamsCannotBeSeen() throws Exception {
        check("practice", Path.of("samples/practice-model/longhand-practice.gguf"), Endurance.full() ? 4096 : 512);
    }

    @Test
    @Tag("real-model")
    void aRealModelsSeamsCannotBeSeen() throws Exception {
        Path file = Path.of("../shared/models/SmolLM2-135M-Instruct.Q4_1.gguf");
        Assumptions.assumeTrue(Files.exists(file), "Skipped: there is no real model at " + file);
        check("SmolLM2-135M", file, Endurance.full() ? 4096 : 128);
    }

    private static void check(String name, Path file, int tokens) throws Exception {
        int prompts = Endurance.of(TITLES.size());
        double leastOutside = 1;
        int compared = 0;
        try (LibllamaEngine engine = TestNatives.engine();
                Model model = engine.load(file, new LoadOptions(tokens + 256, THREADS, false), LoadProgress.SILENT)) {
            for (String title : TITLES.subList(0, prompts)) {
                for (Sampling sampling : SAMPLINGS) {
                    TokenIds whole = write(model, title, sampling, tokens, tokens);
                    leastOutside = Math.min(leastOutside, outsideRepetitions(whole));
                    for (int chunk : CHUNKS) {
                        if (chunk < tokens) {
                            assertThat(write(model, title, sampling, tokens, chunk))
                                    .as("%s, %s, temperature %s, chunks of %d", name, title, sampling.temperature(), chunk)
                                    .isEqualTo(whole);
                            compared += tokens;
                        }
                    }
                }
            }
        }
        Endurance.record("seams of " + name, Map.of(
                "prompts", prompts, "tokens", tokens, "comparedTokens", compared, "leastOutsideRepetitions", leastOutside));

        // In a text that only repeats itself seams would be invisible whatever the engine did.
        assertThat(leastOutside).isGreaterThanOrEqualTo(0.5);
    }

    private static TokenIds write(Model model, String title, Sampling sampling, int tokens, int chunk) throws Exception {
        try (Session session = model.open(tokens + 256)) {
            List<PromptPart> prompt = new ArrayList<>(model.renderChat(List.of(ChatTurn.of(
                    Role.USER, "Title: " + title + "\nAudience: beginners\n\nWrite the document from the beginning."))));
            TokenIds all = TokenIds.NONE;
            while (all.size() < tokens) {
                StopRules rules = StopRules.limit(chunk).withMinimumTokens(chunk).withLoops(LoopRule.OFF);
                GenerationResult result = session.generate(
                                GenerationRequest.of(prompt, sampling, 7, rules).withContinueSampler(!all.isEmpty()),
                                end -> {})
                        .await();
                assertThat(result.stopReason().type()).isEqualTo(Type.TOKEN_LIMIT);
                TokenIds written = result.tokens().orElseThrow().ids();
                all = all.then(written);
                prompt.add(new PromptPart.Tokens(written));
            }
            return all;
        }
    }

    /** The share of tokens that lie in no passage of {@link #PASSAGE} tokens that stood there before. */
    private static double outsideRepetitions(TokenIds tokens) {
        Set<TokenIds> seen = new HashSet<>();
        int inside = 0;
        int coveredTo = 0;
        for (int at = 0; at + PASSAGE <= tokens.size(); at++) {
            if (!seen.add(tokens.slice(at, at + PASSAGE))) {
                inside += at + PASSAGE - Math.max(coveredTo, at);
                coveredTo = at + PASSAGE;
            }
        }
        return 1 - (double) inside / tokens.size();
    }
}
