package dev.longhand.cli;

import dev.longhand.core.engine.Engine;
import dev.longhand.engine.scripted.Script;
import dev.longhand.engine.scripted.ScriptedEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Commands as a user types them in a folder, over an engine that writes what a script says, and what they print. */
final class TypedCommands {
    private static final long PLENTY = 64L << 30;

    private final Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Supplier<Engine> engine = () -> new ScriptedEngine(Script.prose());
    private Optional<Said> watched = Optional.empty();

    /** What to do as soon as something is printed. */
    private record Said(String words, Runnable then) {}

    TypedCommands(Path folder) {
        this.folder = folder;
    }

    void script(Script script) {
        engine = () -> new ScriptedEngine(script);
    }

    /** Whoever asks for an engine now fails the test. */
    void noEngine() {
        engine = () -> {
            throw new AssertionError("no engine is needed for this");
        };
    }

    /** Does something as soon as {@code words} are printed by the next command. */
    void whenPrinted(String words, Runnable then) {
        watched = Optional.of(new Said(words, then));
    }

    /** Words that name files have an extension; they lie in the folder. @return the exit code */
    int type(String command) {
        return run(Arrays.stream(command.split(" "))
                .map(word -> word.matches("[^-].*\\.(md|json|gguf)") ? folder.resolve(word).toString() : word)
                .toArray(String[]::new));
    }

    int run(String... arguments) {
        out.reset();
        err.reset();
        PrintStream printing = new PrintStream(out, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                watched.filter(said -> line.contains(said.words())).ifPresent(said -> {
                    watched = Optional.empty();
                    said.then().run();
                });
            }
        };
        Terminal terminal = Terminal.plain(printing, new PrintStream(err, true, StandardCharsets.UTF_8));
        Surroundings around = new Surroundings(
                terminal, Optional.of(Path.of("")), Optional.empty(), engine, Map.of(), () -> PLENTY, code -> {});
        return new Program(around).run(arguments);
    }

    String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    /** Every file of the folder with a number for its content. */
    List<String> contents() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> folder.relativize(file) + " " + hash(file))
                    .toList();
        }
    }

    private static int hash(Path file) {
        try {
            return Arrays.hashCode(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
