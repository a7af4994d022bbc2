package dev.longhand.project.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.longhand.core.engine.TokenCount;
import dev.longhand.project.state.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectJsonTest {
    private static final String EXAMPLE = ProjectJson.write(ProjectFiles.EXAMPLE, UnknownMembers.NONE);

    @Property(tries = 500)
    void everyFileIsReadAsItWasWritten(@ForAll("files") ProjectFile file) throws FormatException {
        String json = ProjectJson.write(file, UnknownMembers.NONE);

        ProjectReading.Understood read = understood(json);

        assertThat(read.file()).isEqualTo(file);
        assertThat(ProjectJson.write(read.file(), read.unknown())).isEqualTo(json);
    }

    @Provide
    Arbitrary<ProjectFile> files() {
        return ProjectFiles.all();
    }

    @Test
    void aPersonCanReadTheFile() {
        assertThat(EXAMPLE).startsWith("""
                {
                  "schema": 1,
                  "program": "0.1.0",
                  "journalEntry": 120,
                  "brief": {
                    "title": "Pump manual",
                    "audience": "operators",
                    "purpose": "daily use",
                    "style": "plain",
                    "notes": [ "valves", "水泵" ],
                    "language": "en"
                  },
                  "outline": [ {
                    "heading": "Start",
                    "goal": "how to begin",
                    "targetTokens": 300
                  }, {
                    "heading": "Stop",
                    "goal": ""
                  } ],
                  "chunks": [ {
                    "id": 1,
                    "section": 0,
                    "kind": "SECTION",
                    "asked": 300,
                    "direction": "more about valves",
                    "place": {
                      "start": 0,
                      "textStart": 10,
                      "end": 42
                    },
                    "status": "KEPT",
                    "kept": 2,
                    "outdated": 0
                  }, {
                """);
        assertThat(EXAMPLE).endsWith("""
                  "markdown": {
                    "sha256": "%s",
                    "lineEnding": "crlf",
                    "bom": false
                  },
                  "text": {
                    "file": "text-120.md",
                    "sha256": "%s"
                  },
                  "history": {
                    "lines": 7,
                    "bytes": 45678
                  }
                }
                """.formatted(
                        ProjectFiles.EXAMPLE.markdown().content().orElseThrow().hex(),
                        ProjectFiles.EXAMPLE.text().content().hex()));
    }

    @Test
    void anEditorsByteOrderMarkDoesNoHarm() throws FormatException {
        assertThat(understood("\ufeff" + EXAMPLE).file()).isEqualTo(ProjectFiles.EXAMPLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"schema\":2}",
        "{\"schema\":2147483647,\"chunks\":7}",
        "{\"program\":{\"name\":[1,{\"schema\":1}]},\"brief\":[[[[]]]],\"schema\":3,\"chunks\":[{\"id\":\"a\"}]}",
        "{\"schema\":4,\"schema\":1,\"outline\":",
        "{\"schema\":5, and then nothing that this version can read \u0000"
    })
    void aFileOfANewerVersionIsRecognisedWhateverElseStandsInIt(String json) throws FormatException {
        assertThat(read(json)).isInstanceOf(ProjectReading.NewerSchema.class);
    }

    @Test
    void theNewerSchemaIsToldByItsNumber() throws FormatException {
        assertThat(read(EXAMPLE.replace("\"schema\": 1", "\"schema\": 12"))).isEqualTo(new ProjectReading.NewerSchema(12));
        assertThat(read("{\"schema\":2,\"later\":" + "[".repeat(5_000))).isEqualTo(new ProjectReading.NewerSchema(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "\"schema\": 1 | \"schema\": 0 | The member schema must be a whole number from 1 to 2147483647.",
                "\"schema\": 1 | \"schema\": \"2\" | The member schema must be a whole number from 1 to 2147483647.",
                "\"schema\": 1 | \"schema\": 99999999999 | The member schema must be a whole number from 1 to 2147483647.",
                "\"schema\": 1, | ^ ^ | The member schema is missing.",
                "\"journalEntry\": 120 | \"journalEntry\": -1 | The member journalEntry must be a whole number from 0 to 9223372036854775807.",
                "\"title\": \"Pump manual\" | \"title\": \"  \" | The member brief is wrong: A brief needs a title.",
                "\"language\": \"en\" | \"language\": \"fr\" | The member brief.language says “fr”, which is unknown.",
                "\"notes\": [ \"valves\" | \"notes\": [ 7 | The member brief.notes must be a list of strings.",
                "\"heading\": \"Start\" | \"heading\": \"a\\nb\" | The member outline[0] is wrong: A heading is one line that is not blank.",
                "\"targetTokens\": 300 | \"targetTokens\": 0 | The member outline[0].targetTokens must be a whole number from 1 to 2147483647.",
                "\"start\": 0 | \"start\": -1 | The member chunks[0].place is wrong: Not a place: -1, 10, 42.",
                "\"start\": 0 | \"start\": 11 | The member chunks[0].place is wrong: Not a place: 11, 10, 42.",
                "\"end\": 42 | \"end\": 9 | The member chunks[0].place is wrong: Not a place: 0, 10, 9.",
                "\"id\": 3 | \"id\": 1 | It is wrong: There are two chunks 1.",
                "\"id\": 3 | \"id\": 5 | It is wrong: The ids of its chunks lie between 1 and 4, but one is 5.",
                "\"section\": 0 | \"section\": 2 | It is wrong: Chunk 1 is for section 2 of 2, counted from 0.",
                "\"section\": 0 | \"section\": -1 | The member chunks[0].section must be a whole number from 0 to 2147483647.",
                "\"status\": \"KEPT\" | \"status\": \"OPEN\" | The member chunks[0] is wrong: A chunk is kept if and only if one of its candidates is.",
                "\"kept\": 2, | ^ ^ | The member chunks[0] is wrong: A chunk is kept if and only if one of its candidates is.",
                "\"kind\": \"EXTENSION\" | \"kind\": \"EXTRA\" | The member chunks[1].kind says “EXTRA”, which is unknown.",
                "\"asked\": 150 | \"asked\": 0 | The member chunks[1].asked must be a whole number from 1 to 2147483647.",
                "\"unit\": \"WORDS\" | \"unit\": \"PAGES\" | The member settings.target.unit says “PAGES”, which is unknown.",
                "\"topP\": 0.95 | \"topP\": 0 | The member settings.draft.sampling is wrong: top-p must be above 0 and at most 1, not 0.0.",
                "\"repeats\": 3 | \"repeats\": true | The member settings.draft.loops.repeats must be a whole number from -2147483648 to 2147483647.",
                "\"lineEnding\": \"crlf\" | \"lineEnding\": \"cr\" | The member markdown.lineEnding says “cr”, which is unknown.",
                "\"bom\": false | \"bom\": null | The member markdown.bom must be true or false.",
                "\"file\": \"text-120.md\" | \"file\": \"../../text.md\" | The member text is wrong: “../../text.md” is no name for a file of the sidecar.",
                "\"file\": \"text-120.md\" | \"file\": \"..\" | The member text is wrong: “..” is no name for a file of the sidecar.",
                "\"file\": \"text-120.md\" | \"file\": \"C:\\\\a\" | The member text is wrong: “C:\\a” is no name for a file of the sidecar.",
                "\"lines\": 7 | \"lines\": 45679 | The member history is wrong: No 45679 lines have 45678 bytes.",
                "\"settings\": { | \"program\": \"x\", \"settings\": { | The member “program” stands twice in one object (line 49, column 15)."
            })
    void whatIsNoProjectFileIsRefusedInOneSentence(String right, String wrong, String sentence) {
        assertThat(EXAMPLE).contains(right);

        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read(EXAMPLE.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong))))
                .extracting(FormatException::sentence)
                .isEqualTo(sentence);
    }

    @Test
    void theTextAndTheCandidatesMustBelongToTheFile() throws FormatException {
        ProjectFile file = ProjectFiles.EXAMPLE;
        var first = Candidates.added(1, 1, "a", 1).candidate();
        var second = Candidates.added(1, 2, "b", 1).candidate();
        String text = "x".repeat(20) + "\n" + "y".repeat(21);

        Checkpoint checkpoint = file.checkpoint(text, Map.of(1, List.of(first, second)));

        assertThat(checkpoint.entry()).isEqualTo(120);
        assertThat(checkpoint.document().text()).isEqualTo(text);
        assertThat(checkpoint.document().candidates().get(1).get(1).keptTokens()).isEqualTo(TokenCount.exactly(1));
        assertThat(ProjectFile.of("0.1.0", checkpoint, true, false, file.text(), file.history())).isEqualTo(file);
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> file.checkpoint("short", Map.of(1, List.of(first, second))))
                .withMessage("Chunk 1 lies behind the end of the text.");
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> file.checkpoint(text, Map.of(1, List.of(first))))
                .withMessage("Candidate 2 of chunk 1 is missing.");
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> file.checkpoint(text, Map.of(1, List.of(second))))
                .withMessage("Candidate 1 of chunk 1 is missing.");
    }

    private static ProjectReading read(String json) throws FormatException {
        return ProjectJson.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static ProjectReading.Understood understood(String json) throws FormatException {
        return (ProjectReading.Understood) read(json);
    }
}
