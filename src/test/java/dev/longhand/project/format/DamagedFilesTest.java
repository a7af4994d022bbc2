package dev.longhand.project.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.longhand.Endurance;
import dev.longhand.core.document.DocumentChange;
import dev.longhand.project.state.JournalEntry;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever becomes of a file, it is read as what it says, or refused in a sentence. */
class DamagedFilesTest {
    private static final byte[] PROJECT =
            ProjectJson.write(ProjectFiles.EXAMPLE, UnknownMembers.NONE).getBytes(StandardCharsets.UTF_8);
    private static final DocumentChange.Added ADDED = Candidates.added(3, 2, "Öffne the 阀门 \ud83d\ude00\n", 6);
    /** What JSON, numbers and encodings break on. */
    private static final byte[] EDGES = "\"\\{}[]:,.-+eE0189tfn/u \n\0".getBytes(StandardCharsets.UTF_8);

    private static final int MUTATIONS = Endurance.of(100_000);
    private static final long MOST_ALLOCATED = 400L << 20;

    /** Reads bytes. */
    private interface Reader {
        Object read(byte[] bytes) throws FormatException;
    }

    @Test
    void everyTruncatedProjectFileIsRefused() {
        for (int length = 0; length < PROJECT.length - 2; length++) {
            byte[] begin = Arrays.copyOf(PROJECT, length);
            assertThatExceptionOfType(FormatException.class).isThrownBy(() -> ProjectJson.read(begin));
        }
    }

    @Test
    void aProjectFileWithWrongBytesIsReadOrRefused() {
        int read = readOrRefused(PROJECT, 1, bytes -> {
            ProjectReading reading = ProjectJson.read(bytes);
            if (reading instanceof ProjectReading.Understood(var file, var unknown)) {
                String again = ProjectJson.write(file, unknown);
                assertThat(ProjectJson.read(again.getBytes(StandardCharsets.UTF_8)))
                        .isInstanceOfSatisfying(ProjectReading.Understood.class, understood ->
                                assertThat(understood.file()).isEqualTo(file));
            }
            return reading;
        });

        assertThat(read).isBetween(MUTATIONS / 100, MUTATIONS);
    }

    @Test
    void aCandidateWithWrongBytesIsReadOrRefused() {
        int read = readOrRefused(CandidateJson.write(ADDED).getBytes(StandardCharsets.UTF_8), 2, bytes -> {
            var added = CandidateJson.read(new String(bytes, StandardCharsets.UTF_8));
            assertThat(CandidateJson.read(CandidateJson.write(added))).isEqualTo(added);
            return added;
        });

        assertThat(read).isBetween(MUTATIONS / 100, MUTATIONS);
    }

    @Test
    void anEntryWithWrongBytesIsReadOrRefused() {
        JournalEntry entry = new JournalEntry.Started(3, 2, ADDED.candidate().provenance());
        int read = readOrRefused(EntryJson.write(entry).getBytes(StandardCharsets.UTF_8), 3, bytes -> {
            JournalEntry other = EntryJson.read(new String(bytes, StandardCharsets.UTF_8));
            assertThat(EntryJson.read(EntryJson.write(other))).isEqualTo(other);
            return other;
        });

        assertThat(read).isBetween(MUTATIONS / 100, MUTATIONS);
    }

    /** How many of the damaged copies are read; what is neither read nor refused fails. */
    private static int readOrRefused(byte[] whole, int seed, Reader reader) {
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = damaged(whole, random);
            try {
                reader.read(damaged);
                read++;
            } catch (FormatException refused) {
                assertThat(refused.sentence()).matches("[^\\p{Cc}\\p{Cs}]{5,300}\\.");
            }
        }
        return read;
    }

    /** One to four bytes changed, put in, taken out, or moved. */
    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(bytes.length);
            int length = random.nextInt(1 + Math.min(20, bytes.length - 1 - at));
            byte[] end = Arrays.copyOfRange(bytes, at + length, bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = EDGES[random.nextInt(EDGES.length)];
                case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 3 -> bytes = joined(Arrays.copyOf(bytes, at), end);
                default -> bytes = joined(Arrays.copyOf(bytes, at + length), Arrays.copyOfRange(bytes, at, bytes.length));
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] begin, byte[] end) {
        byte[] joined = Arrays.copyOf(begin, begin.length + end.length);
        System.arraycopy(end, 0, joined, begin.length, end.length);
        return joined;
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"a\":1}", "\"a\"", "null", "1e9", "[[1]]", "[0,[]]"})
    void aFileFullOfWhatNobodyKnowsTakesBoundedMemory(String value) {
        int times = (ProjectJson.MOST_BYTES - 100) / (value.length() + 1);
        byte[] bytes = ("{\"schema\":1,\"later\":[" + (value + ",").repeat(times) + value + "]}").getBytes(StandardCharsets.UTF_8);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> ProjectJson.read(bytes))
                .withMessageStartingWith("It has more than 2000000 values (line 1, column ");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_ALLOCATED);
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        byte[] bytes = new byte[ProjectJson.MOST_BYTES + 1];
        Arrays.fill(bytes, (byte) ' ');
        System.arraycopy(PROJECT, 0, bytes, 0, PROJECT.length);

        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> ProjectJson.read(bytes))
                .withMessage("It is larger than 32 MB.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"schema\":1,\"a\":", "{\"schema\":1,\"a\":[", "[", "{\"a\":", "{\"a\":["})
    void deepNestingEndsWithASentence(String opening) {
        byte[] bytes = (opening + "[".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8);
        byte[] objects = (opening + "{\"a\":".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> ProjectJson.read(bytes));
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> ProjectJson.read(objects));
    }

    @Test
    void otherEncodingsAreRefused() {
        String json = new String(PROJECT, StandardCharsets.UTF_8).replace("Pump", "Pümp");

        for (Charset charset : List.of(
                StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_32,
                StandardCharsets.ISO_8859_1)) {
            assertThatExceptionOfType(FormatException.class).isThrownBy(() -> ProjectJson.read(json.getBytes(charset)));
        }
    }
}
