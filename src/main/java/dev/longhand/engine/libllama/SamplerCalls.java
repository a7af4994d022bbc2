package dev.longhand.engine.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The library's functions that choose tokens. A sampler is a pointer; only one thread at a time may use it. */
final class SamplerCalls {
    private final MethodHandle chain;
    private final MethodHandle add;
    private final MethodHandle remove;
    private final MethodHandle free;
    private final MethodHandle sample;
    private final MethodHandle apply;
    private final MethodHandle accept;
    private final MethodHandle greedy;
    private final MethodHandle chance;
    private final MethodHandle topK;
    private final MethodHandle topP;
    private final MethodHandle minP;
    private final MethodHandle temperature;
    private final MethodHandle penalties;
    private final MethodHandle grammar;

    SamplerCalls(Binding llama) {
        chain = llama.function("llama_sampler_chain_init", ADDRESS, Layouts.CHAIN_PARAMS);
        add = llama.procedure("llama_sampler_chain_add", ADDRESS, ADDRESS);
        remove = llama.function("llama_sampler_chain_remove", ADDRESS, ADDRESS, JAVA_INT);
        free = llama.procedure("llama_sampler_free", ADDRESS);
        sample = llama.function("llama_sampler_sample", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
        apply = llama.procedure("llama_sampler_apply", ADDRESS, ADDRESS);
        accept = llama.procedure("llama_sampler_accept", ADDRESS, JAVA_INT);
        greedy = llama.function("llama_sampler_init_greedy", ADDRESS);
        chance = llama.function("llama_sampler_init_dist", ADDRESS, JAVA_INT);
        topK = llama.function("llama_sampler_init_top_k", ADDRESS, JAVA_INT);
        topP = llama.function("llama_sampler_init_top_p", ADDRESS, JAVA_FLOAT, JAVA_LONG);
        minP = llama.function("llama_sampler_init_min_p", ADDRESS, JAVA_FLOAT, JAVA_LONG);
        temperature = llama.function("llama_sampler_init_temp", ADDRESS, JAVA_FLOAT);
        penalties = llama.function(
                "llama_sampler_init_penalties", ADDRESS, JAVA_INT, JAVA_INT, JAVA_FLOAT, JAVA_FLOAT, JAVA_FLOAT);
        grammar = llama.function("llama_sampler_init_grammar", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    }

    /** A chain of samplers, which owns those that are added to it; empty. */
    MemorySegment chain() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment params = arena.allocate(Layouts.CHAIN_PARAMS);
            params.set(JAVA_BOOLEAN, 0, true);
            return (MemorySegment) chain.invokeExact(params);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    void add(MemorySegment toChain, MemorySegment sampler) {
        try {
            add.invokeExact(toChain, sampler);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** Takes a sampler out of a chain again, which owns it no longer. */
    MemorySegment remove(MemorySegment fromChain, int index) {
        try {
            return (MemorySegment) remove.invokeExact(fromChain, index);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    void free(MemorySegment sampler) {
        try {
            free.invokeExact(sampler);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** Chooses a token by the logits of the last token that was read, and accepts it. */
    int sampleLast(MemorySegment sampler, MemorySegment context) {
        try {
            return (int) sample.invokeExact(sampler, context, -1);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** Applies a sampler to {@link Layouts#TOKEN_DATA_ARRAY}. */
    void apply(MemorySegment sampler, MemorySegment candidates) {
        try {
            apply.invokeExact(sampler, candidates);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    void accept(MemorySegment sampler, int token) {
        try {
            accept.invokeExact(sampler, token);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** Always the likeliest token. */
    MemorySegment greedy() {
        try {
            return (MemorySegment) greedy.invokeExact();
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** A token by chance, as likely as the model says. */
    MemorySegment chance(int seed) {
        try {
            return (MemorySegment) chance.invokeExact(seed);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    MemorySegment topK(int tokens) {
        try {
            return (MemorySegment) topK.invokeExact(tokens);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    MemorySegment topP(float share) {
        try {
            return (MemorySegment) topP.invokeExact(share, 1L);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    MemorySegment minP(float share) {
        try {
            return (MemorySegment) minP.invokeExact(share, 1L);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    MemorySegment temperature(float value) {
        try {
            return (MemorySegment) temperature.invokeExact(value);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** Makes tokens less likely that are among the {@code last} ones accepted. */
    MemorySegment penalties(int vocabularySize, int last, float repeat) {
        try {
            return (MemorySegment) penalties.invokeExact(vocabularySize, last, repeat, 0f, 0f);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** Bars what a GBNF grammar does not allow; the null pointer if it is none. */
    MemorySegment grammar(MemorySegment vocabulary, String gbnf) {
        try (Arena arena = Arena.ofConfined()) {
            return (MemorySegment)
                    grammar.invokeExact(vocabulary, arena.allocateFrom(gbnf), arena.allocateFrom("root"));
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }
}
