package dev.longhand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopReason.Type;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.StopString;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ends a text besides the model: stop strings, limits, and which comes first. */
interface StopContract {
    EngineUnderTest tested();

    @Test
    default void aStopStringEndsTheTextWhereItBegins() throws Exception {
        Session session = tested().open();
        String free = freeText(session, 80);
        for (int length : new int[] {1, 2, 5, 12, 30}) {
            String stop = free.substring(free.length() / 2, free.length() / 2 + length);
            GenerationResult result = tested().generate(session, stoppedBy(80, stop));

            int position = free.indexOf(stop);
            assertThat(result.text()).isEqualTo(free.substring(0, position));
            assertThat(result.stopReason())
                    .isEqualTo(new StopReason.StopStringMatched(StopString.writer(stop), position));
        }
    }

    @Test
    default void aStopStringThatIsAlmostThereChangesNothing() throws Exception {
        Session session = tested().open();
        String free = freeText(session, 80);
        String[] almost = {
            free.substring(10, 30) + "\u0001", free.substring(free.length() - 12) + "x", free + "!", "\u0001"
        };
        GenerationResult result = tested().generate(session, stoppedBy(80, almost));

        assertThat(result.text()).isEqualTo(free);
        assertThat(result.stopReason()).isInstanceOf(StopReason.TokenLimit.class);
    }

    @Test
    default void aStopStringNeverBeginsInTextThatWasThereBefore() throws Exception {
        Session session = tested().open();
        String free = freeText(session, 60);
        String across = "before" + free.substring(0, 3);
        GenerationResult result =
                tested().generate(session, stoppedBy(60, across).withPrecedingText("Text that stood before"));

        assertThat(result.text()).isEqualTo(free);
    }

    @Test
    default void aStopStringComesBeforeTheLimitOnTheSameToken() throws Exception {
        Session session = tested().open();
        String free = freeText(session, 40);
        int from = free.length() - 1;
        while (free.indexOf(free.substring(from)) < from) {
            from--;
        }
        GenerationResult result = tested().generate(session, stoppedBy(40, free.substring(from)));

        assertThat(result.stopReason().type()).isEqualTo(Type.STOP_STRING);
        assertThat(result.text()).isEqualTo(free.substring(0, from));
        TokenCount generated = result.usage().generated();
        assertThat(generated.value()).isBetween(generated.exact() ? 40 : 1, 40);
    }

    @Test
    default void theLimitComesBeforeTheWindowOnTheSameToken() throws Exception {
        List<PromptPart> prompt = tested().longPrompt("Both at once", 150);
        int room = 256 - tested().model().tokens(prompt).size() - 2;
        GenerationResult result = tested().generate(tested().open(256), EngineUnderTest.endless(prompt, room));

        assertThat(result.stopReason().type()).isEqualTo(Type.TOKEN_LIMIT);
        assertThat(result.usage().generated().value()).isEqualTo(room);
    }

    @Test
    default void aLimitGoesOnToTheEndOfTheSentenceAtMostAQuarter() throws Exception {
        Session session = tested().open();
        for (int limit : new int[] {20, 40, 64}) {
            StopRules rules = EngineUnderTest.endless(tested().chat(), limit)
                    .stopRules()
                    .withChunkEnd(ChunkEnd.SENTENCE);
            GenerationRequest request = GenerationRequest.of(
                    tested().chat(), EngineUnderTest.endless(tested().chat(), 1).sampling(), 1, rules);
            GenerationResult result = tested().generate(session, request);

            assertThat(result.usage().generated().value()).isBetween(1, limit + limit / 4);
            assertThat(result.stopReason().type()).isIn(Type.TOKEN_LIMIT, Type.END_OF_TEXT);
            if (result.stopReason() instanceof StopReason.TokenLimit(var _, var boundary) && boundary.isPresent()) {
                assertThat(result.text().stripTrailing()).matches("(?s).*\\p{Punct}");
            }
        }
    }

    /** What the model writes with nothing to stop it, on a warm cache. */
    private String freeText(Session session, int tokens) throws InterruptedException {
        tested().generate(session, EngineUnderTest.endless(tested().chat(), tokens));
        String text = tested().generate(session, EngineUnderTest.endless(tested().chat(), tokens)).text();
        assertThat(text).hasSizeGreaterThan(80);
        return text;
    }

    private GenerationRequest stoppedBy(int limit, String... stops) {
        GenerationRequest free = EngineUnderTest.endless(tested().chat(), limit);
        List<StopString> strings = List.of(stops).stream().map(StopString::writer).toList();
        return GenerationRequest.of(
                free.prompt(), free.sampling(), free.seed(), free.stopRules().withStopStrings(strings));
    }
}
