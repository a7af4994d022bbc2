package dev.longhand.core.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * The one cause that ended a candidate. Where several causes fall on one token the first of this order is the reason:
 * stop string, end of text, loop, token limit, context full; cancelled only if none of them was decided.
 */
public sealed interface StopReason {
    /** The name of the kind of reason, as it stands in data: {@code END_OF_TEXT}, {@code STOP_STRING} and so on. */
    Type type();

    /** The same reason for a text that has {@code characters} more before this one. */
    default StopReason shifted(int characters) {
        return switch (this) {
            case StopStringMatched(var stop, var position) -> new StopStringMatched(stop, position + characters);
            case Loop(var passage, var beganAt) -> new Loop(passage, beganAt + characters);
            default -> this;
        };
    }

    /** The kinds of reason. */
    enum Type {
        END_OF_TEXT,
        STOP_STRING,
        TOKEN_LIMIT,
        CONTEXT_FULL,
        CANCELLED,
        LOOP,
        TIMED_OUT,
        INTERRUPTED,
        FAILED
    }

    /**
     * The model ended its answer.
     *
     * @param token the end token, where the engine can tell which it was
     */
    record EndOfText(Optional<EndToken> token) implements StopReason {
        @Override
        public Type type() {
            return Type.END_OF_TEXT;
        }
    }

    /** An end-of-generation token: its id and its spelling, such as {@code <|im_end|>}. */
    record EndToken(int id, String spelling) {}

    /**
     * A stop string matched; the candidate's text ends where the match began.
     *
     * @param position where the match began, in characters (UTF-16 units) of the candidate's text
     */
    record StopStringMatched(StopString stop, int position) implements StopReason {
        @Override
        public Type type() {
            return Type.STOP_STRING;
        }
    }

    /**
     * The chunk limit was reached.
     *
     * @param limit generated tokens
     * @param boundary the boundary to which it went on, if it was asked to and found one
     */
    record TokenLimit(int limit, Optional<ChunkEnd> boundary) implements StopReason {
        @Override
        public Type type() {
            return Type.TOKEN_LIMIT;
        }
    }

    /**
     * The context window is full.
     *
     * @param window tokens that fit the window
     * @param prompt tokens of the prompt
     * @param generated tokens generated before the window was full
     */
    record ContextFull(int window, int prompt, int generated) implements StopReason {
        @Override
        public Type type() {
            return Type.CONTEXT_FULL;
        }
    }

    /** The writer stopped it. */
    record Cancelled() implements StopReason {
        @Override
        public Type type() {
            return Type.CANCELLED;
        }
    }

    /**
     * The model began to repeat itself.
     *
     * @param passage the unit that came back, as it was written last
     * @param beganAt where the first repetition began (the end of the unit's first occurrence), in characters of the
     *     candidate's text; {@code -k} if it lies {@code k} characters before the candidate's beginning
     */
    record Loop(String passage, int beganAt) implements StopReason {
        @Override
        public Type type() {
            return Type.LOOP;
        }
    }

    /** Nothing arrived for {@code idle} from a remote engine. */
    record TimedOut(Duration idle) implements StopReason {
        @Override
        public Type type() {
            return Type.TIMED_OUT;
        }
    }

    /** The program ended in the middle; {@code recovered} tokens were on the disk. */
    record Interrupted(TokenCount recovered) implements StopReason {
        @Override
        public Type type() {
            return Type.INTERRUPTED;
        }
    }

    /**
     * The engine failed.
     *
     * @param code a short code, such as {@code ENGINE-DECODE}
     * @param message one sentence with what to do
     */
    record Failed(String code, String message) implements StopReason {
        @Override
        public Type type() {
            return Type.FAILED;
        }
    }
}
