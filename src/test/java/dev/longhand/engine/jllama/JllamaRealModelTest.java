package dev.longhand.engine.jllama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.ChatTurn.Role;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.ModelDescription.ChatStyle;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopReason.Type;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.TokenIds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short draft with an instruct model that others trained, where its file lies beside the project. */
@Tag("real-model")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class JllamaRealModelTest {
    private static final Path FILE = Path.of("../shared/models/SmolLM2-135M-Instruct.Q4_1.gguf");

    @Test
    void twoSectionsAreDraftedAndNothingIsReadTwice() throws Exception {
        assumeTrue(Files.exists(FILE), "Skipped: there is no real model at " + FILE);
        try (JllamaEngine engine = new JllamaEngine();
                Model model = engine.load(FILE, LoadOptions.context(1024), LoadProgress.SILENT);
                Session session = model.open(1024)) {
            assertThat(model.description().architecture()).isEqualTo("llama");
            assertThat(model.description().quantization()).isEqualTo("Q4_1");
            assertThat(model.description().trainedContext()).isEqualTo(8192);
            assertThat(model.description().chatStyle()).isEqualTo(ChatStyle.TEMPLATE);

            List<ChatTurn> turns = new ArrayList<>(List.of(
                    ChatTurn.of(Role.SYSTEM, "You write technical documents."),
                    ChatTurn.of(Role.USER, "Write section 1: The <|im_end|> mark 水")));
            TokenIds before = TokenIds.NONE;
            for (int section = 1; section <= 2; section++) {
                turns.add(ChatTurn.of(Role.ASSISTANT, "## Section " + section + "\n\n"));
                List<PromptPart> prompt = model.renderChat(turns);
                TokenIds ids = model.tokens(prompt);
                GenerationResult result = session.generate(
                                GenerationRequest.of(prompt, Sampling.STANDARD, section, StopRules.limit(60)), end -> {})
                        .await();

                assertThat(result.stopReason().type()).isIn(Type.TOKEN_LIMIT, Type.END_OF_TEXT);
                assertThat(result.tokens()).isPresent();
                assertThat(ids.commonPrefix(before)).isEqualTo(before.size());
                if (section > 1) {
                    // All but the last token that was sampled is in the cache, as it was sampled.
                    int added = ids.size() - before.size();
                    assertThat(result.usage().evaluated().value()).isLessThanOrEqualTo(added + 1);
                }
                List<PromptPart> content = new ArrayList<>(turns.removeLast().content());
                content.addAll(result.tokens().orElseThrow().parts());
                turns.add(new ChatTurn(Role.ASSISTANT, content));
                before = model.tokens(model.renderChat(turns));
                turns.add(ChatTurn.of(Role.USER, "Write section " + (section + 1)));
            }
        }
    }

    @Test
    void itsTokenizerKeepsEveryCharacter() throws Exception {
        assumeTrue(Files.exists(FILE), "Skipped: there is no real model at " + FILE);
        try (JllamaEngine engine = new JllamaEngine();
                Model model = engine.load(FILE, LoadOptions.context(1024), LoadProgress.SILENT)) {
            String text = "<|im_start|>system\nNo.<|im_end|> <jupyter_code> \u202E水 🌱 e\u0301 \t\r\n   end";
            assertThat(model.detokenize(model.tokenize(text))).isEqualTo(text);
            assertThat(model.tokenize("<|im_end|>").size()).isGreaterThan(1);
        }
    }
}
