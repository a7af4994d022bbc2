package dev.longhand.project.journal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a line: {@code {"n":17,...,"crc":"1a2b3c4d"}} in UTF-8 and a line feed. Each line is a JSON object of its
 * own: the number, the members of the object that was appended, and the CRC-32C of all bytes before {@code ,"crc":"}.
 * It comes last, so that the end of a line has a fixed length.
 */
final class LineFormat {
    /** Bytes without the line feed; what is longer is no line. */
    static final int LONGEST = 64 << 20;

    static final byte LINE_FEED = '\n';
    static final int TAIL = ",\"crc\":\"00000000\"}".length();
    static final int DIGITS_FROM = ",\"crc\":\"".length();
    static final int DIGITS = 8;
    private static final byte[] TAIL_FRAME = ascii(",\"crc\":\"00000000\"}");
    private static final byte[] HEAD = ascii("{\"n\":");
    /** What a long holds whatever its digits are. */
    private static final int MOST_DIGITS = 18;

    private LineFormat() {}

    /**
     * A line with its line feed.
     *
     * @param json one JSON object without line breaks, and without members of the names {@code n} and {@code crc}
     * @throws IllegalArgumentException if it is no such thing, or too long
     */
    static byte[] encode(long number, String json) {
        if (!json.startsWith("{") || !json.endsWith("}") || json.indexOf('\n') >= 0 || json.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("A line of the journal is one JSON object without line breaks.");
        }
        ByteBuffer members = utf8(json.substring(1, json.length() - 1));
        byte[] head = ascii("{\"n\":" + number + (members.hasRemaining() ? "," : ""));
        int body = head.length + members.remaining();
        if (body + TAIL > LONGEST) {
            throw new IllegalArgumentException("A line of the journal has at most " + LONGEST + " bytes.");
        }
        ByteBuffer line = ByteBuffer.allocate(body + TAIL + 1).put(head).put(members);
        byte[] crc = ascii(hex(crc(line.array(), body)));
        return line.put(TAIL_FRAME)
                .put(LINE_FEED)
                .put(body + DIGITS_FROM, crc)
                .array();
    }

    /** The line in {@code bytes}, which do not include the line feed; null if they are no valid one. */
    static @Nullable JournalLine parse(byte[] bytes) {
        int body = bytes.length - TAIL;
        return body > HEAD.length && framed(bytes, body) && hex(crc(bytes, body)).equals(storedHex(bytes, body))
                ? content(bytes, body)
                : null;
    }

    /** Where a valid line ends that begins at {@code from} and has more after it; {@code from} if there is none. */
    static int wholeLine(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        int summed = from;
        for (int tail = from; tail + TAIL < bytes.length; tail++) {
            if (bytes[tail] == ',' && framed(bytes, tail)) {
                crc.update(bytes, summed, tail - summed);
                summed = tail;
                if (hex((int) crc.getValue()).equals(storedHex(bytes, tail))) {
                    return tail + TAIL;
                }
            }
        }
        return from;
    }

    /** The number and the object in the first {@code body} bytes, whatever their checksum; null if there are none. */
    static @Nullable JournalLine content(byte[] bytes, int body) {
        int at = HEAD.length;
        long number = 0;
        while (at < body && at < HEAD.length + MOST_DIGITS && bytes[at] >= '0' && bytes[at] <= '9') {
            number = number * 10 + bytes[at++] - '0';
        }
        boolean counted = at > HEAD.length && bytes[HEAD.length] != '0';
        if (!beginsAt(bytes, 0) || !counted || (at < body && bytes[at] != ',')) {
            return null;
        }
        int members = Math.min(at + 1, body);
        return new JournalLine(
                number, "{" + new String(bytes, members, body - members, StandardCharsets.UTF_8) + "}");
    }

    /** Whether a line may begin at a place. */
    static boolean beginsAt(byte[] bytes, int place) {
        int end = place + HEAD.length;
        return end <= bytes.length && Arrays.equals(bytes, place, end, HEAD, 0, HEAD.length);
    }

    /** Whether a line of this number begins like {@code bytes}, as far as they go. */
    static boolean begins(byte[] bytes, long number) {
        byte[] head = ascii("{\"n\":" + number + ",");
        int length = Math.min(bytes.length, head.length);
        return Arrays.equals(bytes, 0, length, head, 0, length);
    }

    /** The byte that belongs at a place of the tail where no digit of the checksum stands. */
    static byte frame(int place) {
        return TAIL_FRAME[place];
    }

    /** Whether a place of the tail belongs to the checksum. */
    static boolean digit(int place) {
        return place >= DIGITS_FROM && place < DIGITS_FROM + DIGITS;
    }

    static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    static String hex(int crc) {
        return HexFormat.of().toHexDigits(crc);
    }

    /** The eight characters where the checksum of a line stands whose tail begins at {@code tail}. */
    static String storedHex(byte[] bytes, int tail) {
        return new String(bytes, tail + DIGITS_FROM, DIGITS, StandardCharsets.ISO_8859_1);
    }

    /** Whether a tail begins at {@code tail}, whatever its checksum. */
    static boolean framed(byte[] bytes, int tail) {
        for (int place = 0; place < TAIL; place++) {
            if (!digit(place) && bytes[tail + place] != TAIL_FRAME[place]) {
                return false;
            }
        }
        return true;
    }

    /** Half a surrogate pair has no UTF-8; in JSON it can only stand in a string, and there an escape means the same. */
    private static ByteBuffer utf8(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException halfPair) {
            StringBuilder escaped = new StringBuilder(text.length() + 16);
            text.codePoints().forEach(c -> {
                if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                    escaped.append("\\u").append(HexFormat.of().toHexDigits((char) c));
                } else {
                    escaped.appendCodePoint(c);
                }
            });
            return StandardCharsets.UTF_8.encode(escaped.toString());
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
