package dev.longhand.cli;

import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.Session;
import java.nio.file.Path;

/** What a command does with a model: it is loaded, Ctrl-C is heard, and everything is given back in the end. */
final class ModelRun {
    /** Done on the calling thread while the model is there. */
    @FunctionalInterface
    interface Work<T> {
        T with(ChosenEngine engine, Model model, Session session) throws BadInput, EngineException, InterruptedException;
    }

    private final Surroundings around;
    private final LiveLine live;
    private final Runnable onInterrupt;
    private volatile boolean interrupted;

    /** @param onInterrupt called once, on a thread of the system's, when the work shall end */
    ModelRun(Surroundings around, LiveLine live, Runnable onInterrupt) {
        this.around = around;
        this.live = live;
        this.onInterrupt = onInterrupt;
    }

    /** Whether the work shall end; a load ends by itself. */
    boolean isInterrupted() {
        return interrupted;
    }

    /** @param options how the model in {@code file} is loaded; its window is used whole */
    <T> T of(Path file, LoadOptions options, Work<T> work) throws BadInput, EngineException, InterruptedException {
        try (Interrupts interrupts = new Interrupts(this::interrupt, () -> around.halt().accept(ExitCode.KILLED));
                ChosenEngine engine = around.engine().get();
                Model model = engine.load(file, options, this::goesOn);
                Session session = model.open(options.contextSize())) {
            return work.with(engine, model, session);
        } finally {
            live.clear();
        }
    }

    private boolean goesOn(double share) {
        live.show("Loading the model: %d %%".formatted(Math.round(100 * share)));
        return !interrupted;
    }

    private void interrupt() {
        interrupted = true;
        onInterrupt.run();
    }
}
