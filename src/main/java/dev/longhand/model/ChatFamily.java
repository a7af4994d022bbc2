package dev.longhand.model;

import java.util.List;
import java.util.Optional;

/**
 * The families of chat templates that llama.cpp can write itself, without running the template, each with the words by
 * which it is known. Names, words and order are those of {@code llm_chat_detect_template} in llama.cpp's {@code
 * llama-chat.cpp}: the first family of which all words stand in the template is the one. Kept here so that no engine has
 * to be given a template out of a file, which is a program.
 */
public enum ChatFamily {
    PHI_4("phi4", "<|im_start|>", "<|im_sep|>"),
    CHATML("chatml", "<|im_start|>"),
    MISTRAL_V7("mistral-v7", "[INST]", "[SYSTEM_PROMPT]"),
    MISTRAL_V1("mistral-v1", "' [INST] ' + system_message"),
    MISTRAL_V1_TOOLS("mistral-v1", "[AVAILABLE_TOOLS]", " [INST]"),
    MISTRAL_V3_TEKKEN("mistral-v3-tekken", "[AVAILABLE_TOOLS]", "\"[INST]\""),
    MISTRAL_V3("mistral-v3", "[AVAILABLE_TOOLS]", "[INST]"),
    LLAMA_2_STRIP("llama2-sys-strip", "[INST]", "content.strip()"),
    LLAMA_2_BOS("llama2-sys-bos", "bos_token + '[INST]"),
    LLAMA_2_SYSTEM("llama2-sys", "[INST]", "<<SYS>>"),
    LLAMA_2("llama2", "[INST]"),
    PHI_3("phi3", "<|assistant|>", "<|end|>"),
    CHATGLM_4("chatglm4", "[gMASK]<sop>"),
    FALCON_3("falcon3", "<|assistant|>", "<|user|>", "</s>"),
    GLM_EDGE("glmedge", "<|assistant|>", "<|user|>"),
    ZEPHYR("zephyr", "<|user|>", "<|endoftext|>"),
    MONARCH("monarch", "bos_token + message['role']"),
    GEMMA("gemma", "<start_of_turn>"),
    ORION("orion", "'\\n\\nAssistant: ' + eos_token"),
    OPENCHAT("openchat", "GPT4 Correct "),
    VICUNA_ORCA("vicuna-orca", "USER: ", "ASSISTANT: ", "SYSTEM: "),
    VICUNA("vicuna", "USER: ", "ASSISTANT: "),
    DEEPSEEK("deepseek", "### Instruction:", "<|EOT|>"),
    COMMAND_R("command-r", "<|START_OF_TURN_TOKEN|>", "<|USER_TOKEN|>"),
    LLAMA_3("llama3", "<|start_header_id|>", "<|end_header_id|>"),
    CHATGLM_3("chatglm3", "[gMASK]sop"),
    MINICPM("minicpm", "<用户>"),
    DEEPSEEK_2("deepseek2", "'Assistant: ' + message['content'] + eos_token"),
    DEEPSEEK_3("deepseek3", "<｜Assistant｜>", "<｜User｜>", "<｜end▁of▁sentence｜>"),
    EXAONE_3("exaone3", "[|system|]", "[|assistant|]", "[|endofturn|]"),
    RWKV_WORLD("rwkv-world", "rwkv-world"),
    GRANITE("granite", "<|start_of_role|>"),
    MEGREZ("megrez", "<|role_start|>");

    private final String engineName;
    private final List<String> words;

    ChatFamily(String engineName, String... words) {
        this.engineName = engineName;
        this.words = List.of(words);
    }

    /** The name by which llama.cpp knows the family. */
    public String engineName() {
        return engineName;
    }

    /** What stands in every template of the family. */
    public List<String> words() {
        return words;
    }

    /** The family of a template, if it is one of these. */
    public static Optional<ChatFamily> of(String template) {
        for (ChatFamily family : values()) {
            if (family.words.stream().allMatch(template::contains)) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }
}
