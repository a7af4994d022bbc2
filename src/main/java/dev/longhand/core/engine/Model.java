package dev.longhand.core.engine;

import java.util.List;
import java.util.Set;

/**
 * One loaded model. All methods but {@link #close} are thread-safe, and none waits for a generation.
 */
public interface Model extends AutoCloseable {
    ModelDescription description();

    Set<Capability> capabilities();

    /**
     * The exact tokens of a text in which no special token is parsed, without a beginning-of-text token. NUL and lone
     * surrogates are taken as U+FFFD.
     */
    TokenIds tokenize(String text);

    /** The text of tokens; special tokens are spelt out, broken characters become U+FFFD. */
    String detokenize(TokenIds tokens);

    /**
     * The prompt of a conversation, by the model's own template; ChatML where it has none but knows its tokens, plain
     * text otherwise ({@link ModelDescription#chatStyle}). If the last turn is the assistant's it stays open and the
     * model goes on from it; otherwise the assistant's turn is opened. The beginning-of-text token stands once.
     *
     * @param turns at least one; SYSTEM only as the first, then USER and ASSISTANT in turn
     */
    List<PromptPart> renderChat(List<ChatTurn> turns);

    /** The exact tokens of a prompt, as {@link Session#generate} will evaluate them. */
    TokenIds tokens(List<PromptPart> prompt);

    /**
     * Opens a session with a window of {@code contextSize} tokens, at most {@link LoadOptions#contextSize}.
     *
     * @throws EngineException if there is no memory for it
     */
    Session open(int contextSize) throws EngineException;

    /** Closes the model and its sessions, ending their generations as cancelled. */
    @Override
    void close();
}
