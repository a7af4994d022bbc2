package dev.longhand.project.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.longhand.core.document.DocumentChange;
import dev.longhand.core.document.TextEdit;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.project.state.ContentHash;
import dev.longhand.project.state.JournalEntry;
import dev.longhand.project.state.StateArbitraries;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryJsonTest {
    private static final ContentHash HASH = ContentHash.of("text");

    @Property
    void everyEntryIsReadAsItWasWritten(@ForAll("entries") JournalEntry entry) throws FormatException {
        String line = EntryJson.write(entry);

        assertThat(EntryJson.read(throughAFile(line))).isEqualTo(entry);
    }

    @Property
    void anEntryIsOneLineForEveryProgram(@ForAll("entries") JournalEntry entry) {
        assertThat(EntryJson.write(entry)).startsWith("{\"type\":").endsWith("}").doesNotContainPattern("[\\p{Cc}\u2028\u2029]");
    }

    @Property(tries = 200)
    void whatTheJournalAddsIsPassedOver(@ForAll("entries") JournalEntry entry) throws FormatException {
        String line = EntryJson.write(entry);

        assertThat(EntryJson.read("{\"n\":12," + line.substring(1, line.length() - 1) + ",\"crc\":\"0badcafe\"}"))
                .isEqualTo(entry);
    }

    @Provide
    Arbitrary<JournalEntry> entries() {
        return StateArbitraries.entries();
    }

    @Test
    void typingTakesLittleRoom() {
        DocumentChange typed = new DocumentChange.Edited(List.of(new TextEdit(1_234, "", "word ")), List.of());

        assertThat(EntryJson.write(new JournalEntry.Changed(typed)))
                .isEqualTo("{\"type\":\"edited\",\"edits\":[{\"at\":1234,\"removed\":\"\",\"inserted\":\"word \"}],\"chunks\":[]}");
    }

    @Test
    void halfASurrogatePairOutlivesTheFile() throws FormatException {
        JournalEntry streamed = new JournalEntry.Streamed(1, 1, "a\ud83d b\ude00 \ud83d\ude00\u2028", TokenCount.exactly(3));

        assertThat(EntryJson.write(streamed)).contains("\"a\\ud83d b\\ude00 \ud83d\ude00\\u2028\"");
        assertThat(EntryJson.read(EntryJson.write(streamed))).isEqualTo(streamed);
    }

    @Test
    void theMembersMayStandInAnyOrder() throws FormatException {
        assertThat(EntryJson.read("{\"after\":\"" + HASH.hex() + "\",\"later\":{\"a\":[1,null]},\"type\":\"writing\"}"))
                .isEqualTo(new JournalEntry.Writing(Optional.empty(), HASH));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{} | The member type is missing.",
                "{\"type\":\"moved\"} | The member type says “moved”, which is unknown.",
                "{\"type\":\"a\\u0000\\n\\u202e\"} | The member type says “a???”, which is unknown.",
                "{\"type\":7} | The member type must be a string.",
                "{\"type\":\"withdrawn\"} | The member chunk is missing.",
                "{\"type\":\"withdrawn\",\"chunk\":0} | The member chunk must be a whole number from 1 to 2147483647.",
                "{\"type\":\"withdrawn\",\"chunk\":1.0} | The member chunk must be a whole number from 1 to 2147483647.",
                "{\"type\":\"withdrawn\",\"chunk\":2147483648} | The member chunk must be a whole number from 1 to 2147483647.",
                "{\"type\":\"withdrawn\",\"chunk\":99999999999999999999} | The member chunk must be a whole number from 1 to 2147483647.",
                "{\"type\":\"withdrawn\",\"chunk\":null} | The member chunk must be a whole number from 1 to 2147483647.",
                "{\"type\":\"withdrawn\",\"chunk\":1,\"chunk\":2} | The member “chunk” stands twice in one object (line 1, column 40).",
                "{\"type\":\"writing\",\"after\":\"0A\"} | The member after must be a SHA-256, 64 lower-case hexadecimal digits.",
                "{\"type\":\"edited\",\"edits\":[],\"chunks\":[{\"id\":1,\"kind\":\"ANSWER\",\"asked\":9,\"direction\":\"\",\"place\":{\"start\":5,\"textStart\":4,\"end\":9}}]} | The member chunks[0].place is wrong: Not a place: 5, 4, 9.",
                "{\"type\":\"edited\",\"edits\":[{\"at\":-1}],\"chunks\":[]} | The member edits[0].at must be a whole number from 0 to 2147483647.",
                "{\"type\":\"edited\",\"edits\":[{\"at\":1},7],\"chunks\":[]} | The member edits must be a list of objects.",
                "{\"type\":\"edited\",\"edits\":{},\"chunks\":[]} | The member edits must be a list of objects.",
                "{\"type\":\"opened\",\"chunk\":{\"id\":1,\"kind\":\"FOO\"}} | The member chunk.kind says “FOO”, which is unknown.",
                "{\"type\":\"opened\",\"chunk\":{\"id\":1,\"kind\":\"ANSWER\",\"asked\":9,\"direction\":\"\",\"place\":{\"start\":-5,\"textStart\":4,\"end\":9}}} | The member chunk.place is wrong: Not a place: -5, 4, 9.",
                "{\"type\":\"opened\",\"chunk\":{\"id\":1,\"kind\":\"ANSWER\",\"asked\":9,\"direction\":\"\",\"place\":{\"start\":5,\"textStart\":5,\"end\":9},\"status\":\"OPEN\",\"kept\":1,\"outdated\":0}} | The member chunk is wrong: A chunk is kept if and only if one of its candidates is.",
                "[] | It is no JSON object.",
                "{\"a\":NaN} | It is not valid JSON (line 1, column 9).",
                "{\"type\" | It is not valid JSON (line 1, column 8).",
                "{\"type\":\"withdrawn\",\"chunk\":1}} | It is not valid JSON (line 1, column 31).",
                "{\"type\":\"withdrawn\",\"chunk\":1} {} | There is more after its JSON object (line 1, column 33)."
            })
    void whatIsNoEntryIsRefusedInOneSentence(String line, String sentence) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> EntryJson.read(line))
                .extracting(FormatException::sentence)
                .isEqualTo(sentence);
    }

    @Test
    void anEmptyLineIsRefused() {
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> EntryJson.read("")).withMessage("It is empty.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "["})
    void deepNestingEndsWithASentence(String opening) {
        String deep = "{\"type\":\"withdrawn\",\"chunk\":1,\"later\":" + opening.repeat(200_000);

        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> EntryJson.read(deep))
                .withMessageStartingWith("It is nested deeper than 100 levels (line 1, column ");
    }

    private static String throughAFile(String line) {
        return new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
