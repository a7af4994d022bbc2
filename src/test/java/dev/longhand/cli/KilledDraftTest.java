package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.longhand.Endurance;
import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Document;
import dev.longhand.project.Project;
import dev.longhand.project.disk.SystemDisk;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed again and again while the practice model drafts, and gone on with until the target is reached. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is tested where there is a shell")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class KilledDraftTest {
    private static final int KILLS = Endurance.full() ? 20 : 2;
    private static final Path LAUNCHER =
            Path.of(System.getProperty("longhand.build", "target")).resolve("longhand").toAbsolutePath();

    @TempDir
    private Path folder;

    private final Random random = new Random(4);

    @Test
    void everyKilledDraftIsGoneOnWithUntilTheTargetIsReached() throws Exception {
        assumeThat(LAUNCHER).as("the launcher that `mvn compile` writes").exists();
        Files.writeString(folder.resolve("pump.md"), """
                ---
                title: Care of a Water Pump
                ---
                1. Introduction
                2. Daily Checks
                """);
        String kept = "";
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = longhand("1000000");
            try (BufferedReader printed = process.inputReader()) {
                String line = printed.readLine();
                while (line != null && !line.startsWith("Context plan: ")) {
                    line = printed.readLine();
                }
                assertThat(line).as("a line that tells of the plan").isNotNull();
                assertThat(process.waitFor(random.nextInt(1_500), TimeUnit.MILLISECONDS)).isFalse();
            } finally {
                process.destroyForcibly().waitFor();
            }
            String now = kept();
            assertThat(now).as("kept before kill %s", kill).startsWith(kept);
            kept = now;
        }
        int target = tokens() + 200;
        Process last = longhand(Integer.toString(target));
        String printed = new String(last.getInputStream().readAllBytes());
        assertThat(last.waitFor()).as(printed).isZero();
        assertThat(printed).contains("Reached: ");
        assertThat(kept()).startsWith(kept);
        assertThat(tokens()).isGreaterThanOrEqualTo(target);
        assertThat(Files.readString(folder.resolve("out.md")).strip()).isEqualTo(kept().strip());
    }

    /** Begins the draft or, where something of it is on the disk, goes on with it. */
    private Process longhand(String target) throws Exception {
        boolean begun = Files.exists(folder.resolve("out.longhand").resolve("project.json"));
        ProcessBuilder builder = begun
                ? new ProcessBuilder(LAUNCHER.toString(), "draft", "--resume", "out.md", "--target", target)
                : new ProcessBuilder(
                        LAUNCHER.toString(), "draft", "pump.md", "--out", "out.md", "--target", target, "--chunk", "100",
                        "--seed", "1");
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        return builder.directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private Document document() throws Exception {
        return Project.look(folder.resolve("out.md"), new SystemDisk()).document();
    }

    private String kept() throws Exception {
        return Files.exists(folder.resolve("out.longhand").resolve("project.json")) ? document().text().toString() : "";
    }

    private int tokens() throws Exception {
        if (kept().isEmpty()) {
            return 0;
        }
        Document document = document();
        return document.keptChunks().stream()
                .map(chunk -> document.kept(chunk).orElseThrow())
                .map(Candidate::keptTokens)
                .mapToInt(tokens -> tokens.value())
                .sum();
    }
}
