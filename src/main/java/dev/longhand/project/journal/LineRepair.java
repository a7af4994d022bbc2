package dev.longhand.project.journal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Mends a line in which exactly one byte is wrong. A CRC is linear: the difference between the checksum as computed and
 * as stored depends on the wrong bits and their distance from the end alone. So that difference is taken back byte by
 * byte from the end, and where it is what some single byte makes, that byte may be the wrong one. This takes one look at
 * a table for each byte of the line. Where several bytes are wrong a place fits by chance only: once in 2^32 / 255 places.
 */
final class LineRepair {
    /**
     * Longer lines are not searched, in bytes. From 1,170,700 bytes on two changes of single bytes can have the same
     * difference (calculated; changes of the highest bit apart, which leave no UTF-8 behind).
     */
    static final int LONGEST = 1 << 20;
    /** CRC-32C (Castagnoli), bits reversed. */
    private static final int POLYNOMIAL = 0x82f63b78;

    private static final int ANYWHERE = -1;
    private static final int[] TABLE = new int[256];
    /** The index of the entry of {@link #TABLE} that has this highest byte; every one occurs once. */
    private static final int[] BY_HIGHEST_BYTE = new int[256];

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int remainder = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                remainder = (remainder >>> 1) ^ ((remainder & 1) == 0 ? 0 : POLYNOMIAL);
            }
            TABLE[i] = remainder;
            BY_HIGHEST_BYTE[remainder >>> 24] = i;
        }
    }

    private LineRepair() {}

    /** The line that {@code bytes} were before one of them changed; null if it cannot be told. */
    static @Nullable JournalLine inPlace(byte[] bytes, LongPredicate expected) {
        return bytes.length > LONGEST ? null : onlyOne(mended(bytes, ANYWHERE, expected));
    }

    /** The line that was split in two when one of its bytes became a line feed; null if these are not its parts. */
    static @Nullable JournalLine joined(byte[] first, byte[] second, LongPredicate expected) {
        byte[] whole = ByteBuffer.allocate(first.length + 1 + second.length)
                .put(first)
                .put(LineFormat.LINE_FEED)
                .put(second)
                .array();
        return onlyOne(mended(whole, first.length, expected));
    }

    private static @Nullable JournalLine onlyOne(List<JournalLine> found) {
        return found.size() == 1 ? found.getFirst() : null;
    }

    /** @param only the place that is wrong, if it is known */
    private static List<JournalLine> mended(byte[] bytes, int only, LongPredicate expected) {
        List<JournalLine> found = new ArrayList<>();
        int body = bytes.length - LineFormat.TAIL;
        if (body <= 0) {
            return found;
        }
        List<Integer> wrong = wrongInTail(bytes, body);
        int crc = LineFormat.crc(bytes, body);
        String stored = LineFormat.storedHex(bytes, body);
        boolean frameWrong = wrong.size() == 1 && !LineFormat.digit(wrong.getFirst() - body);
        int digitsWrong = differences(LineFormat.hex(crc), stored);
        if (wrong.size() <= 1 && digitsWrong == (frameWrong ? 0 : 1)) {
            // The body is as it was; the checksum, or what stands around it, is not.
            addIfWhole(bytes, body, expected, found);
        }
        if (wrong.isEmpty()) {
            searchBody(bytes, body, crc ^ Integer.parseUnsignedInt(stored, 16), only, expected, found);
        }
        return found;
    }

    private static List<Integer> wrongInTail(byte[] bytes, int body) {
        List<Integer> wrong = new ArrayList<>();
        for (int place = 0; place < LineFormat.TAIL; place++) {
            byte there = bytes[body + place];
            boolean right = LineFormat.digit(place)
                    ? (there >= '0' && there <= '9') || (there >= 'a' && there <= 'f')
                    : there == LineFormat.frame(place);
            if (!right) {
                wrong.add(body + place);
            }
        }
        return wrong;
    }

    private static int differences(String one, String other) {
        int differences = 0;
        for (int i = 0; i < one.length(); i++) {
            differences += one.charAt(i) == other.charAt(i) ? 0 : 1;
        }
        return differences;
    }

    /** @param difference between the checksum as computed and as stored */
    private static void searchBody(
            byte[] bytes, int body, int difference, int only, LongPredicate expected, List<JournalLine> found) {
        int rest = difference;
        for (int i = body - 1; i >= 0 && found.size() < 2; i--) {
            int change = BY_HIGHEST_BYTE[rest >>> 24];
            if (rest == TABLE[change] && change != 0 && (only == ANYWHERE || only == i)) {
                bytes[i] ^= (byte) change;
                addIfWhole(bytes, body, expected, found);
                bytes[i] ^= (byte) change;
            }
            rest = ((rest ^ TABLE[change]) << 8) | change;
        }
    }

    /** The checksum alone would also accept what was made of several wrong bytes and one more. */
    private static void addIfWhole(byte[] bytes, int body, LongPredicate expected, List<JournalLine> found) {
        JournalLine line = LineFormat.content(bytes, body);
        if (line != null && expected.test(line.number()) && isText(bytes, body) && isOneObject(line.json())) {
            found.add(line);
        }
    }

    private static boolean isText(byte[] bytes, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            return true;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }

    private static boolean isOneObject(String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            int values = 0;
            while (parser.nextToken() != null) {
                values += parser.streamReadContext().inRoot() ? 1 : 0;
            }
            return values == 1;
        } catch (JacksonException broken) {
            return false;
        }
    }
}
