package dev.longhand;

import dev.longhand.cli.Program;
import dev.longhand.cli.Terminal;
import java.nio.file.Path;
import java.util.Optional;

/** Starts Longhand. */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) {
        Optional<Path> log = LogFile.open(StateFolder.ofThisUser());
        Optional<Path> home = Optional.ofNullable(System.getProperty("longhand.home")).map(Path::of);
        int exitCode = new Program(Terminal.ofThisProcess(), home, log).run(args);
        // java-llama.cpp leaves threads behind that keep the virtual machine alive.
        System.exit(exitCode);
    }
}
