package dev.longhand.engine.libllama;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.ModelDescription;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopReason.EndToken;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.engine.ChatRenderer;
import dev.longhand.engine.Tokenizer;
import dev.longhand.model.GgufHeader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A model file that was loaded; closing it gives its memory back. */
final class LibllamaModel implements Model {
    private final LibllamaEngine engine;
    private final NativeModel loaded;
    private final LoadOptions options;
    private final GgufHeader header;
    private final Words words;
    private final Tokenizer tokenizer;
    private final ChatRenderer renderer;
    private final Set<Integer> endIds;
    private final Set<Integer> silentIds;
    private final Set<LibllamaSession> sessions = new HashSet<>();
    private boolean closed;

    /** @param loaded is released with the model */
    LibllamaModel(LibllamaEngine engine, NativeModel loaded, LoadOptions options, GgufHeader header) {
        this.engine = engine;
        this.loaded = loaded;
        this.options = options;
        this.header = header;
        this.words = new Words(loaded);
        this.tokenizer = new Tokenizer(words, header.vocabulary());
        this.renderer = ChatRenderer.of(header, words::applyTemplate);
        Set<Integer> ends = new HashSet<>(words.ends());
        ends.addAll(header.vocabulary().endIds());
        this.endIds = Set.copyOf(ends);
        Set<Integer> silent = new HashSet<>(header.vocabulary().silentIds());
        silent.removeAll(ends);
        this.silentIds = Set.copyOf(silent);
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
        return LibllamaEngine.CAPABILITIES;
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
        if (contextSize < 1 || contextSize > options.contextSize()) {
            throw new IllegalArgumentException("The context must lie between 1 and " + options.contextSize()
                    + " tokens, not " + contextSize + ".");
        }
        engine.checkContext(header, contextSize, options);
        synchronized (sessions) {
            if (closed) {
                throw new IllegalStateException("The model is closed.");
            }
            NativeContext context = NativeContext.open(
                    loaded, contextSize, LibllamaEngine.threads(header, options), options.kv(), words.size());
            LibllamaSession session = new LibllamaSession(this, context);
            sessions.add(session);
            return session;
        }
    }

    @Override
    public void close() {
        List<LibllamaSession> open;
        boolean first;
        synchronized (sessions) {
            first = !closed;
            closed = true;
            open = List.copyOf(sessions);
        }
        open.forEach(LibllamaSession::close);
        if (first) {
            // A session that is closed by its own listener gives its memory back a little later, and the model's then.
            loaded.release();
            engine.closed(this);
        }
    }

    void closed(LibllamaSession session) {
        synchronized (sessions) {
            sessions.remove(session);
        }
    }

    Words words() {
        return words;
    }

    /** Tokens that end an answer. */
    Set<Integer> endIds() {
        return endIds;
    }

    EndToken endToken(int id) {
        return new EndToken(id, header.vocabulary().spellings().get(id));
    }

    /** Tokens that have no text and end nothing: they are never sampled, for they mean nothing in a document. */
    Set<Integer> silentIds() {
        return silentIds;
    }
}
