package dev.longhand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.EngineException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Everything the door to engines promises, to be kept by every engine: a subclass names the engine and a model. The time
 * limit is there to find threads that hang; no test waits for time to pass.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
abstract class EngineContractTest
        implements LifeCycleContract,
                CancelContract,
                PromptContract,
                TextContract,
                StopContract,
                RandomUseContract {
    /** Failures on purpose fill the log; held here, since loggers that nobody holds are forgotten. */
    private static final Logger LOG = Logger.getLogger("dev.longhand.engine");

    private EngineUnderTest tested;
    private Set<Thread> threadsBefore;

    /** The engine, made once for all tests of the class. */
    protected abstract Engine engine() throws Exception;

    /** A model that writes at least a few hundred tokens of text that hardly repeats itself. */
    protected abstract Path modelFile() throws Exception;

    /** The context the model is loaded with: room for a prompt of 16k tokens, or less where that is too much. */
    protected int largestContext() {
        return 17 * 1024;
    }

    /** Fewer for engines that need time. */
    @Override
    public int randomRounds() {
        return 1000;
    }

    @Override
    public final EngineUnderTest tested() {
        return tested;
    }

    @BeforeAll
    final void load() throws Exception {
        LOG.setLevel(Level.OFF);
        tested = new EngineUnderTest(engine(), modelFile(), largestContext());
    }

    @AfterAll
    final void close() {
        // There is none where the engine cannot be tested here.
        if (tested != null) {
            tested.engine().close();
        }
        LOG.setLevel(null);
    }

    @BeforeEach
    final void rememberThreads() {
        threadsBefore = sessionThreads();
    }

    @AfterEach
    final void noSessionIsLeft() throws EngineException {
        tested.closeSessions();
        assertThat(sessionThreads()).as("threads of closed sessions").isSubsetOf(threadsBefore);
    }

    private static Set<Thread> sessionThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("session-"))
                .collect(Collectors.toSet());
    }
}
