package dev.longhand.engine.jllama;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.ModelDescription;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.engine.ChatRenderer;
import dev.longhand.engine.Tokenizer;
import dev.longhand.model.GgufHeader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A model file that was loaded. Closing it ends its sessions; the memory stays taken and serves the next one. */
final class JllamaModel implements Model {
    private final JllamaEngine engine;
    private final NativePool.Key key;
    private final LoadOptions options;
    private final GgufHeader header;
    private final Tokenizer tokenizer;
    private final ChatRenderer renderer;
    private final PieceTokens pieceTokens;
    private final Set<Integer> silentIds;
    private final Set<JllamaSession> sessions = new HashSet<>();
    private boolean closed;

    JllamaModel(
            JllamaEngine engine, NativePool.Key key, LoadOptions options, GgufHeader header, NativeModel primary) {
        this.engine = engine;
        this.key = key;
        this.options = options;
        this.header = header;
        this.tokenizer = new Tokenizer(primary, header.vocabulary());
        this.renderer = ChatTemplate.renderer(header, primary);
        this.pieceTokens = new PieceTokens(header.vocabulary(), tokenizer);
        this.silentIds = Set.copyOf(header.vocabulary().silentIds());
    }

    @Override
    public ModelDescription description() {
        return new ModelDescription(
                header.name(),
                header.architecture(),
                header.quantization(),
                header.parameters(),
                header.trainedContext(),
                header.vocabulary().size(),
                renderer.style(),
                header.fingerprint(),
                header.fileBytes());
    }

    @Override
    public Set<Capability> capabilities() {
        return JllamaEngine.CAPABILITIES;
    }

    @Override
    public TokenIds tokenize(String text) {
        return tokenizer.text(text);
    }

    @Override
    public String detokenize(TokenIds tokens) {
        return tokenizer.detokenize(tokens);
    }

    @Override
    public List<PromptPart> renderChat(List<ChatTurn> turns) {
        return renderer.render(turns);
    }

    @Override
    public TokenIds tokens(List<PromptPart> prompt) {
        return tokenizer.prompt(prompt);
    }

    @Override
    public Session open(int contextSize) throws EngineException {
        if (contextSize < 1 || contextSize > key.contextSize()) {
            throw new IllegalArgumentException(
                    "The context must lie between 1 and " + key.contextSize() + " tokens, not " + contextSize + ".");
        }
        checkOpen();
        NativePool pool = NativePool.OF_THE_PROCESS;
        if (!pool.hasFree(key)) {
            engine.checkMemory(header, options);
        }
        NativeModel lent = pool.lend(key);
        JllamaSession session = new JllamaSession(this, lent, contextSize, () -> pool.giveBack(key, lent));
        boolean late;
        synchronized (sessions) {
            late = closed;
            sessions.add(session);
        }
        if (late) {
            session.close();
            throw new IllegalStateException("The model is closed.");
        }
        return session;
    }

    @Override
    public void close() {
        List<JllamaSession> open;
        synchronized (sessions) {
            closed = true;
            open = List.copyOf(sessions);
        }
        open.forEach(JllamaSession::close);
        engine.closed(this);
    }

    void closed(JllamaSession session) {
        synchronized (sessions) {
            sessions.remove(session);
        }
    }

    PieceTokens pieceTokens() {
        return pieceTokens;
    }

    /** Tokens that end an answer. */
    Set<Integer> endIds() {
        return header.vocabulary().endIds();
    }

    /**
     * Tokens that have no text and end nothing. They are never sampled: they mean nothing in a document, and which of
     * them it was could not be seen.
     */
    Set<Integer> silentIds() {
        return silentIds;
    }

    private void checkOpen() {
        synchronized (sessions) {
            if (closed) {
                throw new IllegalStateException("The model is closed.");
            }
        }
    }
}
