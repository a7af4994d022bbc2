package dev.longhand.engine.libllama;

import java.util.Set;

/**
 * The architectures of llama.cpp v0.4.0 ({@code LLM_ARCH_NAMES}) that write text: no encoders, no parts of other models, no
 * diffusion, no speech.
 */
final class Architectures {
    static final Set<String> KNOWN = Set.of(
            "llama", "llama4", "deci", "falcon", "grok", "gpt2", "gptj", "gptneox", "mpt", "baichuan", "starcoder",
            "refact", "bloom", "stablelm", "qwen", "qwen2", "qwen2moe", "qwen2vl", "qwen3", "qwen3moe", "qwen3next",
            "qwen3vl", "qwen3vlmoe", "qwen35", "qwen35moe", "phi2", "phi3", "phimoe", "plamo", "plamo3", "codeshell",
            "orion", "internlm2", "minicpm", "minicpm3", "gemma", "gemma2", "gemma3", "gemma3n", "gemma4",
            "starcoder2", "mamba", "mamba2", "jamba", "falcon-h1", "xverse", "command-r", "cohere2", "cohere2moe",
            "dbrx", "olmo", "olmo2", "olmoe", "openelm", "arctic", "deepseek", "deepseek2", "deepseek32", "chatglm",
            "glm4", "glm4moe", "glm-dsa", "bitnet", "jais", "jais2", "nemotron", "nemotron_h", "nemotron_h_moe",
            "exaone", "exaone4", "exaone-moe", "rwkv6qwen2", "arwkv7", "granite", "granitemoe", "granitehybrid",
            "granite_swa", "chameleon", "plm", "bailingmoe", "bailingmoe2", "dots1", "arcee", "afmoe", "ernie4_5",
            "ernie4_5-moe", "hunyuan-moe", "hunyuan-dense", "smollm3", "gpt-oss", "lfm2", "lfm2moe", "smallthinker",
            "seed_oss", "grovemoe", "apertus", "minimax-m2", "pangu-embedded", "mistral3", "mistral4", "mimo2",
            "step35", "maincoder", "kimi-linear", "mellum", "nanbeige");

    private Architectures() {}
}
