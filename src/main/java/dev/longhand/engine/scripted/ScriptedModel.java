package dev.longhand.engine.scripted;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.ModelDescription;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.engine.ChatMl;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A model of {@link ScriptedEngine}. Thread-safe. */
final class ScriptedModel implements Model {
    private final Script script;
    private final Set<Capability> capabilities;
    private final ModelDescription description;
    private final int largestContext;
    private final Consumer<ScriptedModel> onClose;
    private final List<ScriptedSession> sessions = new ArrayList<>();
    private boolean closed;

    ScriptedModel(
            Script script,
            Set<Capability> capabilities,
            ModelDescription description,
            int largestContext,
            Consumer<ScriptedModel> onClose) {
        this.script = script;
        this.capabilities = capabilities;
        this.description = description;
        this.largestContext = largestContext;
        this.onClose = onClose;
    }

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public TokenIds tokenize(String text) {
        return Vocabulary.tokenize(text);
    }

    @Override
    public String detokenize(TokenIds tokens) {
        return Vocabulary.detokenize(tokens);
    }

    @Override
    public List<PromptPart> renderChat(List<ChatTurn> turns) {
        return ChatMl.render(turns);
    }

    @Override
    public TokenIds tokens(List<PromptPart> prompt) {
        return TokenIds.concat(prompt.stream()
                .map(part -> switch (part) {
                    case PromptPart.Template(String text) -> Vocabulary.tokenizeTemplate(text);
                    case PromptPart.Text(String text) -> Vocabulary.tokenize(text);
                    case PromptPart.Tokens(TokenIds ids) -> ids;
                })
                .toList());
    }

    @Override
    public Session open(int contextSize) {
        if (contextSize < 1 || contextSize > largestContext) {
            throw new IllegalArgumentException(
                    "The window must have between 1 and " + largestContext + " tokens, not " + contextSize + ".");
        }
        synchronized (sessions) {
            if (closed) {
                throw new IllegalStateException("The model is closed.");
            }
            ScriptedSession session = new ScriptedSession(this, script, contextSize);
            sessions.add(session);
            return session;
        }
    }

    @Override
    public void close() {
        List<ScriptedSession> open;
        synchronized (sessions) {
            closed = true;
            open = List.copyOf(sessions);
        }
        open.forEach(ScriptedSession::close);
        onClose.accept(this);
    }

    void forget(ScriptedSession session) {
        synchronized (sessions) {
            sessions.remove(session);
        }
    }
}
