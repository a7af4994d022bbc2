package dev.longhand.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Reads a model file from its beginning, little-endian, and never takes a length on trust: every length is compared
 * with what is left of the file, and with a limit of its own, before anything is allocated for it. Not thread-safe.
 */
final class GgufInput {
    /** No string of a real header is longer: chat templates have some 10,000 bytes. */
    private static final int LONGEST_STRING = 1 << 20;

    /** Bytes of all strings of one file that are kept; a vocabulary of 262,144 tokens has some 2 million. */
    private static final int MOST_TEXT = 8 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private final FileChannel channel;
    private final long fileBytes;
    private final MessageDigest digest = sha256();
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long position;
    private int textRoom = MOST_TEXT;
    private byte[] scratch = new byte[256];
    /** Where in the buffer the bytes begin that were read but not yet digested. */
    private int undigested;

    GgufInput(FileChannel channel) throws IOException {
        this.channel = channel;
        this.fileBytes = channel.size();
    }

    long fileBytes() {
        return fileBytes;
    }

    /** Bytes read so far. */
    long position() {
        return position;
    }

    int u8() throws IOException, ModelFileException {
        fill(1);
        position++;
        return buffer.get() & 0xff;
    }

    int i16() throws IOException, ModelFileException {
        fill(2);
        position += 2;
        return buffer.getShort();
    }

    int i32() throws IOException, ModelFileException {
        fill(4);
        position += 4;
        return buffer.getInt();
    }

    long u32() throws IOException, ModelFileException {
        return i32() & 0xffff_ffffL;
    }

    long i64() throws IOException, ModelFileException {
        fill(8);
        position += 8;
        return buffer.getLong();
    }

    /** A number of things, each of which takes at least {@code least} bytes of the rest of the file. */
    long count(String what, int least) throws IOException, ModelFileException {
        long count = i64();
        if (count < 0 || count > (fileBytes - position) / least) {
            throw broken("it announces " + Long.toUnsignedString(count) + " " + what + ", more than fit in the file");
        }
        return count;
    }

    /** A string; bytes that are not UTF-8 become U+FFFD. */
    String string() throws IOException, ModelFileException {
        int length = stringLength();
        if (length > textRoom) {
            throw broken("it has more text than the header of a model can have");
        }
        textRoom -= length;
        if (length > scratch.length) {
            scratch = new byte[Math.max(length, Math.min(2 * scratch.length, LONGEST_STRING))];
        }
        for (int done = 0; done < length; ) {
            fill(1);
            int part = Math.min(length - done, buffer.remaining());
            buffer.get(scratch, done, part);
            done += part;
            position += part;
        }
        return new String(scratch, 0, length, StandardCharsets.UTF_8);
    }

    void skipString() throws IOException, ModelFileException {
        skip(stringLength());
    }

    void skip(long bytes) throws IOException, ModelFileException {
        long left = bytes;
        while (left > 0) {
            fill(1);
            int part = (int) Math.min(left, buffer.remaining());
            buffer.position(buffer.position() + part);
            position += part;
            left -= part;
        }
    }

    /** SHA-256 of all bytes read so far, and of the file's size. */
    byte[] fingerprint() {
        digestRead();
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(fileBytes).flip());
        return digest.digest();
    }

    static ModelFileException broken(String what) {
        return new ModelFileException(
                "MODEL-BROKEN", "The model file is broken: " + what + "; download it again or take another one.");
    }

    private int stringLength() throws IOException, ModelFileException {
        long length = count("bytes of text", 1);
        if (length > LONGEST_STRING) {
            throw broken("it announces a text of " + length + " bytes");
        }
        return (int) length;
    }

    /** Makes at least {@code wanted} bytes (at most 8) available in the buffer. */
    private void fill(int wanted) throws IOException, ModelFileException {
        if (buffer.remaining() >= wanted) {
            return;
        }
        digestRead();
        buffer.compact();
        undigested = 0;
        while (buffer.position() < wanted) {
            if (channel.read(buffer) < 0) {
                throw new ModelFileException(
                        "MODEL-TRUNCATED",
                        "The model file ends in the middle of its header; download it again, it is not complete.");
            }
        }
        buffer.flip();
    }

    private void digestRead() {
        digest.update(buffer.array(), undigested, buffer.position() - undigested);
        undigested = buffer.position();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
