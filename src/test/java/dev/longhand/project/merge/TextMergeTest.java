package dev.longhand.project.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.document.ManuscriptText;
import dev.longhand.core.document.TextEdit;
import dev.longhand.project.merge.TextMerge.Conflict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TextMergeTest {
    private static final String PUMPS = """
            ## Pumps

            A pump moves water.

            It needs oil.

            ## Valves

            Turn them.
            """;

    @Test
    void aCorrectionInsideALineIsAnEditOfTheLettersAlone() {
        TextMerge merge = TextMerge.of(PUMPS, PUMPS, PUMPS.replace("moves", "moved"));

        assertThat(merge.edits()).containsExactly(new TextEdit(PUMPS.indexOf("s water"), "s", "d"));
        assertThat(merge.conflicts()).isEmpty();
    }

    @Test
    void whatBothSidesChangedInDifferentLinesIsAllThere() {
        String ours = PUMPS.replace("It needs oil.", "It needs oil, often.") + "\nAnd the end.\n";
        String theirs = "Read this first.\n\n" + PUMPS.replace("Turn them.", "Turn them slowly.");

        assertThat(merged(PUMPS, ours, theirs)).isEqualTo("""
                Read this first.

                ## Pumps

                A pump moves water.

                It needs oil, often.

                ## Valves

                Turn them slowly.

                And the end.
                """);
        assertThat(TextMerge.of(PUMPS, ours, theirs).conflicts()).isEmpty();
    }

    @Test
    void linesSideBySideAreDifferentLines() {
        assertThat(merged("- one\n- two\n- three\n", "- ONE\n- two\n- three\n", "- one\n- TWO\n- three\n"))
                .isEqualTo("- ONE\n- TWO\n- three\n");
        assertThat(merged("one\ntwo\n", "one\nnew\ntwo\n", "one\n2\n")).isEqualTo("one\nnew\n2\n");
    }

    @Test
    void ofTheSameLinesChangedDifferentlyOursStaysAndTheConflictIsReported() {
        String ours = "Preface.\n\n" + PUMPS.replace("water", "cold water");
        String theirs = PUMPS.replace("water", "warm water").replace("Turn", "Do not turn");

        TextMerge merge = TextMerge.of(PUMPS, ours, theirs);

        String result = applied(ours, merge);
        assertThat(result).isEqualTo(ours.replace("Turn", "Do not turn"));
        assertThat(merge.conflicts()).containsExactly(new Conflict(
                result.indexOf("A pump"), "A pump moves water.\n", "A pump moves cold water.\n",
                "A pump moves warm water.\n"));
    }

    @Test
    void aConflictSaysWhereItStandsAfterTheEdits() {
        String ours = PUMPS.replace("Turn them.", "Push them.");
        String theirs = "A long preface.\n\n" + PUMPS.replace("Turn them.", "Pull them.").replace("oil", "much oil");

        TextMerge merge = TextMerge.of(PUMPS, ours, theirs);

        assertThat(merge.conflicts()).singleElement().satisfies(conflict ->
                assertThat(applied(ours, merge).substring(conflict.at())).isEqualTo("Push them.\n"));
    }

    @Test
    void whatBothPutInAtTheSamePlaceIsAConflictUnlessItIsTheSame() {
        assertThat(merged("a\n", "a\nx\n", "a\nx\n")).isEqualTo("a\nx\n");
        assertThat(TextMerge.of("a\n", "a\nx\n", "a\nx\n").conflicts()).isEmpty();
        assertThat(TextMerge.of("a\n", "a\nx\n", "a\ny\n").conflicts())
                .containsExactly(new Conflict(2, "", "x\n", "y\n"));
        assertThat(merged("a\n", "a\nx\n", "a\nx\ny\n")).isEqualTo("a\nx\ny\n");
        assertThat(merged("a\n", "a\nx\ny\n", "a\nx\n")).isEqualTo("a\nx\ny\n");
    }

    @Test
    void whatOneTookOutAndTheOtherChangedIsAConflict() {
        assertThat(TextMerge.of("a\nb\nc\n", "a\nc\n", "a\nB\nc\n"))
                .isEqualTo(new TextMerge(List.of(), List.of(new Conflict(2, "b\n", "", "B\n"))));
        assertThat(TextMerge.of("a\nb\nc\n", "a\nB\nc\n", "a\nc\n"))
                .isEqualTo(new TextMerge(List.of(), List.of(new Conflict(2, "b\n", "B\n", ""))));
    }

    @Test
    void theSameChangeBesideAnotherIsNoConflict() {
        assertThat(TextMerge.of("a\nb\nc\n", "A\nB\nc\n", "a\nB\nc\n"))
                .isEqualTo(new TextMerge(List.of(), List.of()));
        assertThat(merged("a\nb\nc\n", "a\nB\nc\n", "A\nB\nc\n")).isEqualTo("A\nB\nc\n");
    }

    @Test
    void aLineThatBothPutInSideBySideDoesNotStandThereTwice() {
        TextMerge merge = TextMerge.of("a\nb\n", "a\nnew\nb\n", "a\nnew\nB\n");

        assertThat(applied("a\nnew\nb\n", merge)).isEqualTo("a\nnew\nb\n");
        assertThat(merge.conflicts()).hasSize(1);
    }

    @Test
    void otherLineEndsAByteOrderMarkAndAMissingLastBreakAreNoChanges() {
        String file = "\uFEFF" + PUMPS.replace("\n", "\r\n");
        String open = PUMPS.stripTrailing();

        assertThat(TextMerge.of(PUMPS, PUMPS, file)).isEqualTo(new TextMerge(List.of(), List.of()));
        assertThat(TextMerge.of(open, open, file).edits()).isEmpty();
        assertThat(TextMerge.of(PUMPS, open, PUMPS).edits()).isEmpty();
        assertThat(TextMerge.of("", "", "\n").edits()).isEmpty();
        assertThat(merged(PUMPS, PUMPS, file.replace("oil", "grease"))).isEqualTo(PUMPS.replace("oil", "grease"));
        assertThat(merged(PUMPS, PUMPS.replace("Turn", "Push"), file.replace("oil", "grease")))
                .isEqualTo(PUMPS.replace("oil", "grease").replace("Turn", "Push"));
    }

    @Test
    void aDocumentWithoutALastBreakGetsNoneButNoEmptyLineIsLost() {
        assertThat(merged("abc", "abc", "abc\ndef\n")).isEqualTo("abc\ndef");
        assertThat(merged("abc\ndef", "abc\ndef", "abc\n")).isEqualTo("abc");
        assertThat(merged("abc", "abc", "abc\n\n")).isEqualTo("abc\n\n");
        assertThat(merged("abc\n\ndef", "abc\n\ndef", "abc\n\n")).isEqualTo("abc\n\n");
        assertThat(merged("abc", "abc", "")).isEmpty();
    }

    @Test
    void theTextOfAFileIsReadWithoutMarkAndCarriageReturns() {
        assertThat(TextMerge.plain("\uFEFFa\r\nb\rc\r\r\n\r")).isEqualTo("a\nb\rc\n");
    }

    @Test
    void twoTyposInOneLongLineAreTwoSmallEdits() {
        String line = "Every paragraph of a manuscript is one line, and a line may be long. ".repeat(40);
        String theirs = "An" + line.substring(5, line.length() - 6) + "short.";

        TextMerge merge = TextMerge.of(line, line, theirs);

        assertThat(applied(line, merge)).isEqualTo(theirs);
        assertThat(merge.edits()).hasSize(2).allSatisfy(edit -> assertThat(edit.removed()).hasSizeLessThan(8));
    }

    @Test
    void aChangedCharacterOutsideTheBasicPlaneIsReplacedAsAWhole() {
        TextMerge merge = TextMerge.of("x 😀 y\n", "x 😀 y\n", "x 😁 y\n");

        assertThat(merge.edits()).containsExactly(new TextEdit(2, "😀", "😁"));
    }

    @Property(tries = 1_000)
    void whereOnlyTheyChangedSomethingTheResultIsTheirs(
            @ForAll("texts") String base, @ForAll("texts") String theirs) {
        TextMerge merge = TextMerge.of(base, base, theirs);

        assertThat(merge.conflicts()).isEmpty();
        assertThat(file(applied(base, merge))).isEqualTo(file(theirs));
    }

    @Property(tries = 1_000)
    void whereOnlyWeChangedSomethingThereIsNothingToDo(@ForAll("texts") String base, @ForAll("texts") String ours) {
        assertThat(TextMerge.of(base, ours, base)).isEqualTo(new TextMerge(List.of(), List.of()));
        assertThat(TextMerge.of(base, ours, ours)).isEqualTo(new TextMerge(List.of(), List.of()));
        String byAnotherEditor = "\uFEFF" + TextMerge.plain(ours).replace("\n", "\r\n");
        assertThat(TextMerge.of(base, ours, byAnotherEditor)).isEqualTo(new TextMerge(List.of(), List.of()));
    }

    /** Each side changes, removes and inserts lines; every line changed by one side alone is then as that side has it. */
    @Property(tries = 1_000)
    void changesOfDifferentLinesMeetInOneTextWhoeverOpensTheDocument(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder base = new StringBuilder();
        StringBuilder ours = new StringBuilder();
        StringBuilder theirs = new StringBuilder();
        StringBuilder both = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            String line = "line " + i + (random.nextBoolean() ? " 😀\n" : "\n");
            String changed = switch (random.nextInt(8)) {
                case 0 -> "";
                case 1 -> line.replace("line", "paragraph");
                case 2 -> line + "more " + i + "\n";
                case 3 -> "other " + random.nextInt(1000) + "\n";
                default -> line;
            };
            boolean byUs = random.nextBoolean();
            String apart = "== " + i + "\n";
            base.append(line).append(apart);
            ours.append(byUs ? changed : line).append(apart);
            theirs.append(byUs ? line : changed).append(apart);
            both.append(changed).append(apart);
        }

        assertThat(merged(base.toString(), ours.toString(), theirs.toString())).isEqualTo(both.toString());
        assertThat(merged(base.toString(), theirs.toString(), ours.toString())).isEqualTo(both.toString());
        assertThat(TextMerge.of(base.toString(), ours.toString(), theirs.toString()).conflicts()).isEmpty();
    }

    /** Whatever the three texts are, every edit fits when its turn comes, and no pair of surrogates is torn. */
    @Property(tries = 2_000)
    void editsFitAndTearNothing(
            @ForAll("texts") String base, @ForAll("texts") String ours, @ForAll("texts") String theirs) {
        TextMerge merge = TextMerge.of(base, ours, theirs);

        String result = applied(ours, merge);
        assertThat(new String(result.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.UTF_8)).isEqualTo(result);
        int last = Integer.MAX_VALUE;
        for (TextEdit edit : merge.edits()) {
            assertThat(edit.isEmpty()).isFalse();
            assertThat(edit.at() + edit.removed().length()).isLessThan(last);
            last = edit.at();
        }
        for (Conflict conflict : merge.conflicts()) {
            assertThat(file(result.substring(conflict.at()))).startsWith(conflict.ours());
            assertThat(conflict.theirs()).isNotEqualTo(conflict.ours());
            assertThat(file(theirs)).contains(conflict.theirs());
            assertThat(file(base)).contains(conflict.base());
        }
    }

    /** Few different lines, so that they come back, with all that line ends and characters can be. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> line = Arbitraries.of(
                "", "", "a", "b", "a pump moves water", "a pump moved water", "two 😀 words", "two 😁 words", "泵站 水", "水泵 站",
                "## Pumps", "tail ");
        Arbitrary<String> end = Arbitraries.of("\n", "\n", "\n", "\r\n", "\r");
        return line.flatMap(l -> end.map(e -> l + e)).list().ofMaxSize(9).map(lines -> String.join("", lines))
                .flatMap(text -> Arbitraries.of("", "\uFEFF").map(mark -> mark + text))
                .flatMap(text -> Arbitraries.of("", "", "end", "\r").map(last -> text + last));
    }

    private static String merged(String base, String ours, String theirs) {
        return applied(ours, TextMerge.of(base, ours, theirs));
    }

    private static String applied(String ours, TextMerge merge) {
        ManuscriptText text = new ManuscriptText(ours);
        List<TextEdit> done = new ArrayList<>();
        for (TextEdit edit : merge.edits()) {
            done.add(text.replace(edit.at(), edit.at() + edit.removed().length(), edit.inserted()));
        }
        assertThat(done).isEqualTo(merge.edits());
        return text.toString();
    }

    /** As the program writes a text, and as it compares one. */
    private static String file(String text) {
        String plain = TextMerge.plain(text);
        return plain.endsWith("\n") ? plain : plain + "\n";
    }
}
