package dev.longhand.project.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.longhand.project.disk.MemoryDisk;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JournalReaderTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> TEXTS = List.of(
            "{\"type\":\"streamed\",\"text\":\"Open the valve slowly.\"}",
            "{}",
            "{\"text\":\"\u9600\u95e8\u201c\u6162\u6162\u201d\u6253\u5f00 \ud83d\udca7\",\"tokens\":[1,22,333]}",
            "{\"text\":\"\\\"crc\\\":\\\"00000000\\\"}\\n{\\\"n\\\":3,\",\"deep\":{\"a\":[true,null,-1.5e3]}}",
            "{\"text\":\"\"}",
            "{\"edits\":[{\"at\":17,\"removed\":\"\",\"inserted\":\"e\"}]}");

    private static byte[] journal(long first, List<String> payloads) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long number = first;
        for (String payload : payloads) {
            bytes.writeBytes(LineFormat.encode(number++, payload));
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Object part : parts) {
            bytes.writeBytes(part instanceof byte[] raw ? raw : part.toString().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String text(Object... parts) {
        return new String(bytes(parts), StandardCharsets.UTF_8);
    }

    private static byte[] line(long number) {
        return LineFormat.encode(number, "{\"line\":\"" + number + "\"}");
    }

    private static List<String> payloads(JournalContent content) {
        return content.lines().stream().map(JournalLine::json).toList();
    }

    private static List<Long> numbers(List<JournalLine> lines) {
        return lines.stream().map(JournalLine::number).toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void aLineIsAJsonObjectWithItsNumberFirstAndItsChecksumLast() {
        // CRC-32C of "123456789" is e3069283 in every description of it; this one was computed apart from the program.
        String line = new String(LineFormat.encode(17, "{\"text\":\"\u9600\"}"), StandardCharsets.UTF_8);

        assertThat(line).matches("\\{\"n\":17,\"text\":\"\u9600\",\"crc\":\"[0-9a-f]{8}\"}\n");
        JsonNode json = JSON.readTree(line);
        assertThat(json.get("n").asLong()).isEqualTo(17);
        assertThat(json.get("text").asString()).isEqualTo("\u9600");
        assertThat(LineFormat.hex(LineFormat.crc("123456789".getBytes(StandardCharsets.US_ASCII), 9)))
                .isEqualTo("e3069283");
    }

    @Test
    void halfASurrogatePairSurvivesAsAnEscape() {
        JournalContent content = JournalReader.read(journal(1, List.of("{\"text\":\"a\ud83d\"}")), 0);

        assertThat(JSON.readTree(content.lines().getFirst().json()).get("text").asString()).isEqualTo("a\ud83d");
    }

    @Provide
    Arbitrary<List<String>> payloads() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars('"', '\\', '\n', '\r', '\t', '\0', '{', '}', ',', '\u9600', '\u201c', '\u2028', '\ud83d', 'c')
                .ofMaxLength(30);
        return text.list().ofMaxSize(8).map(texts -> texts.stream()
                .map(t -> JSON.writeValueAsString(JSON.createObjectNode().put("text", t)))
                .toList());
    }

    @Property
    void whatWasWrittenIsRead(@ForAll("payloads") List<String> payloads) {
        JournalContent content = JournalReader.read(journal(1, payloads), 0);

        assertThat(content.lines()).map(l -> JSON.readTree(l.json())).isEqualTo(
                payloads.stream().map(JSON::readTree).toList());
        assertThat(content.torn()).isFalse();
        assertThat(content.repaired()).isZero();
        assertThat(content.damage()).isEmpty();
    }

    @Test
    void everyByteMayBeAnyOtherOne() {
        byte[] whole = journal(1, TEXTS);
        for (int i = 0; i < whole.length; i++) {
            for (int other = 0; other < 256; other++) {
                if ((byte) other != whole[i]) {
                    byte[] flipped = whole.clone();
                    flipped[i] = (byte) other;
                    JournalContent content = JournalReader.read(flipped, 0);
                    assertThat(payloads(content)).as("byte %d is %d", i, other).isEqualTo(TEXTS);
                    assertThat(content.repaired()).as("byte %d is %d", i, other).isEqualTo(1);
                    assertThat(content.damage()).isEmpty();
                    assertThat(content.torn()).isFalse();
                }
            }
        }
    }

    @Test
    void aWrongByteInEachLineIsMended() {
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            byte[] line = LineFormat.encode(i + 1, TEXTS.get(i));
            line[(7 * i + 3) % (line.length - 1)] ^= 0x11;
            lines.add(line);
        }

        JournalContent content = JournalReader.read(bytes(lines.toArray()), 0);

        assertThat(payloads(content)).isEqualTo(TEXTS);
        assertThat(content.repaired()).isEqualTo(TEXTS.size());
    }

    @Test
    void cutAnywhereAllWholeLinesComeBack() {
        byte[] whole = journal(1, TEXTS);
        int lines = 0;
        for (int length = 0; length <= whole.length; length++) {
            // The last line is whole without its line feed.
            lines += length < whole.length && whole[length] == '\n' ? 1 : 0;
            JournalContent content = JournalReader.read(Arrays.copyOf(whole, length), 0);
            assertThat(payloads(content)).as("cut at %d", length).isEqualTo(TEXTS.subList(0, lines));
            boolean atEnd = length == 0 || whole[length - 1] == '\n' || (length < whole.length && whole[length] == '\n');
            assertThat(content.torn()).as("cut at %d", length).isNotEqualTo(atEnd);
            assertThat(content.damage()).isEmpty();
        }
    }

    @Test
    void aWriteThatFailedAndWasRepeatedIsNoGap() {
        byte[] torn = Arrays.copyOf(line(3), 12);
        JournalContent once = JournalReader.read(bytes(line(1), line(2), torn, "\n", line(3), line(4)), 0);
        JournalContent twice = JournalReader.read(bytes(line(1), torn, "\n", line(1), torn, "\n\n", line(2), line(3)), 0);
        JournalContent tornAgain = JournalReader.read(bytes(line(1), line(2), torn, "\n", torn, "\n", torn), 0);

        assertThat(numbers(once.lines())).isEqualTo(upTo(4));
        assertThat(once.repaired()).isZero();
        assertThat(once.damage()).isEmpty();
        assertThat(numbers(twice.lines())).isEqualTo(upTo(3));
        assertThat(twice.damage()).isEmpty();
        assertThat(numbers(tornAgain.lines())).isEqualTo(upTo(2));
        assertThat(tornAgain.damage()).isEmpty();
        assertThat(tornAgain.torn()).isTrue();
    }

    @Test
    void twoDifferentLinesOfOneNumberAreDamage() {
        byte[] other = LineFormat.encode(2, "{\"line\":\"other\"}");

        JournalContent content = JournalReader.read(bytes(line(1), line(2), other, line(3)), 0);

        assertThat(numbers(content.lines())).isEqualTo(upTo(2));
        assertThat(content.damage().orElseThrow().salvage()).map(JournalLine::json)
                .containsExactly("{\"line\":\"other\"}", "{\"line\":\"3\"}");
    }

    @Test
    void afterAGapValidLinesAreGivenApart() {
        byte[] broken = line(3);
        broken[2] ^= 1;
        broken[8] ^= 1;

        JournalContent destroyed = JournalReader.read(bytes(line(1), line(2), broken, line(4), broken, line(6)), 0);
        JournalContent missing = JournalReader.read(bytes(line(1), line(3)), 0);
        JournalContent lastBroken = JournalReader.read(bytes(line(1), line(2), broken), 0);

        assertThat(numbers(destroyed.lines())).isEqualTo(upTo(2));
        JournalDamage damage = destroyed.damage().orElseThrow();
        assertThat(damage.number()).isEqualTo(3);
        assertThat(damage.offset()).isEqualTo(line(1).length + line(2).length);
        assertThat(numbers(damage.salvage())).containsExactly(4L, 6L);
        assertThat(missing.damage().orElseThrow().number()).isEqualTo(2);
        assertThat(numbers(lastBroken.lines())).isEqualTo(upTo(2));
        assertThat(lastBroken.damage().orElseThrow().salvage()).isEmpty();
    }

    @Test
    void onlyLinesAfterTheCheckpointAreNeeded() {
        byte[] broken = line(3);
        broken[2] ^= 1;
        broken[8] ^= 1;
        byte[] journal = bytes(broken, line(4), line(5), line(6));

        JournalContent content = JournalReader.read(journal, 4);

        assertThat(numbers(content.lines())).containsExactly(5L, 6L);
        assertThat(content.damage()).isEmpty();
        assertThat(JournalReader.read(journal, 2).damage().orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void afterARotationThatWasCutShortTheFileBeforeIsReadToo() throws Exception {
        Path folder = Path.of("/guide.longhand");
        Path file = folder.resolve("journal.jsonl");
        MemoryDisk disk = new MemoryDisk(folder);
        disk.put(JournalReader.previous(file), text(line(1), line(2), line(3)));

        assertThat(numbers(JournalReader.read(disk, file, 1).lines())).containsExactly(2L, 3L);
        disk.put(file, text(line(4)));
        assertThat(numbers(JournalReader.read(disk, file, 1).lines())).containsExactly(2L, 3L, 4L);
        assertThat(numbers(JournalReader.read(disk, file, 3).lines())).containsExactly(4L);
    }

    @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
    void noLineIsInvented(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] damaged = journal(1, TEXTS);
        for (int damages = 2 + random.nextInt(6); damages > 0; damages--) {
            int from = random.nextInt(damaged.length);
            int to = Math.min(damaged.length, from + 1 + random.nextInt(random.nextBoolean() ? 2 : 60));
            for (int i = from; i < to; i++) {
                damaged[i] = (byte) random.nextInt();
            }
        }
        if (random.nextBoolean()) {
            damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
        }

        JournalContent content = JournalReader.read(damaged, 0);

        assertThat(numbers(content.lines())).isEqualTo(upTo(content.lines().size()));
        assertThat(payloads(content)).isEqualTo(TEXTS.subList(0, content.lines().size()));
        content.damage().ifPresent(damage -> assertThat(damage.salvage())
                .allSatisfy(l -> assertThat(l.json()).isEqualTo(TEXTS.get((int) l.number() - 1))));
    }

    @Property(tries = 1_000)
    void whateverStandsInAFileNothingIsThrown(@ForAll byte[] file) {
        JournalContent content = JournalReader.read(file, 0);

        assertThat(content.lines()).isEmpty();
        assertThat(content.torn() || content.damage().isPresent() || onlyLineFeeds(file)).isTrue();
    }

    private static boolean onlyLineFeeds(byte[] file) {
        for (byte b : file) {
            if (b != '\n') {
                return false;
            }
        }
        return true;
    }

    @Test
    void aLineThatIsTooLongIsDamageAndWhatFollowsIsSalvage() {
        byte[] endless = new byte[LineFormat.LONGEST + 1];
        Arrays.fill(endless, (byte) 'x');

        JournalContent content = JournalReader.read(bytes(line(1), endless, "\n", line(3)), 0);

        assertThat(numbers(content.lines())).isEqualTo(upTo(1));
        assertThat(numbers(content.damage().orElseThrow().salvage())).containsExactly(3L);
    }

    @Test
    void linesWhoseLineFeedsWereConvertedAreRead() {
        int lines = 20_000;
        ByteArrayOutputStream journal = new ByteArrayOutputStream();
        for (int i = 1; i <= lines; i++) {
            journal.writeBytes(line(i));
        }
        byte[] carriageReturns = journal.toByteArray();
        for (int i = 0; i < carriageReturns.length; i++) {
            carriageReturns[i] = carriageReturns[i] == '\n' ? (byte) '\r' : carriageReturns[i];
        }
        String windows = journal.toString(StandardCharsets.UTF_8).replace("\n", "\r\n");

        assertThat(numbers(JournalReader.read(carriageReturns, 0).lines())).isEqualTo(upTo(lines));
        assertThat(numbers(JournalReader.read(bytes(windows), 0).lines())).isEqualTo(upTo(lines));
    }

    @Test
    void whatMendingWouldGiveMustBeJson() {
        byte[] noText = {'{', '"', 'n', '"', ':', '1', ',', '"', 'a', '"', ':', '"', (byte) 0xe9, '"'};
        for (byte[] body : List.of(noText, "{\"n\":1,\"a\":[1".getBytes(StandardCharsets.UTF_8))) {
            byte[] line = bytes(body, ",\"crc\":\"", LineFormat.hex(LineFormat.crc(body, body.length)), "\"}\n");
            line[8] ^= 1;

            JournalContent content = JournalReader.read(line, 0);

            assertThat(content.lines()).isEmpty();
            assertThat(content.damage()).isPresent();
        }
    }

    /** Changes of the highest bit need no look: they turn text into what is no UTF-8, and are found by that. */
    @Test
    void inALineThatIsMendedNoTwoChangesOfOneByteGiveOneChecksum() {
        int[] changed = new int[256];
        int[] byHighestByte = new int[256];
        for (int change = 0; change < changed.length; change++) {
            changed[change] = crc(change) ^ crc(0);
            byHighestByte[changed[change] >>> 24] = change;
        }
        for (int change = 1; change < 128; change++) {
            int earlier = changed[change];
            for (int apart = 1; apart <= LineRepair.LONGEST; apart++) {
                earlier = (earlier >>> 8) ^ changed[earlier & 0xff];
                int later = byHighestByte[earlier >>> 24];
                if (later < 128 && changed[later] == earlier) {
                    fail("a change by %d, %d bytes before one by %d, is not told from it", change, apart, later);
                }
            }
        }
    }

    private static int crc(int one) {
        return LineFormat.crc(new byte[] {(byte) one}, 1);
    }

    @Test
    void aLongLineIsMended() {
        String text = "{\"text\":\"" + "Open the valve slowly. ".repeat(20_000) + "\"}";
        byte[] journal = journal(1, List.of(text, "{}"));
        journal[300_000] ^= 0x20;

        assertThat(payloads(JournalReader.read(journal, 0))).containsExactly(text, "{}");
    }
}
