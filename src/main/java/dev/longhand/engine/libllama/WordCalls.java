package dev.longhand.engine.libllama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The library's functions between texts and tokens, on a vocabulary. All are thread-safe. */
final class WordCalls {
    private final MethodHandle size;
    private final MethodHandle isEnd;
    private final MethodHandle tokenize;
    private final MethodHandle piece;
    private final MethodHandle applyTemplate;

    WordCalls(Binding llama) {
        size = llama.quick("llama_vocab_n_tokens", JAVA_INT, ADDRESS);
        isEnd = llama.quick("llama_vocab_is_eog", JAVA_BOOLEAN, ADDRESS, JAVA_INT);
        tokenize = llama.function(
                "llama_tokenize", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_BOOLEAN, JAVA_BOOLEAN);
        piece = llama.quick(
                "llama_token_to_piece", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_BOOLEAN);
        applyTemplate = llama.function(
                "llama_chat_apply_template", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_BOOLEAN, ADDRESS, JAVA_INT);
    }

    /** Number of tokens. */
    int size(MemorySegment vocabulary) {
        try {
            return (int) size.invokeExact(vocabulary);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** Whether a token ends the text. */
    boolean isEnd(MemorySegment vocabulary, int token) {
        try {
            return (boolean) isEnd.invokeExact(vocabulary, token);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /**
     * The tokens of a text; spellings of special tokens become these, and none is added.
     *
     * @return their number; if they do not fit {@code tokens}, minus their number
     */
    int tokenize(MemorySegment vocabulary, MemorySegment text, int bytes, MemorySegment tokens, int room) {
        try {
            return (int) tokenize.invokeExact(vocabulary, text, bytes, tokens, room, false, true);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** The bytes of one token, special ones spelt out. @return their number; negative if they do not fit */
    int piece(MemorySegment vocabulary, int token, MemorySegment bytes, int room) {
        try {
            return (int) piece.invokeExact(vocabulary, token, bytes, room, 0, true);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }

    /** Writes a conversation and opens an answer. @return bytes of the whole, whether it fits or not; or negative */
    int applyTemplate(MemorySegment family, MemorySegment messages, long count, MemorySegment text, int room) {
        try {
            return (int) applyTemplate.invokeExact(family, messages, count, true, text, room);
        } catch (Throwable e) {
            throw Binding.failed(e);
        }
    }
}
