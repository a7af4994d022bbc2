package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.EngineException;
import dev.longhand.engine.scripted.Script;
import dev.longhand.engine.scripted.ScriptedEngine;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which engine runs a model, and why. */
class EnginesTest {
    private static final String REFUSAL = "There are no libraries here.";

    private final Engine fast = new ScriptedEngine(Script.prose());
    private final Engine plain = new ScriptedEngine(Script.prose());
    private final Engine named = new ScriptedEngine(Script.prose());

    @Test
    void theBestThatIsThereIsTaken() throws Exception {
        ChosenEngine chosen = engines(true).get();

        assertThat(chosen.engine()).isSameAs(fast);
        assertThat(chosen.why()).isEqualTo("automatic");
        assertThat(engines(true).choosing(Optional.of("auto"), Optional.empty()).get().engine()).isSameAs(fast);
    }

    @Test
    void whereTheBestCannotBeUsedItIsSaidWhy() throws Exception {
        ChosenEngine chosen = engines(false).get();

        assertThat(chosen.engine()).isSameAs(plain);
        assertThat(chosen.why()).isEqualTo("automatic, for fast cannot be used: " + REFUSAL);
    }

    @Test
    void whatWasAskedForIsTakenOrRefused() throws Exception {
        assertThat(asked("plain").get().engine()).isSameAs(plain);
        assertThat(asked("named").get().why()).isEqualTo("as asked");
        assertThatThrownBy(asked("fast")::get).isInstanceOf(BadInput.class).hasMessage(REFUSAL);
    }

    @Test
    void aFolderThatWasNamedIsUsedOrRefusedNeverPassedOver() throws Exception {
        Engines engines = engines(false);

        assertThat(engines.choosing(Optional.empty(), Optional.of(Path.of("good"))).get().engine()).isSameAs(fast);
        assertThatThrownBy(engines.choosing(Optional.empty(), Optional.of(Path.of("bad")))::get)
                .isInstanceOf(BadInput.class)
                .hasMessage(REFUSAL);
    }

    @Test
    void theThreadsThatWereTypedAreThoseOfTheEngineThatIsTaken() throws Exception {
        assertThat(engines(true).get().threads()).isZero();
        assertThat(engines(true).withThreads(3).get().threads()).isEqualTo(3);
        assertThat(asked("plain").withThreads(3).get().threads()).isEqualTo(3);
    }

    @Test
    void anUnknownNameIsBadInput() {
        assertThatThrownBy(() -> asked("magic"))
                .isInstanceOf(BadInput.class)
                .hasMessage("--engine must be auto, fast, plain or named, not “magic”.");
    }

    private Engines asked(String name) throws BadInput {
        return engines(false).choosing(Optional.of(name), Optional.empty());
    }

    private Engines engines(boolean fastIsThere) {
        Map<String, Engines.Opening> all = new LinkedHashMap<>();
        all.put("fast", natives -> {
            if (fastIsThere || natives.equals(Optional.of(Path.of("good")))) {
                return fast;
            }
            throw new EngineException("ENGINE-NATIVES", REFUSAL);
        });
        all.put("plain", _ -> plain);
        all.put("named", _ -> named);
        return new Engines(List.of("fast", "plain"), all);
    }
}
