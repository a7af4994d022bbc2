package dev.longhand.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import dev.longhand.Endurance;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever becomes of the practice model's header, the answer is a header or a sentence, soon and for little memory. */
class GgufMutationTest {
    private static final Path PRACTICE = Path.of("samples/practice-model/longhand-practice.gguf");
    /** With {@link #ROUNDS} in each try: 10,000 in full. */
    private static final int TRIES = 1_000;
    private static final int ROUNDS = Endurance.of(10);

    private static final long MOST_ALLOCATED = 64L << 20;
    private static final Duration LONGEST = Duration.ofSeconds(20);
    /** What lengths, counts, types and offsets break on. */
    private static final long[] EDGES = {
        0, 1, -1, 2, 7, 8, 31, 32, 255, 256, 4096, 65_535, 1 << 20, Integer.MAX_VALUE, 1L << 31, 0xffff_ffffL, 1L << 32,
        1L << 40, 1L << 61, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE
    };

    private static final Map<String, Integer> ANSWERS = new TreeMap<>();
    private static byte[] header = {};
    private static long fileBytes;
    private static long mostAllocated;
    private static Path file = PRACTICE;

    @BeforeContainer
    static void readHeader() throws Exception {
        GgufHeader practice = GgufHeader.read(PRACTICE);
        fileBytes = Files.size(PRACTICE);
        byte[] all = Files.readAllBytes(PRACTICE);
        header = Arrays.copyOf(all, (int) (fileBytes - practice.weightBytes()));
        file = Files.createTempFile("longhand-mutated", ".gguf");
    }

    @AfterContainer
    static void record() throws IOException {
        Files.delete(file);
        Endurance.record(
                "gguf-mutations",
                Map.of("mutations", TRIES * ROUNDS, "answers", ANSWERS, "mostAllocatedBytes", mostAllocated));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void aMutatedHeaderIsReadOrRefused(@ForAll long seed) {
        assertTimeoutPreemptively(LONGEST, () -> {
            Random random = new Random(seed);
            for (int round = 0; round < ROUNDS; round++) {
                byte[] mutated = mutated(random);
                judge(mutated, random.nextInt(8) > 0);
            }
        });
    }

    /** @param whole whether the weights follow the header; otherwise the file ends with it */
    private static void judge(byte[] mutated, boolean whole) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(mutated);
            // The weights are a hole in the file: nobody reads them.
            out.setLength(mutated.length + (whole ? fileBytes - header.length : 0));
        }
        long before = allocated();
        String answer;
        try {
            GgufHeader read = GgufHeader.read(file);
            assertThat(read.vocabulary().size()).isPositive();
            assertThat(MemoryNeed.of(read).bytes(read.trainedContext())).isPositive();
            assertThat(DraftAdvice.of(8_192).sentences(read, MemoryNeed.of(read), 1L << 32)).isNotEmpty();
            answer = "read";
        } catch (ModelFileException e) {
            assertThat(e.sentence()).endsWith(".").doesNotContain("\n").hasSizeLessThan(400);
            answer = e.code();
        }
        long taken = allocated() - before;
        assertThat(taken).isLessThan(MOST_ALLOCATED);
        mostAllocated = Math.max(mostAllocated, taken);
        ANSWERS.merge(answer, 1, Integer::sum);
    }

    /** One to three changes of one kind each: most of them in the first entries and in the tensor list. */
    private static byte[] mutated(Random random) {
        byte[] bytes = header.clone();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = place(random, bytes.length);
            bytes = switch (random.nextInt(8)) {
                case 0, 1 -> overwritten(bytes, at, new byte[] {(byte) random.nextInt()});
                case 2 -> overwritten(bytes, at, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
                case 3, 4 -> overwritten(bytes, at, edge(random));
                case 5 -> inserted(bytes, at, random);
                case 6 -> Arrays.copyOf(bytes, at + 1);
                default -> removed(bytes, at, 1 + random.nextInt(16));
            };
        }
        return bytes;
    }

    private static int place(Random random, int length) {
        int near = Math.min(length, 2_000);
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(near);
            case 1 -> length - 1 - random.nextInt(Math.min(length, 6_000));
            default -> random.nextInt(length);
        };
    }

    private static byte[] edge(Random random) {
        ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        number.putLong(0, EDGES[random.nextInt(EDGES.length)]);
        return Arrays.copyOf(number.array(), random.nextBoolean() ? 8 : 4);
    }

    private static byte[] overwritten(byte[] bytes, int at, byte[] patch) {
        System.arraycopy(patch, 0, bytes, at, Math.min(patch.length, bytes.length - at));
        return bytes;
    }

    /** A piece of the header once more, so that it has keys and tensors twice. */
    private static byte[] inserted(byte[] bytes, int at, Random random) {
        int length = Math.min(1 + random.nextInt(200), bytes.length - at);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        return longer;
    }

    private static byte[] removed(byte[] bytes, int at, int count) {
        int to = Math.min(bytes.length, at + count);
        byte[] shorter = new byte[bytes.length - (to - at)];
        System.arraycopy(bytes, 0, shorter, 0, at);
        System.arraycopy(bytes, to, shorter, at, bytes.length - to);
        return shorter.length == 0 ? new byte[1] : shorter;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
