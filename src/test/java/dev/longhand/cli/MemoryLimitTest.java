package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program in a control group of 512 MB, where the machine lets one be made. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MemoryLimitTest {
    private static final int MEGABYTES = 512;
    private static final String LAUNCHER = Path.of(System.getProperty("longhand.build", "target"))
            .resolve("longhand")
            .toAbsolutePath()
            .toString();

    private static Optional<LimitedGroup> group = Optional.empty();

    @TempDir
    private Path folder;

    private Path brief = Path.of("");
    private Path document = Path.of("");

    @BeforeAll
    static void makeGroup() throws Exception {
        group = LimitedGroup.of((long) MEGABYTES << 20);
        assumeTrue(group.isPresent(),
                "Skipped: neither systemd nor the control groups of version 2 or 1 let a limited group be made here.");
    }

    @AfterAll
    static void removeGroup() throws IOException {
        if (group.isPresent()) {
            group.get().close();
        }
    }

    @BeforeEach
    void writeBrief() throws IOException {
        brief = Files.writeString(folder.resolve("brief.md"), "---\ntitle: Pumps\n---\n1. First\n");
        document = folder.resolve("out.md");
    }

    @Test
    void aContextThatTheGroupCannotHoldIsRefusedBeforeItKillsAnything() throws Exception {
        // Keys and values alone would take 1.5 GB, which the machine has and the group has not.
        int code = draft("--context", "500000");

        assertThat(code).as(printed()).isEqualTo(2);
        assertThat(printed()).contains("500,000 tokens needs about", "MiB are free").hasLineCount(1);
        assertThat(Long.parseLong(printed().replaceAll("(?s).*and ([\\d,]+) MiB are free.*", "$1").replace(",", "")))
                .as("free in %s", group.orElseThrow())
                .isBetween(64L, (long) MEGABYTES);
        assertThat(document).doesNotExist();
    }

    @Test
    void aContextThatTheGroupHoldsIsDraftedInIt() throws Exception {
        int code = draft("--context", "2048", "--target", "60");

        assertThat(code).as(printed()).isZero();
        assertThat(document).content().startsWith("## First\n");
        assertThat(printed()).contains("Reached: ").doesNotContain("MiB");
    }

    private int draft(String... options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(LAUNCHER, "draft", brief.toString(), "--out", document.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = group.orElseThrow()
                .start(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed").toFile());
        builder.environment().put("XDG_STATE_HOME", folder.toString());
        Process process = builder.start();
        try {
            return process.waitFor();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private String printed() throws IOException {
        return Files.readString(folder.resolve("printed"));
    }
}
