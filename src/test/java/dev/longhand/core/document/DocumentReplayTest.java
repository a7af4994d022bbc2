package dev.longhand.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a document tells of its changes makes the same document again. */
class DocumentReplayTest {
    private final Document document = document();

    @Property(tries = 300)
    void replayedChangesMakeTheSameDocument(@ForAll long seed) {
        Random random = new Random(seed);
        Document document = document();
        List<DocumentChange> changes = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            DocumentTest.act(document, random);
        }
        Document copy = Document.of(document.snapshot());
        document.addListener(changes::add);
        for (int i = 0; i < 15; i++) {
            switch (random.nextInt(8)) {
                case 0 -> document.undo();
                case 1 -> document.redo();
                case 2 -> document.withdraw(document.open(0, OptionalInt.empty(), ChunkKind.ANSWER, 9, "").id());
                case 3 -> document.direct(
                        document.open(0, OptionalInt.empty(), ChunkKind.ANSWER, 9, "").id(), "about valves");
                default -> DocumentTest.act(document, random);
            }
        }
        changes.forEach(copy::replay);
        assertThat(copy.snapshot()).isEqualTo(document.snapshot());
    }

    @Test
    void aSnapshotStaysAsItWas() {
        DocumentTest.act(document, new Random(1));
        DocumentSnapshot before = document.snapshot();
        String text = before.text();
        document.edit(0, 0, "new\n");
        document.open(0, OptionalInt.empty(), ChunkKind.ANSWER, 9, "");
        assertThat(before.text()).isEqualTo(text);
        assertThat(Document.of(before).snapshot()).isEqualTo(before);
    }

    @Test
    void aWithdrawnChunksNumberIsNotUsedAgain() {
        document.withdraw(document.open(0, OptionalInt.empty(), ChunkKind.ANSWER, 9, "").id());
        Document copy = Document.of(document.snapshot());
        assertThat(copy.open(0, OptionalInt.empty(), ChunkKind.ANSWER, 9, "").id()).isEqualTo(2);
    }

    @Test
    void whatDoesNotFitChangesNothing() {
        DocumentSnapshot before = document.snapshot();
        TextEdit fits = new TextEdit(0, "x", "long text");
        TextEdit doesNot = new TextEdit(5, "something else", "");
        assertThatThrownBy(() -> document.replay(new DocumentChange.Edited(List.of(fits, doesNot), List.of())))
                .isInstanceOf(IllegalArgumentException.class);
        Chunk behindTheEnd = new Chunk(
                1, OptionalInt.empty(), ChunkKind.ANSWER, 9, "", Place.at(99), Chunk.Status.OPEN, OptionalInt.empty(), 0);
        assertThatThrownBy(() -> document.replay(new DocumentChange.Opened(behindTheEnd)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> document.replay(new DocumentChange.Edited(List.of(fits), List.of(behindTheEnd))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(document.snapshot()).isEqualTo(before);
    }

    @Test
    void aChunkThatDoesNotFitTheDocumentIsRefused() {
        Chunk chunk = document.open(0, OptionalInt.empty(), ChunkKind.ANSWER, 9, "");
        DocumentSnapshot before = document.snapshot();
        TextEdit edit = new TextEdit(0, "", "new ");
        Chunk elsewhere = new Chunk(
                9, OptionalInt.of(1_000), ChunkKind.SECTION, 9, "", Place.at(0), Chunk.Status.OPEN, OptionalInt.empty(), 0);
        Chunk unknown = chunk.kept(7, Place.at(0));
        for (DocumentChange change : List.of(
                new DocumentChange.Opened(elsewhere),
                new DocumentChange.Opened(unknown),
                new DocumentChange.Edited(List.of(edit), List.of(unknown)),
                new DocumentChange.Edited(List.of(edit, new TextEdit(Integer.MAX_VALUE, "far", "")), List.of()),
                new DocumentChange.Added(5, DocumentTest.candidate(1, "Text of no chunk.")))) {
            assertThatThrownBy(() -> document.replay(change)).isInstanceOf(IllegalArgumentException.class);
            assertThat(document.snapshot()).isEqualTo(before);
        }
    }

    @Test
    void ofTwoStatesOfOneChunkTheLaterCounts() {
        Chunk chunk = document.open(0, OptionalInt.empty(), ChunkKind.ANSWER, 9, "");
        document.replay(new DocumentChange.Edited(List.of(), List.of(chunk, chunk.directed("shorter"))));
        assertThat(document.chunk(chunk.id()).direction()).isEqualTo("shorter");
    }

    @Test
    void keepingAnotherCandidateMarksTheChunksBehindIt() {
        Chunk first = keepNew("One.");
        Chunk second = keepNew("Two.");
        document.add(first.id(), DocumentTest.candidate(2, "Another."));
        document.add(second.id(), DocumentTest.candidate(2, "Second two."));
        document.keep(first.id(), 2);
        assertThat(document.chunk(first.id()).isWrittenAfterAnotherText()).isFalse();
        assertThat(document.chunk(second.id()).isWrittenAfterAnotherText()).isTrue();
        document.keep(second.id(), 2);
        assertThat(document.chunk(second.id()).isWrittenAfterAnotherText()).as("it was there before").isTrue();
        document.add(second.id(), DocumentTest.candidate(3, "Third two."));
        document.keep(second.id(), 3);
        assertThat(document.chunk(second.id()).isWrittenAfterAnotherText()).isFalse();
        document.undo();
        document.undo();
        document.undo();
        assertThat(document.chunk(second.id()).isWrittenAfterAnotherText()).isFalse();
        assertThat(document.textOf(document.chunk(second.id()))).isEqualTo("Two.");
    }

    private static Document document() {
        return new Document(
                Brief.titled("T"), new Outline(List.of(Section.of("A"), Section.of("B"))), "x\ny");
    }

    private Chunk keepNew(String text) {
        Chunk chunk = document.open(
                document.text().length(), OptionalInt.empty(), ChunkKind.EXTENSION, 100, "");
        document.add(chunk.id(), DocumentTest.candidate(1, text));
        return document.keep(chunk.id(), 1);
    }
}
