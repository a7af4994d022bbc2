package dev.longhand.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is available by Linux's files, over folders that are written as the kernel shows them. */
class AvailableMemoryTest {
    private static final long OF_THE_MACHINE = 976_562L * 1_024;

    /** What an older kernel shows for no limit: the largest number of whole pages. */
    private static final String NO_LIMIT_V1 = "9223372036854771712";

    @TempDir
    private Path root;

    @BeforeEach
    void machine() throws IOException {
        write("proc/meminfo", "MemTotal: 2000000 kB\nMemFree: 10 kB\nMemAvailable: 976562 kB\nBuffers: 7 kB\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private long available() {
        return new AvailableMemory.Linux(root).bytes();
    }

    private void unified(String path) throws IOException {
        write("proc/self/cgroup", "0::" + path + "\n");
        write("proc/self/mountinfo",
                "22 1 0:21 / /proc rw - proc proc rw\n"
                        + "30 23 0:26 / /sys/fs/cgroup rw,nosuid,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate\n");
    }

    private void older(String path, String mountedGroup) throws IOException {
        write("proc/self/cgroup", "12:cpu,cpuacct:/x\n4:memory:" + path + "\n1:name=systemd:/y\n0::/z\n");
        write("proc/self/mountinfo",
                "33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
                        + "35 31 0:32 " + mountedGroup + " /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n"
                        + "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n");
    }

    private void limit(String group, String limit, long used) throws IOException {
        write("sys/fs/cgroup" + group + "/memory.max", limit + "\n");
        write("sys/fs/cgroup" + group + "/memory.current", used + "\n");
    }

    private void olderLimit(String group, String limit, long used) throws IOException {
        write("sys/fs/cgroup/memory" + group + "/memory.limit_in_bytes", limit + "\n");
        write("sys/fs/cgroup/memory" + group + "/memory.usage_in_bytes", used + "\n");
    }

    @Test
    void withoutControlGroupsItIsWhatTheKernelSays() {
        assertThat(available()).isEqualTo(OF_THE_MACHINE);
    }

    @Test
    void aGroupWithoutALimitTakesNothingAway() throws Exception {
        unified("/user.slice/app.scope");
        limit("/user.slice/app.scope", "max", 5_000_000_000L);
        limit("/user.slice", "max", 6_000_000_000L);
        write("sys/fs/cgroup/user.slice/app.scope/memory.high", "max\n");
        assertThat(available()).isEqualTo(OF_THE_MACHINE);

        older("/docker/one", "/");
        olderLimit("/docker/one", NO_LIMIT_V1, 5_000_000_000L);
        olderLimit("", NO_LIMIT_V1, 6_000_000_000L);
        assertThat(available()).isEqualTo(OF_THE_MACHINE);
    }

    @Test
    void aLargeLimitLeavesWhatTheMachineHas() throws Exception {
        unified("/big");
        limit("/big", "64000000000", 1_000);
        assertThat(available()).isEqualTo(OF_THE_MACHINE);
    }

    @Test
    void theTightestOfAllGroupsAboveCounts() throws Exception {
        unified("/writers/one/deep");
        limit("/writers/one/deep", "max", 1_000);
        limit("/writers/one", "800000000", 100_000_000);
        limit("/writers", "500000000", 300_000_000);
        assertThat(available()).isEqualTo(200_000_000);

        limit("/writers/one/deep", "150000000", 1_000);
        assertThat(available()).isEqualTo(149_999_000);
    }

    @Test
    void theTightestOfAllGroupsAboveCountsInTheOlderTreeToo() throws Exception {
        older("/writers/one", "/");
        olderLimit("/writers/one", NO_LIMIT_V1, 1_000);
        olderLimit("/writers", "500000000", 300_000_000);
        olderLimit("", NO_LIMIT_V1, 900_000_000);
        assertThat(available()).isEqualTo(200_000_000);
    }

    @Test
    void aGroupThatIsSlowedDownEarlierHasThatMuchLess() throws Exception {
        unified("/app");
        limit("/app", "500000000", 100_000_000);
        write("sys/fs/cgroup/app/memory.high", "400000000\n");
        assertThat(available()).isEqualTo(300_000_000);

        limit("/app", "max", 100_000_000);
        assertThat(available()).isEqualTo(300_000_000);
    }

    @Test
    void pagesOfFilesAreFreeAndThoseOfMemoryFileSystemsAreNot() throws Exception {
        unified("/app");
        limit("/app", "500000000", 450_000_000);
        write("sys/fs/cgroup/app/memory.stat",
                "anon 100000000\nfile 350000000\nshmem 50000000\ninactive_anon 150000000\nactive_anon 0\n"
                        + "inactive_file 200000000\nactive_file 100000000\nunevictable 0\n");
        assertThat(available()).isEqualTo(350_000_000);
    }

    @Test
    void pagesOfFilesOfGroupsBelowAreFreeInTheOlderTreeToo() throws Exception {
        older("/app", "/");
        olderLimit("/app", "500000000", 450_000_000);
        write("sys/fs/cgroup/memory/app/memory.stat",
                "cache 5\ninactive_file 1\nactive_file 2\ntotal_cache 350000000\ntotal_inactive_file 200000000\n"
                        + "total_active_file 100000000\n");
        assertThat(available()).isEqualTo(350_000_000);
    }

    @Test
    void aGroupOverItsLimitHasNothingLeft() throws Exception {
        unified("/app");
        limit("/app", "500000000", 600_000_000);
        assertThat(available()).isZero();

        write("sys/fs/cgroup/app/memory.stat", "inactive_file 700000000\n");
        assertThat(available()).as("more file pages than pages").isEqualTo(500_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docker/0123", "/docker/0123/inner", "/kubepods/other", "/../elsewhere", "/"})
    void aContainersOwnGroupMayLieAtTheTop(String path) throws Exception {
        older(path, "/docker/0123");
        olderLimit("", "500000000", 300_000_000);
        assertThat(available()).isEqualTo(200_000_000);
    }

    @Test
    void aGroupInsideAContainerIsFoundBelowTheTop() throws Exception {
        older("/docker/0123/inner", "/docker/0123");
        olderLimit("", "500000000", 300_000_000);
        olderLimit("/inner", "100000000", 1);
        assertThat(available()).isEqualTo(99_999_999);
    }

    @Test
    void aPathThatLeavesTheTreeReadsNothingOutsideIt() throws Exception {
        unified("/../../outside");
        limit("", "500000000", 300_000_000);
        limit("/../outside", "7", 1);
        assertThat(available()).isEqualTo(200_000_000);
    }

    @Test
    void theTreeMayBeMountedAnywhere() throws Exception {
        write("proc/self/cgroup", "4:memory:/app\n");
        write("proc/self/mountinfo", "9 1 0:3 / /run/all\\040groups rw - cgroup none rw,memory\n");
        write("run/all groups/app/memory.limit_in_bytes", "400\n");
        write("run/all groups/app/memory.usage_in_bytes", "300\n");
        assertThat(available()).isEqualTo(100);
    }

    @Test
    void whatMakesNoSenseIsNoLimit() throws Exception {
        unified("/app");
        Files.write(root.resolve("proc/self/mountinfo"),
                ("nonsense\n - \n1 2 3 4 5 6 - cgroup2\n7 1 0:9 / /mnt/caf\u00e9 rw - ext4 x rw\n"
                                + "30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        limit("/app", "plenty", 300);
        assertThat(available()).isEqualTo(OF_THE_MACHINE);

        limit("/app", "500000000", 100_000_000);
        write("sys/fs/cgroup/app/memory.stat", "inactive_file many\nactive_file\n");
        assertThat(available()).isEqualTo(400_000_000);
    }

    @Test
    void thisMachineHasMemory() {
        assertThat(AvailableMemory.ofThisMachine().bytes()).isGreaterThan(16 << 20);
    }
}
