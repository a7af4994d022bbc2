package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program in a control group of 512 MB, where systemd makes one. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MemoryLimitTest {
    private static final List<String> LIMITED =
            List.of("systemd-run", "--scope", "--quiet", "-p", "MemoryMax=512M", "-p", "MemorySwapMax=0");
    private static final String LAUNCHER = Path.of(System.getProperty("longhand.build", "target"))
            .resolve("longhand")
            .toAbsolutePath()
            .toString();

    @TempDir
    private Path folder;

    @Test
    void aContextThatTheGroupCannotHoldIsRefusedBeforeItKillsAnything() throws Exception {
        List<String> limit = limit();
        Path brief = Files.writeString(folder.resolve("brief.md"), "---\ntitle: Pumps\n---\n1. First\n");

        // Keys and values alone would take 1.5 GB, which the machine has and the group has not.
        int code = run(limit, LAUNCHER, "draft", brief.toString(), "--context", "500000", "--out",
                folder.resolve("out.md").toString());

        assertThat(code).isEqualTo(2);
        assertThat(printed()).contains("500,000 tokens needs about", "MiB are free").hasLineCount(1);
        assertThat(Long.parseLong(printed().replaceAll("(?s).*and ([\\d,]+) MiB are free.*", "$1").replace(",", "")))
                .isLessThan(512);
        assertThat(folder.resolve("out.md")).doesNotExist();
    }

    private List<String> limit() throws Exception {
        for (String manager : List.of("--user", "--system")) {
            List<String> limit = new ArrayList<>(LIMITED);
            limit.add(1, manager);
            if (run(limit, "true") == 0) {
                return limit;
            }
        }
        assumeTrue(false, "systemd makes no control groups here.");
        return List.of();
    }

    private int run(List<String> limit, String... command) throws InterruptedException {
        List<String> all = new ArrayList<>(limit);
        all.addAll(Arrays.asList(command));
        try {
            ProcessBuilder builder = new ProcessBuilder(all)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("printed").toFile());
            builder.environment().put("XDG_STATE_HOME", folder.toString());
            return builder.start().waitFor();
        } catch (IOException noSuchProgram) {
            return -1;
        }
    }

    private String printed() throws IOException {
        return Files.readString(folder.resolve("printed"));
    }
}
