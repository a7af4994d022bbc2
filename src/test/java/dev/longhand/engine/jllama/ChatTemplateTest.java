package dev.longhand.engine.jllama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.ChatTurn.Role;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.ModelDescription.ChatStyle;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.TokenIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations through the templates of model files, friendly and hostile. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ChatTemplateTest {
    private static final JllamaEngine ENGINE = new JllamaEngine();
    private static final ChatTurn SYSTEM = ChatTurn.of(Role.SYSTEM, "Be brief.");
    private static final ChatTurn FIRST = ChatTurn.of(Role.USER, "One?");
    private static final ChatTurn SECOND = ChatTurn.of(Role.USER, "Two?");

    @TempDir
    static Path folder;

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @Test
    void theTemplateIsWrittenAsTheModelKnowsIt() throws Exception {
        Model model = load(PatchedModel.PRACTICE);

        assertThat(model.description().chatStyle()).isEqualTo(ChatStyle.TEMPLATE);
        assertThat(rendered(model, SYSTEM, FIRST, answer("1"), SECOND)).isEqualTo("""
                <|im_start|>system
                Be brief.<|im_end|>
                <|im_start|>user
                One?<|im_end|>
                <|im_start|>assistant
                1<|im_end|>
                <|im_start|>user
                Two?<|im_end|>
                <|im_start|>assistant
                """);
        assertThat(rendered(model, FIRST, answer("## It begins"))).isEqualTo("""
                <|im_start|>user
                One?<|im_end|>
                <|im_start|>assistant
                ## It begins""");
    }

    @Test
    void aLongerConversationBeginsWithTheTokensOfTheShorterOne() throws Exception {
        for (Path file : List.of(
                PatchedModel.PRACTICE,
                patched("<start_of_turn>"),
                patched("<|start_header_id|> <|end_header_id|>"),
                patched("[INST] bos_token + '[INST]"),
                TinyModel.write(folder.resolve("tiny.gguf")))) {
            Model model = load(file);
            List<ChatTurn> turns = new ArrayList<>(List.of(SYSTEM));
            TokenIds before = TokenIds.NONE;
            for (int section = 1; section <= 5; section++) {
                turns.add(ChatTurn.of(Role.USER, "Write section " + section));
                // The heading is the program's, the rest was sampled.
                turns.add(new ChatTurn(
                        Role.ASSISTANT,
                        List.of(
                                new PromptPart.Text("## Section " + section + "\n\n"),
                                new PromptPart.Tokens(model.tokenize("It was a long day.")))));
                TokenIds now = model.tokens(model.renderChat(turns));
                assertThat(now.commonPrefix(before)).as("%s, section %d", file, section).isEqualTo(before.size());
                before = now;
            }
        }
    }

    @Test
    void familiesOfTemplatesAreToldApart() throws Exception {
        assertThat(rendered(load(patched("<start_of_turn>")), SYSTEM, FIRST)).isEqualTo("""
                <start_of_turn>user
                Be brief.

                One?<end_of_turn>
                <start_of_turn>model
                """);
        assertThat(rendered(load(patched("<|start_header_id|><|end_header_id|>")), SYSTEM, FIRST)).isEqualTo("""
                <|start_header_id|>system<|end_header_id|>

                Be brief.<|eot_id|><|start_header_id|>user<|end_header_id|>

                One?<|eot_id|><|start_header_id|>assistant<|end_header_id|>

                """);
        assertThat(rendered(load(patched("[AVAILABLE_TOOLS] \"[INST]\"".replace(" ", ""))), SYSTEM, FIRST))
                .isEqualTo("[INST]Be brief.\n\nOne?[/INST]");
        assertThat(rendered(load(patched("<|assistant|> <|end|>")), FIRST))
                .isEqualTo("<|user|>\nOne?<|end|>\n<|assistant|>\n");
    }

    @Test
    void aModelThatThinksFindsAnEmptyThought() throws Exception {
        assertThat(rendered(load(patched("<|im_start|> <think> </think>")), FIRST, answer("So"))).isEqualTo("""
                <|im_start|>user
                One?<|im_end|>
                <|im_start|>assistant
                <think>

                </think>

                So""");
    }

    /** Templates are programs. The library would run them while it loads the model; the first one for ever. */
    @ParameterizedTest
    @ValueSource(strings = {
        "{% for i in range(1000000000) %}{% for j in range(1000000000) %}x{% endfor %}{% endfor %}",
        "{{ raise_exception('no') }}",
        "{% for message in messages",
        "{{((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((",
        "\0\uFFFD\u202E#}{{ messages }}",
        "An ordinary text."
    })
    void aTemplateThatIsOfNoUseIsNeverRun(String template) throws Exception {
        Model model = load(patched(template));

        assertThat(model.description().chatStyle()).isEqualTo(ChatStyle.CHATML);
        assertThat(rendered(model, SYSTEM, FIRST)).startsWith("<|im_start|>system\nBe brief.<|im_end|>\n");
    }

    @Test
    void aModelWithoutTemplateAndWithoutItsTokensGoesOnWithTheText() throws Exception {
        Model model = load(new PatchedModel()
                .template("")
                .replace("<|im_start|>", "<|xx_start|>")
                .write(folder.resolve("plain.gguf")));

        assertThat(model.description().chatStyle()).isEqualTo(ChatStyle.PLAIN);
        assertThat(rendered(model, SYSTEM, FIRST, answer("## One"))).isEqualTo("Be brief.\n\nOne?\n\n## One");
        assertThat(rendered(model, FIRST)).isEqualTo("One?\n\n");
    }

    @Test
    void turnsInNoOrderAreRefused() throws Exception {
        Model model = load(PatchedModel.PRACTICE);
        for (List<ChatTurn> turns : List.of(
                List.<ChatTurn>of(), List.of(SYSTEM), List.of(FIRST, SYSTEM), List.of(FIRST, SECOND))) {
            assertThatIllegalArgumentException().isThrownBy(() -> model.renderChat(turns));
        }
    }

    private static ChatTurn answer(String text) {
        return ChatTurn.of(Role.ASSISTANT, text);
    }

    private static String rendered(Model model, ChatTurn... turns) {
        return model.detokenize(model.tokens(model.renderChat(List.of(turns))));
    }

    private static Path patched(String template) throws IOException {
        return new PatchedModel().template(template).write(folder.resolve(
                "template-" + Integer.toHexString(template.hashCode()) + ".gguf"));
    }

    private static Model load(Path file) throws EngineException {
        return ENGINE.load(file, LoadOptions.context(512), LoadProgress.SILENT);
    }
}
