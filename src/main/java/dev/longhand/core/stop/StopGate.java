package dev.longhand.core.stop;

import dev.longhand.core.engine.ChunkEnd;
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
 * writer asked for it {@link #cancel}. Once a reason is decided, further calls change nothing.
 */
public final class StopGate {
    private final StopRules rules;
    private final StopMatcher matcher;
    private final LoopDetector loops;
    private final Boundaries boundaries;
    /** Everything taken so far; its first {@link #released} characters were let through. */
    private final StringBuilder taken = new StringBuilder();

    private int released;
    private int generated;
    /** How long the text was when the limit was reached; a boundary counts from there on. */
    private int lengthAtLimit = -1;

    private Optional<StopReason> reason = Optional.empty();

    /**
     * @param rules what ends the candidate
     * @param precedingText the end of the text before it
     */
    public StopGate(StopRules rules, String precedingText) {
        this.rules = rules;
        matcher = new StopMatcher(rules.stopStrings(), precedingText);
        loops = new LoopDetector(rules.loops(), precedingText);
        boundaries = new Boundaries(rules.chunkEnd(), precedingText);
    }

    /**
     * Takes what was sampled.
     *
     * @param piece the whole characters that are complete now; may be empty
     * @param tokens how many tokens brought them: 1, or more where an engine cannot tell tokens apart
     * @return the text that is certain to stay, to be streamed now; may be empty
     */
    public String accept(String piece, int tokens) {
        if (reason.isPresent()) {
            return "";
        }
        generated += tokens;
        taken.append(piece);
        Optional<StopMatcher.Match> match = match(piece);
        if (match.isPresent()) {
            return stop(match.get());
        }
        Optional<LoopDetector.Found> loop = loop(piece);
        if (loop.isPresent()) {
            return decide(loop.get().reason(), loop.get().end());
        }
        int boundary = boundary(piece);
        if (boundary != Boundaries.NONE) {
            return decide(new StopReason.TokenLimit(rules.tokenLimit(), Optional.of(rules.chunkEnd())), boundary);
        }
        if (generated >= rules.mostTokens()) {
            return decideAtEnd(tokenLimit());
        }
        return release(taken.length() - matcher.held());
    }

    /** The model ended its answer. @return held-back text that stays after all */
    public String endOfText(Optional<EndToken> token) {
        Optional<StopMatcher.Match> heading = reason.isEmpty() ? matcher.finish() : Optional.empty();
        return heading.isPresent()
                ? stop(heading.get())
                : decide(new StopReason.EndOfText(token), taken.length());
    }

    /**
     * No room for a further token. A chunk that had reached its limit and was on the way to a boundary ends by its
     * limit.
     *
     * @return held-back text that stays after all
     */
    public String contextFull(int window, int promptTokens) {
        StopReason full = new StopReason.ContextFull(window, promptTokens, generated);
        return reason.isPresent() ? "" : decideAtEnd(lengthAtLimit < 0 ? full : tokenLimit());
    }

    /** The writer stopped it. Does nothing if a reason was decided. @return held-back text that stays after all */
    public String cancel() {
        return decide(new StopReason.Cancelled(), taken.length());
    }

    /** The engine failed. @return held-back text that stays after all */
    public String fail(String code, String message) {
        return decide(new StopReason.Failed(code, message), taken.length());
    }

    /** The reason, as soon as one is decided. */
    public Optional<StopReason> reason() {
        return reason;
    }

    /** All text let through so far: the text of the result. */
    public String text() {
        return taken.substring(0, released);
    }

    /** Tokens taken so far, without an end token. */
    public int generated() {
        return generated;
    }

    private Optional<StopMatcher.Match> match(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            Optional<StopMatcher.Match> match = matcher.feed(piece.charAt(i));
            if (match.isPresent()) {
                return match;
            }
        }
        return Optional.empty();
    }

    private Optional<LoopDetector.Found> loop(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            Optional<LoopDetector.Found> found = loops.feed(piece.charAt(i));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The first boundary at or after the limit that became certain with this piece. */
    private int boundary(String piece) {
        if (rules.chunkEnd() == ChunkEnd.HARD) {
            return Boundaries.NONE;
        }
        if (lengthAtLimit < 0 && generated >= rules.tokenLimit()) {
            lengthAtLimit = taken.length();
        }
        for (int i = 0; i < piece.length(); i++) {
            int found = boundaries.feed(piece.charAt(i));
            if (lengthAtLimit >= 0 && found >= lengthAtLimit) {
                return found;
            }
        }
        return Boundaries.NONE;
    }

    private StopReason tokenLimit() {
        boolean atBoundary = rules.chunkEnd() == ChunkEnd.SENTENCE && boundaries.endsAtBoundary();
        return new StopReason.TokenLimit(
                rules.tokenLimit(), atBoundary ? Optional.of(ChunkEnd.SENTENCE) : Optional.empty());
    }

    /** A loop that is complete with the text's last word comes before {@code cause}. */
    private String decideAtEnd(StopReason cause) {
        Optional<LoopDetector.Found> loop = loops.finish();
        return decide(loop.<StopReason>map(LoopDetector.Found::reason).orElse(cause), taken.length());
    }

    private String stop(StopMatcher.Match match) {
        reason = Optional.of(new StopReason.StopStringMatched(match.stop(), match.start()));
        return release(match.start());
    }

    /** Signs of a heading that the text ends with stay out of it: they are one even without a text behind them. */
    private String decide(StopReason cause, int textLength) {
        if (reason.isPresent()) {
            return "";
        }
        reason = Optional.of(cause);
        int heading = matcher.finish().map(StopMatcher.Match::start).orElse(textLength);
        return release(Math.min(textLength, heading));
    }

    private String release(int upTo) {
        String text = taken.substring(released, upTo);
        released = upTo;
        return text;
    }
}
