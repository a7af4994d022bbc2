package dev.longhand.cli;

import dev.longhand.engine.scripted.Gate;
import dev.longhand.engine.scripted.Script;
import dev.longhand.engine.scripted.ScriptedEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The program in another process, whose model writes some tokens and then no more, until it is killed. */
final class DraftingProcess implements AutoCloseable {
    private final Process process;

    private DraftingProcess(Process process) {
        this.process = process;
    }

    /** @param tokens that the model writes in all */
    static DraftingProcess of(int tokens, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Dsun.jnu.encoding=UTF-8", "-Dfile.encoding=UTF-8",
                "-cp", System.getProperty("java.class.path"),
                DraftingProcess.class.getName(), Integer.toString(tokens)));
        command.addAll(Arrays.asList(arguments));
        return new DraftingProcess(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Returns when the condition holds, which is asked again and again while the process runs. */
    void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("The process ended with " + process.exitValue() + ".");
            }
        }
    }

    /** As {@code kill -9} does; returns when it is gone. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public static void main(String[] arguments) {
        Gate gate = new Gate();
        gate.open(Integer.parseInt(arguments[0]));
        Script script = Script.endless().pacedBy(gate);
        Surroundings around = new Surroundings(
                Terminal.plain(System.out, System.err), Optional.of(Path.of("")), Optional.empty(),
                () -> new ScriptedEngine(script), Map.of(), () -> 64L << 30, code -> {});
        System.exit(new Program(around).run(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
}
