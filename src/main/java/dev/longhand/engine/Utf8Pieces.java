package dev.longhand.engine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns the bytes of tokens into whole characters: bytes of an unfinished character wait for the rest, broken ones
 * become U+FFFD. However the bytes are split, all pieces joined are the same text. Not thread-safe.
 */
public final class Utf8Pieces {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] pending = new byte[0];

    /** Takes the next bytes and gives the characters that are complete now; may be empty. */
    public String accept(byte[] bytes) {
        return decode(bytes, false);
    }

    /** The bytes of an unfinished character, at most three. */
    public byte[] pending() {
        return pending.clone();
    }

    /** Ends the text: U+FFFD if a character was left unfinished, otherwise nothing. Afterwards a new text begins. */
    public String finish() {
        String rest = decode(new byte[0], true);
        decoder.reset();
        return rest;
    }

    private String decode(byte[] bytes, boolean last) {
        ByteBuffer in = ByteBuffer.allocate(pending.length + bytes.length)
                .put(pending)
                .put(bytes)
                .flip();
        // No byte brings more than one UTF-16 unit.
        CharBuffer out = CharBuffer.allocate(in.remaining());
        decoder.decode(in, out, last);
        pending = new byte[in.remaining()];
        in.get(pending);
        return out.flip().toString();
    }
}
