package dev.longhand.engine;

import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.TokenIds;
import java.util.List;

/** What of a request is checked before a local engine begins with it. */
public final class PromptTokens {
    private PromptTokens() {}

    /**
     * The tokens of a request's prompt.
     *
     * @throws EngineException if the prompt has nothing to go on from or tokens of another model, or the grammar is none
     */
    public static TokenIds of(Model model, GenerationRequest request) throws EngineException {
        if (request.grammar().isPresent() && !Gbnf.isValid(request.grammar().get())) {
            throw new EngineException("GRAMMAR", "The grammar is not valid GBNF; correct it or leave it out.");
        }
        TokenIds prompt;
        try {
            prompt = model.tokens(request.prompt());
        } catch (IllegalArgumentException e) {
            throw new EngineException(
                    "PROMPT-TOKENS", "The prompt has tokens of another model; give it as text instead.", e);
        }
        if (model.tokens(List.of()).equals(prompt)) {
            throw new EngineException("PROMPT-EMPTY", "There is nothing to go on from; write a brief or some text.");
        }
        return prompt;
    }
}
