package dev.longhand.engine.scripted;

import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.TokenIds;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the model is about to write, token by token. A session keeps it after a generation, so that a sampler that goes
 * on takes up exactly where it stopped. Not thread-safe.
 */
final class Writing {
    private final RandomGenerator random;
    private final Iterator<Step> steps;
    private final boolean held;
    /** Where the end token is barred but the script has ended, the text goes on as prose. */
    private final Prose filler;

    /** The bytes of a character that the prompt leaves unfinished, until something is written. */
    private TokenIds unfinished;

    private TokenIds queue = TokenIds.NONE;
    private int next;
    /** Whether the script wanted to end and has written nothing since. */
    private boolean endRefused;

    /** @throws EngineException if the request's grammar is none */
    Writing(Script script, GenerationRequest request, TokenIds prompt, RandomGenerator random) throws EngineException {
        Scene scene = Scene.of(request, prompt, random);
        this.random = random;
        this.held = request.grammar().isPresent();
        Optional<String> literal = held ? LiteralGrammar.textOf(request.grammar().orElseThrow()) : Optional.empty();
        this.steps = literal.isPresent()
                ? List.of(Step.write(literal.get())).iterator()
                : script.begin(scene);
        this.filler = new Prose(scene, false);
        this.unfinished = Vocabulary.unfinished(prompt);
    }

    RandomGenerator random() {
        return random;
    }

    /** Whether a grammar decides the text, which begins anew with every request. */
    boolean held() {
        return held;
    }

    /**
     * What the model does next; a {@link Step.Write} is always of one token.
     *
     * @param endBarred whether the end token must not come; a grammar's end cannot be barred
     */
    Step next(boolean endBarred) {
        while (next == queue.size()) {
            Step step = steps.hasNext() ? steps.next() : new Step.End();
            switch (step) {
                case Step.Write(TokenIds tokens) -> enqueue(tokens);
                case Step.End _ -> {
                    if (!endBarred || held) {
                        return step;
                    }
                    if (endRefused || !steps.hasNext()) {
                        return filler.next();
                    }
                    endRefused = true;
                }
                case Step.Fail _, Step.Wait _ -> {
                    return step;
                }
            }
        }
        return new Step.Write(queue.slice(next, ++next));
    }

    /** Of a character that the prompt began, only the rest is written. */
    private void enqueue(TokenIds tokens) {
        queue = tokens;
        endRefused = false;
        next = tokens.commonPrefix(unfinished) == unfinished.size() ? unfinished.size() : 0;
        unfinished = TokenIds.NONE;
    }
}
