package dev.longhand.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longhand.core.document.Provenance.Derivation;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.Timings;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final String ONE = "A pump moves water.";
    private static final String TWO = "It needs oil.\n\nAnd a calm place.";
    private static final String THREE = "Turn the valve slowly.";

    private final Document document =
            new Document(Brief.titled("Pumps"), new Outline(List.of(Section.of("Pumps"), Section.of("Valves"))));
    private int one;
    private int two;
    private int three;
    private String before = "";

    @BeforeEach
    void threeChunks() {
        one = keepNew(0, ChunkKind.SECTION, ONE);
        two = keepNew(0, ChunkKind.EXTENSION, TWO);
        three = keepNew(1, ChunkKind.SECTION, THREE);
        before = document.text().toString();
        assertThat(before).isEqualTo("## Pumps\n\n" + ONE + "\n\n" + TWO + "\n\n## Valves\n\n" + THREE);
    }

    @Test
    void anEditElsewhereMovesAPlace() {
        List<Chunk> chunks = document.chunks();
        change("## Pumps", "# Manual\n\n## Pumps");
        change("calm place", "quiet room");

        assertThat(textOf(one)).isEqualTo(ONE);
        assertThat(textOf(three)).isEqualTo(THREE);
        assertThat(document.leadOf(document.chunk(three))).isEqualTo("\n\n## Valves\n\n");
        assertUndoGivesBack(2, chunks);
    }

    @Test
    void anEditInsideAChunkBelongsToIt() {
        change("It needs", "Each needs");
        change("oil.\n\nAnd", "oil.\n\nAnd time.\n\nAnd");

        assertThat(textOf(two)).isEqualTo("Each needs oil.\n\nAnd time.\n\nAnd a calm place.");
        assertThat(textOf(one)).isEqualTo(ONE);
        assertThat(textOf(three)).isEqualTo(THREE);
    }

    @Test
    void textPutBetweenTwoChunksBelongsToNone() {
        // As a diff by lines finds it: before the text of the second chunk, behind its blank line.
        change("It needs", "New paragraph.\n\nIt needs");

        assertThat(document.text().toString()).contains(ONE + "\n\nNew paragraph.\n\nIt needs");
        assertThat(textOf(one)).isEqualTo(ONE);
        assertThat(textOf(two)).isEqualTo(TWO);
        assertThat(document.leadOf(document.chunk(two))).isEqualTo("\n\n");
        change("## Valves", "## Pipes\n\nCut them.\n\n## Valves");
        assertThat(textOf(two)).isEqualTo(TWO);
        assertThat(textOf(three)).isEqualTo(THREE);
        assertThat(document.leadOf(document.chunk(three))).isEqualTo("\n\n## Valves\n\n");
    }

    @Test
    void textAtTheEndBelongsToNoChunk() {
        int length = document.text().length();
        document.reconcile(List.of(new TextEdit(length, "", "\n\nThe end.")));

        assertThat(textOf(three)).isEqualTo(THREE);
    }

    @Test
    void aChunkWhoseTextIsGoneIsDiscardedAndKeepsItsCandidates() {
        List<Chunk> chunks = document.chunks();
        // As a diff by lines finds it: with the blank line behind it, not the one before it.
        change(TWO + "\n\n", "");

        assertThat(document.chunk(two).status()).isEqualTo(Chunk.Status.DISCARDED);
        assertThat(document.candidates(two)).hasSize(1);
        assertThat(textOf(one)).isEqualTo(ONE);
        assertThat(document.leadOf(document.chunk(three))).isEqualTo("\n\n## Valves\n\n");
        assertUndoGivesBack(1, chunks);
    }

    @Test
    void aChunkWithNothingButItsHeadingLeftIsGone() {
        change(THREE, "");

        assertThat(document.chunk(three).status()).isEqualTo(Chunk.Status.DISCARDED);
        assertThat(document.text().toString()).endsWith("## Valves\n\n");
    }

    @Test
    void aMovedParagraphIsFoundAgain() {
        List<Chunk> chunks = document.chunks();
        String theirs = "## Pumps\n\n" + TWO + "\n\n## Valves\n\n" + THREE + "\n\n" + ONE;
        int at = before.indexOf(ONE);
        document.reconcile(List.of(
                new TextEdit(before.length(), "", "\n\n" + ONE), new TextEdit(at, ONE + "\n\n", "")));

        assertThat(document.text().toString()).isEqualTo(theirs);
        assertThat(document.keptChunks()).hasSize(3);
        assertThat(textOf(one)).isEqualTo(ONE);
        assertThat(textOf(two)).isEqualTo(TWO);
        assertThat(textOf(three)).isEqualTo(THREE);
        assertUndoGivesBack(1, chunks);
        document.redo();
        assertThat(document.text().toString()).isEqualTo(theirs);
        assertThat(textOf(one)).isEqualTo(ONE);
    }

    @Test
    void twoParagraphsThatChangedPlacesAreBothFoundAgain() {
        document.reconcile(List.of(
                new TextEdit(before.indexOf(THREE), THREE, ONE), new TextEdit(before.indexOf(ONE), ONE, THREE)));

        assertThat(textOf(one)).isEqualTo(ONE);
        assertThat(textOf(three)).isEqualTo(THREE);
        assertThat(document.chunk(three).place().end()).isLessThan(document.chunk(one).place().start());
    }

    @Test
    void aMovedSectionTakesItsHeadingAlong() {
        String section = "## Valves\n\n" + THREE;
        document.reconcile(List.of(
                new TextEdit(before.indexOf("\n\n## Valves"), "\n\n" + section, ""),
                new TextEdit(0, "", section + "\n\n")));

        assertThat(textOf(three)).isEqualTo(THREE);
        assertThat(document.leadOf(document.chunk(three))).isEqualTo("## Valves\n\n");
        assertThat(document.chunk(three).place().start()).isZero();
    }

    @Test
    void aTextThatStandsThereTwiceIsNotTakenForTheMovedOne() {
        document.reconcile(List.of(new TextEdit(before.length(), "", "\n\n" + ONE + "\n\n" + ONE)));
        change("## Pumps\n\n" + ONE, "## Pumps\n\nGone.");
        assertThat(textOf(one)).isEqualTo("Gone.");
        change("Gone.", "");
        assertThat(document.chunk(one).status()).isEqualTo(Chunk.Status.DISCARDED);
    }

    @Test
    void anEditThatDoesNotFitChangesNothing() {
        List<Chunk> chunks = document.chunks();
        List<TextEdit> edits = List.of(new TextEdit(0, "## ", "# "), new TextEdit(3, "nothing", ""));

        assertThatThrownBy(() -> document.reconcile(edits)).isInstanceOf(IllegalArgumentException.class);
        assertThat(document.text().toString()).isEqualTo(before);
        assertThat(document.chunks()).isEqualTo(chunks);
        document.undo();
        assertThat(document.chunk(three).status()).isEqualTo(Chunk.Status.OPEN);
    }

    @Test
    void aChangeByAnotherProgramIsAnActionOfItsOwn() {
        document.edit(before.length(), before.length(), "typed");
        document.reconcile(List.of(new TextEdit(document.text().length(), "", "theirs")));
        document.edit(document.text().length(), document.text().length(), "again");

        document.undo();
        assertThat(document.text().toString()).isEqualTo(before + "typedtheirs");
        document.undo();
        assertThat(document.text().toString()).isEqualTo(before + "typed");
    }

    @Test
    void nothingChangedIsNoAction() {
        document.reconcile(List.of());
        document.undo();

        assertThat(document.chunk(three).status()).isEqualTo(Chunk.Status.OPEN);
    }

    /** Whatever another program does, the text is theirs, places fit, and one undo gives all back. */
    @Property(tries = 500)
    void anyChangeIsTakenInAndTakenBack(@ForAll long seed) {
        new ReconciliationTest().takeInAndBack(new Random(seed));
    }

    private void takeInAndBack(Random random) {
        threeChunks();
        List<Chunk> chunks = document.chunks();
        String[] pieces = {"", "\n", "\n\n", "x", ONE, THREE, "\n\n" + ONE, THREE + "\n\n", "## Valves\n\n" + THREE};
        StringBuilder theirs = new StringBuilder(before);
        List<TextEdit> edits = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int from = random.nextInt(theirs.length() + 1);
            int to = from + random.nextInt(Math.min(40, theirs.length() - from) + 1);
            String piece = pieces[random.nextInt(pieces.length)];
            edits.add(new TextEdit(from, theirs.substring(from, to), piece));
            theirs.replace(from, to, piece);
        }
        document.reconcile(edits);

        assertThat(document.text().toString()).isEqualTo(theirs.toString());
        for (Chunk a : document.keptChunks()) {
            assertThat(document.textOf(a)).isNotBlank();
            for (Chunk b : document.keptChunks()) {
                assertThat(apartOrInside(a.place(), b.place())).as("%s and %s", a, b).isTrue();
            }
        }
        if (document.text().toString().equals(before) && document.chunks().equals(chunks)) {
            return;
        }
        List<Chunk> after = document.chunks();
        assertUndoGivesBack(1, chunks);
        document.redo();
        assertThat(document.text().toString()).isEqualTo(theirs.toString());
        assertThat(document.chunks()).isEqualTo(after);
    }

    private static boolean apartOrInside(Place a, Place b) {
        return a.end() <= b.start() || b.end() <= a.start()
                || a.start() <= b.start() && b.end() <= a.end()
                || b.start() <= a.start() && a.end() <= b.end();
    }

    private void assertUndoGivesBack(int actions, List<Chunk> chunks) {
        for (int i = 0; i < actions; i++) {
            document.undo();
        }
        assertThat(document.text().toString()).isEqualTo(before);
        assertThat(document.chunks()).isEqualTo(chunks);
    }

    private void change(String old, String with) {
        int at = document.text().toString().indexOf(old);
        assertThat(at).as(old).isNotNegative();
        int head = 0;
        while (!with.endsWith(old) && head < Math.min(old.length(), with.length())
                && old.charAt(head) == with.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(old.length(), with.length()) - head
                && old.charAt(old.length() - 1 - tail) == with.charAt(with.length() - 1 - tail)) {
            tail++;
        }
        document.reconcile(List.of(new TextEdit(
                at + head, old.substring(head, old.length() - tail), with.substring(head, with.length() - tail))));
    }

    private String textOf(int chunk) {
        return document.textOf(document.chunk(chunk));
    }

    private int keepNew(int section, ChunkKind kind, String text) {
        Chunk chunk = document.open(document.text().length(), OptionalInt.of(section), kind, 100, "");
        document.add(chunk.id(), new Candidate(
                1, text, Optional.empty(), TokenCount.exactly(text.length()),
                new StopReason.EndOfText(Optional.empty()), TokenUsage.NONE, Timings.NONE,
                new Provenance("m", "f", "e", Sampling.STANDARD, 1, StopRules.limit(10), "", Derivation.GENERATED,
                        OptionalInt.empty()),
                OptionalInt.empty()));
        return document.keep(chunk.id(), 1).id();
    }
}
