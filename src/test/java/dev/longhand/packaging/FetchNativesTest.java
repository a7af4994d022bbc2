package dev.longhand.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The build's step that brings the native libraries, with an npm that is a script of the test's. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The npm of this test is a shell script.")
class FetchNativesTest {
    private static final String FALLBACK = " Longhand runs on java-llama.cpp.\n";

    @TempDir
    private Path folder;

    private Path natives;
    private byte[] archive;

    @BeforeEach
    void prepare() throws Exception {
        natives = folder.resolve("build/natives");
        archive = archive(
                "package/bins/some-os/libllama.v0.4.0.so",
                "package/bins/some-os/libggml-base.so",
                "package/bins/some-os/libllama-common.so",
                "package/bins/some-os/llama-addon.node",
                "package/bins/../../../libggml-outside.so",
                "package/install.js",
                "package/LICENSE");
        Files.write(folder.resolve("brought.tgz"), archive);
        npm("/bin/cp '" + folder.resolve("brought.tgz") + "' brought.tgz");
        lock(sha512(archive), "linux-x64", "linux-arm64", "mac-x64", "mac-arm64");
    }

    @Test
    void theLibrariesAndLicencesAreUnpackedAndNothingElse() throws Exception {
        assertThat(run()).isEqualTo("Fetching llama.cpp 9.9.9 (@some/natives@1.2.3) with npm.\n");

        assertThat(names(natives)).containsExactly(
                "LICENSE-llama.cpp", "LICENSE-node-llama-cpp", "libggml-base.so", "libllama.v0.4.0.so",
                "natives.properties");
        assertThat(Files.readString(natives.resolve("natives.properties"))).startsWith("llama.cpp=9.9.9\n");
        assertThat(npmCalls()).singleElement().asString().startsWith("pack @some/natives@1.2.3 --ignore-scripts");
    }

    @Test
    void whatWasFetchedOnceIsNotFetchedAgain() throws Exception {
        run();
        assertThat(run()).as("what is in the build folder stays").isEmpty();
        delete(natives);
        assertThat(run()).as("after a clean the cache has it").isEmpty();
        delete(natives);
        assertThat(run("true")).as("without a network too").isEmpty();

        assertThat(names(natives)).contains("libllama.v0.4.0.so");
        assertThat(npmCalls()).hasSize(1);
    }

    @Test
    void aNewLockBringsNewLibraries() throws Exception {
        run();
        archive = archive("package/bins/some-os/libllama.v0.5.0.so");
        Files.write(folder.resolve("brought.tgz"), archive);
        lock(sha512(archive), "linux-x64", "linux-arm64", "mac-x64", "mac-arm64");
        run();

        assertThat(names(natives)).contains("libllama.v0.5.0.so").doesNotContain("libllama.v0.4.0.so");
    }

    @Test
    void anotherPackageThanTheLockNamesIsRefused() throws Exception {
        Files.write(folder.resolve("brought.tgz"), archive("package/bins/some-os/libllama.v0.4.0.so"));

        assertThat(run()).endsWith(
                "The package @some/natives is not the one that the lock file names." + FALLBACK);
        assertThat(natives).doesNotExist();
        assertThat(run()).as("and not kept").endsWith(FALLBACK);
        assertThat(npmCalls()).hasSize(2);
    }

    @Test
    void withoutNpmTheBuildGoesOn() throws Exception {
        Files.delete(folder.resolve("bin/npm"));

        assertThat(run()).endsWith("There is no npm to fetch the libraries of llama.cpp with." + FALLBACK);
        assertThat(natives).doesNotExist();
    }

    @Test
    void withoutNetworkTheBuildGoesOn() throws Exception {
        npm("exit 1");

        assertThat(run()).endsWith("npm could not fetch @some/natives@1.2.3; is there a network?" + FALLBACK);
        assertThat(natives).doesNotExist();
    }

    @Test
    void offlineNpmIsNotAsked() throws Exception {
        assertThat(run("true")).startsWith("Maven is offline").endsWith(FALLBACK);
        assertThat(npmCalls()).isEmpty();
    }

    @Test
    void withoutLibrariesForThePlatformTheBuildGoesOn() throws Exception {
        lock(sha512(archive), "some-cpu");

        assertThat(run()).startsWith("There are no libraries of llama.cpp for ").endsWith(FALLBACK);
        assertThat(npmCalls()).isEmpty();
    }

    @Test
    void noneMeansNone() throws Exception {
        run();
        assertThat(run("none", "false")).isEmpty();
        assertThat(natives).doesNotExist();
    }

    private String run() throws Exception {
        return run("false");
    }

    private String run(String offline) throws Exception {
        return run(natives.toString(), offline);
    }

    /** Runs the step as the build does; it must end well whatever happens. */
    private String run(String wanted, String offline) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Duser.home=" + folder,
                Path.of("packaging/natives/FetchNatives.java").toAbsolutePath().toString(),
                folder.resolve("natives.lock").toString(),
                natives.toString(),
                wanted,
                "offline=" + offline);
        builder.environment().put("PATH", folder.resolve("bin").toString());
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private void npm(String script) throws IOException {
        Path npm = Files.createDirectories(folder.resolve("bin")).resolve("npm");
        Files.writeString(npm, "#!/bin/sh\necho \"$@\" >> '" + folder.resolve("calls") + "'\n" + script + "\n");
        assertThat(npm.toFile().setExecutable(true)).isTrue();
    }

    private List<String> npmCalls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private void lock(String sha512, String... platforms) throws IOException {
        StringBuilder text = new StringBuilder("# a comment of three\nllama.cpp 9.9.9\nversion 1.2.3\n");
        for (String platform : platforms) {
            text.append(platform).append(" @some/natives ").append(sha512).append('\n');
        }
        Files.writeString(folder.resolve("natives.lock"), text);
        Files.writeString(folder.resolve("LICENSE-llama.cpp"), "MIT");
    }

    private static String sha512(byte[] bytes) throws Exception {
        return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(bytes));
    }

    /** A gzipped archive with one file of 700 bytes for each name. */
    private static byte[] archive(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (String name : names) {
                byte[] header = new byte[512];
                put(header, 0, name);
                put(header, 124, "%011o".formatted(700));
                header[156] = '0';
                out.write(header);
                out.write(Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), 1024));
            }
            out.write(new byte[1024]);
        }
        return bytes.toByteArray();
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        for (String name : names(folder)) {
            Files.delete(folder.resolve(name));
        }
        Files.delete(folder);
    }
}
