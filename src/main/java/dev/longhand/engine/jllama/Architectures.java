package dev.longhand.engine.jllama;

import java.util.Set;

/**
 * The architectures of llama.cpp b4916 ({@code LLM_ARCH_NAMES}) that write text and keep keys and values of each token:
 * no encoders, and no recurrent ones, whose memory cannot be cut back to a common beginning.
 */
final class Architectures {
    static final Set<String> KNOWN = Set.of(
            "llama", "deci", "falcon", "grok", "gpt2", "gptj", "gptneox", "mpt", "baichuan", "starcoder", "refact",
            "bloom", "stablelm", "qwen", "qwen2", "qwen2moe", "qwen2vl", "phi2", "phi3", "phimoe", "plamo",
            "codeshell", "orion", "internlm2", "minicpm", "minicpm3", "gemma", "gemma2", "gemma3", "starcoder2",
            "xverse", "command-r", "cohere2", "dbrx", "olmo", "olmo2", "olmoe", "openelm", "arctic", "deepseek",
            "deepseek2", "chatglm", "bitnet", "jais", "nemotron", "exaone", "granite", "granitemoe", "chameleon");

    private Architectures() {}
}
