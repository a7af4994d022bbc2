package dev.longhand.project.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Section;
import dev.longhand.project.state.ProjectSettings;
import dev.longhand.project.state.StateArbitraries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What a later version of the program wrote into the file, and this one does not know, is there after this one wrote. */
class UnknownMembersTest {
    @Property(tries = 100)
    void membersThatNobodyKnowsSurviveAtEveryLevel(
            @ForAll("files") ProjectFile file, @ForAll("unknown") List<JsonTree.Members> unknown) throws FormatException {
        JsonTree.Members tree = tree(ProjectJson.write(file, UnknownMembers.NONE));
        JsonTree.Members later = (JsonTree.Members) extended(tree, endless(unknown));

        ProjectReading.Understood read = understood(JsonOutput.compact(later));
        String written = ProjectJson.write(read.file(), read.unknown());

        assertThat(read.file()).isEqualTo(file);
        assertThat(tree(written)).isEqualTo(later);
        assertThat(ProjectJson.write(understood(written).file(), understood(written).unknown())).isEqualTo(written);
    }

    @Provide
    Arbitrary<ProjectFile> files() {
        return ProjectFiles.all();
    }

    @Provide
    Arbitrary<List<JsonTree.Members>> unknown() {
        Arbitrary<JsonTree> plain = Arbitraries.oneOf(List.<Arbitrary<JsonTree>>of(
                StateArbitraries.texts().map(JsonTree.Text::new),
                Arbitraries.of("0", "-7", "1.50", "1e400", "123456789012345678901234567890", "-1.0E-7").map(JsonTree.Number::new),
                Arbitraries.of(new JsonTree.Bool(true), new JsonTree.Null(), JsonTree.Members.NONE, JsonTree.Elements.NONE),
                Arbitraries.integers().list().ofMinSize(1).ofMaxSize(200)
                        .map(list -> new JsonTree.Ints(list.stream().mapToInt(i -> i).toArray()))));
        Arbitrary<JsonTree> mixed = plain.list().ofMinSize(1).ofMaxSize(3)
                .map(values -> values.add(new JsonTree.Bool(false)) ? new JsonTree.Elements(values) : JsonTree.Elements.NONE);
        // Half a surrogate pair in a name is refused: no version writes it.
        Arbitrary<String> names = StateArbitraries.texts()
                .filter(name -> name.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE));
        Arbitrary<JsonTree.Members> members = Arbitraries.maps(names.map(name -> "later " + name), Arbitraries.oneOf(List.of(plain, mixed)))
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(JsonTree.Members::new);
        Arbitrary<JsonTree.Members> nested = members.map(inner -> JsonTree.Members.with().member("later", inner).build());
        return Arbitraries.oneOf(List.of(members, nested)).list().ofMinSize(1).ofMaxSize(10).withoutEdgeCases();
    }

    private static Iterator<JsonTree.Members> endless(List<JsonTree.Members> members) {
        return Stream.generate(() -> members).flatMap(List::stream).iterator();
    }

    /** Every object gets more members. */
    private static JsonTree extended(JsonTree tree, Iterator<JsonTree.Members> more) {
        if (tree instanceof JsonTree.Elements(var values)) {
            return new JsonTree.Elements(values.stream().map(value -> extended(value, more)).toList());
        }
        if (!(tree instanceof JsonTree.Members(var members))) {
            return tree;
        }
        JsonTree.Builder extended = JsonTree.Members.with().members(more.next());
        members.forEach((name, value) -> extended.member(name, extended(value, more)));
        return extended.build();
    }

    @Test
    void theyGoWithTheChunkThatGoesAndStayWithTheOthers() throws FormatException {
        ProjectFile file = ProjectFiles.EXAMPLE;
        String json = ProjectJson.write(file, UnknownMembers.NONE)
                .replace("\"id\": 1,", "\"id\": 1, \"colour\": \"red\",")
                .replace("\"id\": 3,", "\"id\": 3, \"colour\": \"blue\",")
                .replace("\"heading\": \"Stop\",", "\"heading\": \"Stop\", \"folded\": true,");
        ProjectReading.Understood read = understood(json);
        Chunk blue = file.chunks().get(1);
        ProjectFile later = with(file, new Outline(List.of(Section.of("New"), Section.of("Stop"))), List.of(blue), file.settings());

        String written = ProjectJson.write(later, read.unknown());

        assertThat(understood(written).file()).isEqualTo(later);
        assertThat(written).contains("\"colour\": \"blue\"").doesNotContain("red");
        JsonTree.Elements outline = (JsonTree.Elements) tree(written).values().get("outline");
        assertThat(outline.values().get(0)).isEqualTo(JsonTree.Members.with().text("heading", "New").text("goal", "").build());
        assertThat(outline.values().get(1)).isEqualTo(JsonTree.Members.with()
                .text("heading", "Stop").text("goal", "").flag("folded", true).build());
    }

    @Test
    void twoSectionsOfOneHeadingKeepTheirOwn() throws FormatException {
        Outline twice = new Outline(List.of(Section.of("Notes"), Section.of("Notes")));
        ProjectFile file = with(ProjectFiles.EXAMPLE, twice, List.of(), ProjectFiles.EXAMPLE.settings());
        String json = ProjectJson.write(file, UnknownMembers.NONE)
                .replaceFirst("\"goal\": \"\"", "\"goal\": \"\", \"mark\": 1")
                .replaceFirst("(\"mark\": 1[^}]*}[^}]*)\"goal\": \"\"", "$1\"goal\": \"\", \"mark\": 2");
        ProjectReading.Understood read = understood(json);

        assertThat(tree(ProjectJson.write(read.file(), read.unknown()))).isEqualTo(tree(json));
        assertThat(json).contains("\"mark\": 1").contains("\"mark\": 2");
    }

    @Test
    void aKnownMemberThatIsGoneStaysGone() throws FormatException {
        ProjectFile file = ProjectFiles.EXAMPLE;
        ProjectReading.Understood read = understood(ProjectJson.write(file, UnknownMembers.NONE)
                .replace("\"amount\": 5000", "\"amount\": 5000, \"pages\": 9"));
        ProjectFile later = with(file, file.outline(), List.of(), ProjectSettings.STANDARD);

        assertThat(tree(ProjectJson.write(later, read.unknown())))
                .isEqualTo(tree(ProjectJson.write(later, UnknownMembers.NONE)));
        assertThat(ProjectJson.write(read.file(), read.unknown())).contains("\"pages\": 9");
    }

    private static ProjectFile with(ProjectFile file, Outline outline, List<Chunk> chunks, ProjectSettings settings) {
        return new ProjectFile(
                file.program(), file.entry(), file.brief(), outline, new ArrayList<>(chunks), file.lastChunk(), settings,
                file.markdown(), file.text(), file.history());
    }

    private static JsonTree.Members tree(String json) throws FormatException {
        return JsonInput.object(json, Integer.MAX_VALUE);
    }

    private static ProjectReading.Understood understood(String json) throws FormatException {
        return (ProjectReading.Understood) ProjectJson.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
