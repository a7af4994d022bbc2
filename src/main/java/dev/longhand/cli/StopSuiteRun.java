package dev.longhand.cli;

import dev.longhand.cli.stops.StopCheckResult;
import dev.longhand.cli.stops.StopCheckRunner;
import dev.longhand.cli.stops.StopCheckSuite;
import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.Model;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Runs the stop checks on an engine and prints how each ended. */
final class StopSuiteRun {
    private static final Path CASES = Path.of("samples", "stop-checks");
    /** Enough for the longest case, in tokens. */
    private static final int CONTEXT = 1_024;

    private final Surroundings around;

    StopSuiteRun(Surroundings around) {
        this.around = around;
    }

    /**
     * @param modelFile the model, or null for the practice model
     * @return the exit code: 1 if a case failed
     */
    int run(@Nullable Path modelFile) throws BadInput, EngineException, InterruptedException {
        StopCheckSuite suite = suite();
        Path file = modelFile == null ? around.defaultModel().file() : modelFile;
        try (Engine engine = around.engine().get();
                Model model = engine.load(file, LoadOptions.context(CONTEXT), LoadProgress.SILENT)) {
            if (!StopCheckRunner.canRunOn(model)) {
                throw new BadInput("The stop checks hold the model to a grammar, which " + engine.name()
                        + " cannot do; choose another engine.");
            }
            around.terminal().out().println(
                    "%s, %s".formatted(TerminalText.oneLine(model.description().name()), engine.name()));
            return run(suite, new StopCheckRunner(model, CONTEXT));
        }
    }

    private int run(StopCheckSuite suite, StopCheckRunner runner) throws EngineException, InterruptedException {
        int titles = suite.cases().stream().mapToInt(c -> TerminalText.columns(c.title())).max().orElse(0);
        int passed = 0;
        print("      " + StopTable.padded("case", titles) + "  expected and got");
        for (StopCheckSuite.Case next : suite.cases()) {
            StopCheckResult result = runner.run(next.check());
            passed += result.ok() ? 1 : 0;
            print((result.ok() ? "ok    " : "WRONG ") + StopTable.padded(next.title(), titles) + "  " + result.expected()
                    + (result.got().equals(result.expected()) ? "" : ", got " + result.got()));
            result.difference().ifPresent(sentence -> print("      " + sentence));
        }
        int all = suite.cases().size();
        print("%s of %s passed.".formatted(Numbers.whole(passed), Numbers.of(all, "stop check")));
        return passed == all ? ExitCode.DONE : ExitCode.NOT_REACHED;
    }

    private void print(String line) {
        around.terminal().out().println(TerminalText.oneLine(line));
    }

    private StopCheckSuite suite() throws BadInput {
        if (around.home().isEmpty()) {
            throw new BadInput("The stop checks are not where the program was installed; install it with its samples.");
        }
        try {
            return StopCheckSuite.read(around.home().get().resolve(CASES));
        } catch (IOException unreadable) {
            throw new BadInput(String.valueOf(unreadable.getMessage()));
        }
    }
}
