package dev.longhand.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopReason.Type;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.TokenIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the model writes: chance and seeds, the end of an answer, seams and grammars. */
interface TextContract {
    EngineUnderTest tested();

    @Test
    default void theSameSeedGivesTheSameTextOnAWarmCache() throws Exception {
        Session session = tested().open();
        GenerationRequest request = EngineUnderTest.endless(tested().chat(), 60);
        tested().generate(session, request);
        GenerationResult second = tested().generate(session, request);
        GenerationResult third = tested().generate(session, request);

        assertThat(third.text()).isEqualTo(second.text()).isNotEmpty();
        assertThat(third.tokens().map(tokens -> tokens.ids())).isEqualTo(second.tokens().map(tokens -> tokens.ids()));
    }

    @Test
    default void differentSeedsGiveDifferentTexts() throws Exception {
        Session session = tested().open();
        Set<String> texts = new HashSet<>();
        for (long seed : new long[] {0, 1, 2, 3, Integer.MAX_VALUE}) {
            texts.add(tested().generate(session, EngineUnderTest.request(tested().chat(), seed, 60, 60)).text());
        }

        assertThat(texts).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    default void withoutTemperatureTheSeedDoesNotMatter() throws Exception {
        Session session = tested().open();
        StopRules rules = StopRules.limit(60).withMinimumTokens(60).withLoops(LoopRule.OFF);
        GenerationRequest one = GenerationRequest.of(tested().chat(), Sampling.GREEDY, 1, rules);
        GenerationRequest other = GenerationRequest.of(tested().chat(), Sampling.GREEDY, 2, rules);
        tested().generate(session, one);

        assertThat(tested().generate(session, other).text())
                .isEqualTo(tested().generate(session, one).text());
    }

    @Test
    default void theModelEndsItsAnswerAndTheMinimumBarsThat() throws Exception {
        Session session = tested().open();
        long seed = 0;
        GenerationResult ended;
        do {
            seed++;
            ended = tested().generate(session, EngineUnderTest.request(tested().chat(), seed, 1200, 0));
        } while (ended.stopReason().type() != Type.END_OF_TEXT && seed < 10);
        int length = ended.usage().generated().value();
        GenerationResult lengthened =
                tested().generate(session, EngineUnderTest.request(tested().chat(), seed, 1200, length + 20));

        assertThat(ended.stopReason()).isInstanceOfSatisfying(StopReason.EndOfText.class, end -> end.token()
                .ifPresent(token -> assertThat(idsOf(token.spelling())).containsExactly(token.id())));
        assertThat(ended.text()).doesNotContain("<|im_end|>");
        assertThat(lengthened.usage().generated().value()).isGreaterThanOrEqualTo(length + 20);
    }

    @Test
    default void aMinimumAsLargeAsTheLimitIsAlwaysReached() throws Exception {
        GenerationResult result = tested().generate(tested().open(), EngineUnderTest.endless(tested().chat(), 700));

        assertThat(result.stopReason()).isInstanceOf(StopReason.TokenLimit.class);
        assertThat(result.usage().generated().value()).isEqualTo(700);
    }

    @Test
    default void aSeamIsInvisible() throws Exception {
        Assumptions.assumeTrue(tested().can(Capability.SAMPLER_CONTINUES), "The sampler cannot go on.");
        int chunks = 60;
        for (int size : new int[] {1, 3, 7}) {
            GenerationResult whole =
                    tested().generate(tested().open(), EngineUnderTest.endless(tested().chat(), chunks * size));
            Session session = tested().open();
            List<PromptPart> prompt = new ArrayList<>(tested().chat());
            StringBuilder joined = new StringBuilder();
            for (int chunk = 0; chunk < chunks; chunk++) {
                GenerationRequest request =
                        EngineUnderTest.endless(prompt, size).withContinueSampler(chunk > 0);
                GenerationResult result = tested().generate(session, request);
                joined.append(result.text());
                prompt.add(new PromptPart.Tokens(result.tokens().orElseThrow().ids()));
            }

            assertThat(joined).asString().isEqualTo(whole.text());
        }
    }

    @Test
    default void aGrammarDecidesTheText() throws Exception {
        Assumptions.assumeTrue(tested().can(Capability.GRAMMAR), "The engine has no grammars.");
        Session session = tested().open();
        for (String text : List.of("Exactly this.", "水闸 🌱🌱 and \"quotes\"\n\nnew \\ lines", "<|im_end|> as text")) {
            GenerationResult result = tested().generate(session, EngineUnderTest.literal(tested().chat(), text, 200));
            assertThat(result.text()).isEqualTo(text);
            assertThat(result.stopReason().type()).isEqualTo(Type.END_OF_TEXT);
        }
    }

    @Test
    default void aCharacterThatTheLimitCutsIsNotShown() throws Exception {
        Assumptions.assumeTrue(tested().can(Capability.GRAMMAR), "The engine has no grammars.");
        Session session = tested().open();
        String text = "Seed 🌱🌱🌱.";
        for (int limit = 1; limit < 12; limit++) {
            GenerationResult result =
                    tested().generate(session, EngineUnderTest.literal(tested().chat(), text, limit));
            assertThat(text).startsWith(result.text());
        }
    }

    /** However a model spells rare characters, a text that its limit cut off is never said to have ended. */
    @Test
    default void aTextOfManyByteTokensThatReachesItsLimitHasNotEnded() throws Exception {
        Assumptions.assumeTrue(tested().can(Capability.GRAMMAR), "The engine has no grammars.");
        Session session = tested().open();
        String text = "鑫龘犇骉羴猋麤淼焱垚磊晶鱻雥".repeat(12);
        for (int limit : new int[] {20, 61, 110, 137}) {
            GenerationResult result =
                    tested().generate(session, EngineUnderTest.literal(tested().chat(), text, limit));
            assertThat(result.stopReason().type()).as("limit %d", limit).isEqualTo(Type.TOKEN_LIMIT);
            assertThat(text).startsWith(result.text());
            assertThat(result.usage().generated().value()).isEqualTo(limit);
        }
    }

    /** The tokens of a template's text, without the one that all prompts of the model may begin with. */
    private int[] idsOf(String template) {
        TokenIds ids = tested().model().tokens(List.of(new PromptPart.Template(template)));
        return ids.slice(tested().model().tokens(List.of()).size(), ids.size()).toArray();
    }
}
