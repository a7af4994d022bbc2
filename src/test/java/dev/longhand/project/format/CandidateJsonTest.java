package dev.longhand.project.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.longhand.core.document.DocumentChange;
import dev.longhand.project.state.StateArbitraries;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidateJsonTest {
    private static final String LINE = CandidateJson.write(Candidates.added(3, 2, "Open the valve.\n", 4));

    @Property
    void everyCandidateIsReadAsItWasWritten(@ForAll("added") DocumentChange.Added added) throws FormatException {
        byte[] file = CandidateJson.write(added).getBytes(StandardCharsets.UTF_8);

        assertThat(CandidateJson.read(new String(file, StandardCharsets.UTF_8))).isEqualTo(added);
    }

    @Provide
    Arbitrary<DocumentChange.Added> added() {
        return StateArbitraries.added();
    }

    @Test
    void aLineTellsAllThatIsKnownOfACandidate() {
        assertThat(LINE).isEqualTo("""
                {"chunk":3,"number":2,"text":"Open the valve.\\n",\
                "tokens":{"ids":[100,101,102,103],"lengths":[4,4,4,4]},\
                "keptTokens":{"value":4,"exact":true},\
                "stopReason":{"type":"END_OF_TEXT","token":{"id":2,"spelling":"<|im_end|>"}},\
                "usage":{"prompt":{"value":900,"exact":true},"reused":{"value":850,"exact":true},\
                "evaluated":{"value":50,"exact":true},"generated":{"value":4,"exact":true}},\
                "timings":{"promptMillis":81.25,"firstTokenMillis":99.5,"generationMillis":1234.5},\
                "provenance":{"model":"practice","fingerprint":"0123456789abcdef","engine":"java-llama 4.2.0",\
                "sampling":{"temperature":0.8,"topK":40,"topP":0.95,"minP":0.05,"repeatPenalty":1.0,"repeatLastTokens":64},\
                "seed":-5,"stopRules":{"stopStrings":[{"text":"## ","origin":"OUTLINE","headingOnly":true}],\
                "tokenLimit":1024,"minimumTokens":0,"chunkEnd":"HARD",\
                "loops":{"enabled":true,"longestUnit":320,"repeats":3,"passage":28,"countingLength":130,\
                "countingLinesLength":220,"countingTableLength":1200}},\
                "direction":"say more about valves","derivation":"GENERATED"}}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"ids\":[100, | \"ids\":[2147483648, | The member tokens.ids must be a list of whole numbers from 0 to 2147483647.",
                "\"ids\":[100, | \"ids\":[-1, | The member tokens.ids must be a list of whole numbers from 0 to 2147483647.",
                "\"ids\":[100, | \"ids\":[1e2, | The member tokens.ids must be a list of whole numbers from 0 to 2147483647.",
                "\"ids\":[100, | \"ids\":[[], | The member tokens.ids must be a list of whole numbers from 0 to 2147483647.",
                "\"ids\":[100, | \"ids\":[ | The member tokens is wrong: 3 tokens but 4 offsets.",
                "\"lengths\":[4,4 | \"lengths\":[4,-4 | The member tokens.lengths must be a list of whole numbers from 0 to 2147483647.",
                "\"lengths\":[4,4 | \"lengths\":[4,5 | The member tokens.lengths must not go beyond the end of the text.",
                "\"lengths\":[4,4 | \"lengths\":[2147483647,2147483647 | The member tokens.lengths must not go beyond the end of the text.",
                "\"temperature\":0.8 | \"temperature\":7 | The member provenance.sampling is wrong: The temperature must lie between 0 and 5, not 7.0.",
                "\"temperature\":0.8 | \"temperature\":1e999 | The member provenance.sampling.temperature must be a number that is not too large.",
                "\"temperature\":0.8 | \"temperature\":\"NaN\" | The member provenance.sampling.temperature must be a number that is not too large.",
                "\"prompt\":{\"value\":900 | \"prompt\":{\"value\":901 | The member usage is wrong: reused 850 + evaluated 50 is not prompt 901.",
                "\"seed\":-5 | \"seed\":9223372036854775808 | The member provenance.seed must be a whole number from -9223372036854775808 to 9223372036854775807.",
                "\"chunkEnd\":\"HARD\" | \"chunkEnd\":\"hard\" | The member provenance.stopRules.chunkEnd says “hard”, which is unknown.",
                "\"type\":\"END_OF_TEXT\" | \"type\":\"TIMED_OUT\",\"idle\":\"P99999999999999Y\" | The member stopReason.idle must be a duration such as PT30S.",
                "\"number\":2 | \"number\":0 | The member number must be a whole number from 1 to 2147483647.",
                "\"exact\":true | \"exact\":1 | The member keptTokens.exact must be true or false.",
                "\"text\":\"## \" | \"text\":\"##\" | The member provenance.stopRules.stopStrings[0] is wrong: A heading begins with one to six # and a space."
            })
    void whatIsNoCandidateIsRefusedInOneSentence(String right, String wrong, String sentence) {
        assertThat(LINE).contains(right);

        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> CandidateJson.read(LINE.replace(right, wrong)))
                .extracting(FormatException::sentence)
                .isEqualTo(sentence);
    }

    @Test
    void aNumberOfTooManyDigitsIsRefused() {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> CandidateJson.read(LINE.replace("\"temperature\":0.8", "\"temperature\":0." + "8".repeat(200))))
                .withMessage("It is nested too deep, or has a number or a name that is too long.");
    }

    @Test
    void everyTruncatedLineIsRefused() {
        for (int length = 0; length < LINE.length(); length++) {
            String begin = LINE.substring(0, length);
            assertThatExceptionOfType(FormatException.class).isThrownBy(() -> CandidateJson.read(begin));
        }
    }
}
