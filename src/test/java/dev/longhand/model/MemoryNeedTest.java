package dev.longhand.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryNeedTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path root;

    @Test
    void theLargestContextLeavesAFifthOfTheMemoryFree() {
        MemoryNeed need = new MemoryNeed(400 * MIB, 12 << 10, 100 * MIB);

        int context = need.largestContext(1_000 * MIB);

        assertThat(need.bytes(context)).isLessThanOrEqualTo(800 * MIB);
        assertThat(need.bytes(context + 256)).isGreaterThan(800 * MIB);
    }

    @Test
    void aModelThatDoesNotFitHasNoContext() {
        assertThat(new MemoryNeed(900 * MIB, 12 << 10, 0).largestContext(1_000 * MIB)).isZero();
    }

    @Test
    void anUnknownSizePerTokenSetsNoLimit() {
        assertThat(new MemoryNeed(MIB, 0, 0).largestContext(1_000 * MIB)).isGreaterThan(1_000_000);
        assertThat(new MemoryNeed(MIB, 1, 0).largestContext(Long.MAX_VALUE)).isGreaterThan(1_000_000);
    }

    @Test
    void aControlGroupLimitsTheMemory() throws IOException {
        write("proc/meminfo", "MemTotal: 2000000 kB\nMemAvailable: 1000000 kB\n");
        assertThat(new AvailableMemory.Linux(root).bytes()).isEqualTo(1_024_000_000L);

        write("proc/self/cgroup", "0::/writers/one\n");
        write("sys/fs/cgroup/writers/memory.max", "500000000\n");
        write("sys/fs/cgroup/writers/memory.current", "300000000\n");
        write("sys/fs/cgroup/writers/one/memory.max", "max\n");
        assertThat(new AvailableMemory.Linux(root).bytes()).isEqualTo(200_000_000L);

        write("sys/fs/cgroup/writers/memory.stat", "anon 1\ninactive_file 50000000\n");
        assertThat(new AvailableMemory.Linux(root).bytes()).isEqualTo(250_000_000L);
    }

    @Test
    void theOlderControlGroupsLimitItToo() throws IOException {
        write("proc/meminfo", "MemAvailable: 1000000 kB\n");
        write("proc/self/cgroup", "5:cpu:/x\n4:memory:/docker/not-seen-from-here\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "400\n");
        write("sys/fs/cgroup/memory/memory.usage_in_bytes", "300\n");
        assertThat(new AvailableMemory.Linux(root).bytes()).isEqualTo(100);
    }

    @Test
    void thisMachineHasMemory() {
        assertThat(AvailableMemory.ofThisMachine().bytes()).isGreaterThan(16 * MIB);
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
