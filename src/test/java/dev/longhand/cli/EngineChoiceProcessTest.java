package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.engine.libllama.TestNatives;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which engine the program takes with native libraries of every kind; in processes of their own, for they stay loaded. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EngineChoiceProcessTest {
    private static final String MODEL =
            Path.of("samples/practice-model/longhand-practice.gguf").toAbsolutePath().toString();

    @TempDir
    private Path folder;

    record Run(int exit, String out, String err) {}

    @Test
    void withTheLibrariesItIsCurrentLlama() throws Exception {
        Run run = inspect(TestNatives.folder().toString());

        assertThat(run.exit).isZero();
        assertThat(run.out).containsPattern("engine +llama.cpp 0.4.0 \\(automatic\\)");
    }

    @Test
    void builtWithoutThemItIsJavaLlamaAndItIsSaidWhy() throws Exception {
        for (String natives : List.of("none", folder.resolve("absent").toString())) {
            Run run = inspect(natives);

            assertThat(run.exit).isZero();
            assertThat(run.err).isEmpty();
            assertThat(run.out).containsPattern(
                    "engine +java-llama.cpp 4.2.0 \\(automatic, for libllama cannot be used: .* without the libraries");
        }
    }

    @Test
    void librariesThatCannotBeLoadedArePassedOver() throws Exception {
        for (Path broken : List.of(copy("no-cpu", name -> !name.contains("ggml-cpu")), garbage())) {
            Run run = inspect(broken.toString());

            assertThat(run.exit).isZero();
            assertThat(run.err).isEmpty();
            assertThat(run.out).containsPattern("engine +java-llama.cpp 4.2.0 \\(automatic, for libllama");
        }
    }

    @Test
    void librariesThatWereAskedForAndCannotBeUsedAreBadInput() throws Exception {
        Path other = copy("other-version", name -> true);
        for (Path file : list(other)) {
            Files.move(file, other.resolve(file.getFileName().toString().replace("v0.4.0", "v0.5.0")));
        }
        for (Path broken : List.of(
                folder.resolve("absent"), other, copy("no-cpu", name -> !name.contains("ggml-cpu")), garbage())) {
            Run run = inspect("none", "--natives", broken.toString());

            assertThat(run.exit).as(broken.toString()).isEqualTo(2);
            assertThat(run.out).isEmpty();
            assertThat(run.err).hasLineCount(1).contains(broken.toString()).endsWith(".\n");
        }
    }

    private Path copy(String name, Predicate<String> wanted) throws IOException {
        Path copy = Files.createDirectories(folder.resolve(name));
        for (Path file : list(TestNatives.folder())) {
            String fileName = file.getFileName().toString();
            if (wanted.test(fileName) && Files.notExists(copy.resolve(fileName))) {
                Files.copy(file, copy.resolve(fileName));
            }
        }
        return copy;
    }

    private Path garbage() throws IOException {
        Path garbage = Files.createDirectories(folder.resolve("garbage"));
        for (Path file : list(TestNatives.folder())) {
            Files.writeString(garbage.resolve(file.getFileName().toString()), "This is no library.");
        }
        return garbage;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private Run inspect(String natives, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@packaging/launcher/jvm.options",
                "-Dlonghand.natives=" + natives,
                "-classpath",
                System.getProperty("java.class.path"),
                "dev.longhand.Launcher",
                "inspect",
                MODEL));
        command.addAll(List.of(options));
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, Files.readString(err));
    }
}
