package dev.longhand.engine.libllama;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.TokenIds;
import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.Optional;

/**
 * Chooses the tokens of one generation: penalties, top-k, top-p, min-p, temperature and chance, in the order of llama.cpp's
 * own programs, within a grammar if there is one. Used on the session's thread.
 */
final class TokenChoice implements AutoCloseable {
    private final NativeContext context;
    private final SamplerCalls calls;
    private final Chance chance;
    private final int[] silent;
    private final int[] ends;
    private final MemorySegment chain;
    private final MemorySegment chanceSampler;
    private final boolean greedy;
    private final Optional<GrammarChoice> grammar;
    private int chained;

    /**
     * @param silent tokens that are never chosen
     * @param ends tokens that are not chosen while the end is barred
     * @throws EngineException if the library does not take the grammar
     */
    TokenChoice(
            NativeContext context,
            Chance chance,
            GenerationRequest request,
            int vocabularySize,
            Collection<Integer> silent,
            Collection<Integer> ends)
            throws EngineException {
        this.context = context;
        this.calls = context.model().library().samplers();
        this.chance = chance;
        this.silent = toArray(silent);
        this.ends = toArray(ends);
        this.greedy = request.sampling().temperature() == 0;
        this.grammar = request.grammar().isPresent()
                ? Optional.of(GrammarChoice.of(context, request.grammar().get(), vocabularySize))
                : Optional.empty();
        this.chain = calls.chain();
        this.chanceSampler = chance.take(request.seed(), request.continueSampler());
        fill(request.sampling(), vocabularySize);
    }

    private void fill(Sampling sampling, int vocabularySize) {
        if (sampling.repeatPenalty() != 1 && sampling.repeatLastTokens() > 0) {
            add(calls.penalties(vocabularySize, sampling.repeatLastTokens(), (float) sampling.repeatPenalty()));
        }
        if (greedy) {
            add(calls.greedy());
            return;
        }
        if (sampling.topK() > 0) {
            add(calls.topK(sampling.topK()));
        }
        if (sampling.topP() < 1) {
            add(calls.topP((float) sampling.topP()));
        }
        if (sampling.minP() > 0) {
            add(calls.minP((float) sampling.minP()));
        }
        add(calls.temperature((float) sampling.temperature()));
        add(chanceSampler);
    }

    private void add(MemorySegment sampler) {
        calls.add(chain, sampler);
        chained++;
    }

    /** Lets the penalties know the tokens before the first that is chosen. */
    void remember(TokenIds prompt, int last) {
        for (int i = Math.max(0, prompt.size() - last); i < prompt.size(); i++) {
            calls.accept(chain, prompt.get(i));
        }
    }

    /**
     * The next token, by what the context read last.
     *
     * @throws EngineException if the grammar allows no token of the vocabulary
     */
    int next(boolean endBarred) throws EngineException {
        MemorySegment logits = context.logits();
        bar(logits, silent);
        if (endBarred) {
            bar(logits, ends);
        }
        return grammar.isPresent()
                ? grammar.get().next(chain, logits)
                : calls.sampleLast(chain, context.pointer());
    }

    private static void bar(MemorySegment logits, int[] tokens) {
        for (int token : tokens) {
            logits.setAtIndex(JAVA_FLOAT, token, Float.NEGATIVE_INFINITY);
        }
    }

    private static int[] toArray(Collection<Integer> tokens) {
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Gives the memory back, and the random state to the session. */
    @Override
    public void close() {
        chance.putBack(greedy ? chanceSampler : calls.remove(chain, chained - 1));
        calls.free(chain);
        grammar.ifPresent(GrammarChoice::close);
    }
}
