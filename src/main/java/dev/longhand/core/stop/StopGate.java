package dev.longhand.core.stop;

import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopReason.EndToken;
import dev.longhand.core.engine.StopRules;
import java.util.Optional;

/**
 * Stands between a model and the listener of one generation: lets text through that will stay, holds back what may
 * still become a stop string, and decides the one reason for which the generation ends. Every engine passes its tokens
 * through a gate, so that stop rules mean the same everywhere. Not thread-safe: used on the session's thread.
 *
 * <p>Per sampled token the engine calls {@link #accept} or, for an end token, {@link #endOfText}; it stops sampling as
 * soon as {@link #reason} is present. If nothing is decided and the window is full it calls {@link #contextFull}, if the
 * writer asked for it {@link #cancel}.
 */
public final class StopGate {
    private final StringBuilder text = new StringBuilder();
    private Optional<StopReason> reason = Optional.empty();

    /**
     * @param rules what ends the candidate
     * @param precedingText the end of the text before it
     */
    public StopGate(StopRules rules, String precedingText) {}

    /**
     * Takes what was sampled.
     *
     * @param piece the whole characters that are complete now; may be empty
     * @param tokens how many tokens brought them: 1, or more where an engine cannot tell tokens apart
     * @return the text that is certain to stay, to be streamed now; may be empty
     */
    public String accept(String piece, int tokens) {
        text.append(piece);
        return piece;
    }

    /** The model ended its answer. @return held-back text that stays after all */
    public String endOfText(Optional<EndToken> token) {
        reason = Optional.of(new StopReason.EndOfText(token));
        return "";
    }

    /** No room for a further token. @return held-back text that stays after all */
    public String contextFull(int window, int promptTokens) {
        return "";
    }

    /** The writer stopped it. Does nothing if a reason was decided. @return held-back text that stays after all */
    public String cancel() {
        return "";
    }

    /** The engine failed. @return held-back text that stays after all */
    public String fail(String code, String message) {
        return "";
    }

    /** The reason, as soon as one is decided. */
    public Optional<StopReason> reason() {
        return reason;
    }

    /** All text let through so far: the text of the result. */
    public String text() {
        return text.toString();
    }

    /** Tokens taken so far, without an end token. */
    public int generated() {
        return 0;
    }
}
