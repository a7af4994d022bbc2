package dev.longhand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.ChatTurn.Role;
import dev.longhand.core.engine.PromptPart.Template;
import dev.longhand.core.engine.PromptPart.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatMlTest {
    private static final ChatTurn SYSTEM = ChatTurn.of(Role.SYSTEM, "Be brief.");
    private static final ChatTurn USER = ChatTurn.of(Role.USER, "Write.");
    private static final ChatTurn ASSISTANT = ChatTurn.of(Role.ASSISTANT, "It beg");

    @Test
    void aQuestionOpensTheAssistantsTurn() {
        assertThat(ChatMl.render(List.of(SYSTEM, USER)))
                .containsExactly(
                        new Template("<|im_start|>system\n"),
                        new Text("Be brief."),
                        new Template("<|im_end|>\n<|im_start|>user\n"),
                        new Text("Write."),
                        new Template("<|im_end|>\n<|im_start|>assistant\n"));
    }

    @Test
    void anAnswerAtTheEndStaysOpen() {
        assertThat(ChatMl.render(List.of(USER, ASSISTANT)))
                .containsExactly(
                        new Template("<|im_start|>user\n"),
                        new Text("Write."),
                        new Template("<|im_end|>\n<|im_start|>assistant\n"),
                        new Text("It beg"));
    }
}
