package dev.longhand.engine.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.longhand.core.engine.EngineException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Chooses tokens that a grammar allows. To ask a grammar about every token of a vocabulary takes long, so it is first asked
 * about the one that would be chosen without it, and about all of them only if it does not allow that one. Used on the
 * session's thread.
 */
final class GrammarChoice {
    private static final long DATA = Layouts.offset(Layouts.TOKEN_DATA_ARRAY, "data");
    private static final long SIZE = Layouts.offset(Layouts.TOKEN_DATA_ARRAY, "size");
    private static final long SELECTED = Layouts.offset(Layouts.TOKEN_DATA_ARRAY, "selected");
    private static final long SORTED = Layouts.offset(Layouts.TOKEN_DATA_ARRAY, "sorted");
    private static final long ONE = Layouts.TOKEN_DATA.byteSize();
    private static final long LOGIT = Layouts.offset(Layouts.TOKEN_DATA, "logit");

    private final SamplerCalls calls;
    private final MemorySegment grammar;
    private final int vocabularySize;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment tokens;
    private final MemorySegment array = arena.allocate(Layouts.TOKEN_DATA_ARRAY);

    private GrammarChoice(SamplerCalls calls, MemorySegment grammar, int vocabularySize) {
        this.calls = calls;
        this.grammar = grammar;
        this.vocabularySize = vocabularySize;
        this.tokens = arena.allocate(Layouts.TOKEN_DATA, vocabularySize);
    }

    /** @throws EngineException if the library does not take the grammar */
    static GrammarChoice of(NativeContext context, String gbnf, int vocabularySize) throws EngineException {
        SamplerCalls calls = context.model().library().samplers();
        MemorySegment grammar = calls.grammar(context.model().vocabulary(), gbnf);
        if (grammar.equals(MemorySegment.NULL)) {
            throw new EngineException("GRAMMAR", "The grammar is not valid GBNF; correct it or leave it out.");
        }
        return new GrammarChoice(calls, grammar, vocabularySize);
    }

    /** @throws EngineException if no token of the vocabulary is allowed */
    int next(MemorySegment chain, MemorySegment logits) throws EngineException {
        int token = choose(chain, logits, false);
        if (!allows(token)) {
            token = choose(chain, logits, true);
            // The library ends the process if a grammar is given a token that it does not allow.
            if (!allows(token)) {
                token = likeliestAllowed(logits);
            }
        }
        calls.accept(grammar, token);
        calls.accept(chain, token);
        return token;
    }

    private int choose(MemorySegment chain, MemorySegment logits, boolean allowedOnly) {
        fill(logits);
        if (allowedOnly) {
            calls.apply(grammar, array);
        }
        calls.apply(chain, array);
        long selected = array.get(JAVA_LONG, SELECTED);
        // The chain may have put the tokens somewhere else.
        MemorySegment data = array.get(ADDRESS, DATA).reinterpret((selected + 1) * ONE);
        return data.get(JAVA_INT, selected * ONE);
    }

    private void fill(MemorySegment logits) {
        for (int token = 0; token < vocabularySize; token++) {
            tokens.set(JAVA_INT, token * ONE, token);
            tokens.set(JAVA_FLOAT, token * ONE + LOGIT, logits.getAtIndex(JAVA_FLOAT, token));
        }
        array.set(ADDRESS, DATA, tokens);
        array.set(JAVA_LONG, SIZE, vocabularySize);
        array.set(JAVA_LONG, SELECTED, -1);
        array.set(JAVA_BOOLEAN, SORTED, false);
    }

    private boolean allows(int token) {
        tokens.set(JAVA_INT, 0, token);
        tokens.set(JAVA_FLOAT, LOGIT, 0);
        array.set(ADDRESS, DATA, tokens);
        array.set(JAVA_LONG, SIZE, 1);
        calls.apply(grammar, array);
        return tokens.get(JAVA_FLOAT, LOGIT) == 0;
    }

    private int likeliestAllowed(MemorySegment logits) throws EngineException {
        fill(logits);
        calls.apply(grammar, array);
        int best = -1;
        float bestLogit = Float.NEGATIVE_INFINITY;
        for (int token = 0; token < vocabularySize; token++) {
            float logit = tokens.get(JAVA_FLOAT, token * ONE + LOGIT);
            if (logit > bestLogit) {
                best = token;
                bestLogit = logit;
            }
        }
        if (best < 0) {
            throw new EngineException(
                    "GRAMMAR-STUCK", "The model has no token that the grammar allows here; change the grammar.");
        }
        return best;
    }

    void close() {
        calls.free(grammar);
        arena.close();
    }
}
