package dev.longhand.core.document;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

class DocumentTest {
    private final Document document = new Document(
            Brief.titled("Pumps"), new Outline(List.of(Section.of("Tools"), Section.of("Valves"), Section.of("End"))));

    @Test
    void writesHeadingsAndBlankLinesItself() {
        keepNew(document, 0, ChunkKind.SECTION, "Use a wrench.");
        keepNew(document, 0, ChunkKind.EXTENSION, "And a ham");
        keepNew(document, 0, ChunkKind.CONTINUATION, "mer.\n");
        keepNew(document, 1, ChunkKind.SECTION, "Turn them.");
        assertThat(document.text().toString())
                .isEqualTo("## Tools\n\nUse a wrench.\n\nAnd a hammer.\n\n## Valves\n\nTurn them.");
    }

    @Test
    void keepsAnotherCandidateOfAnEarlierChunkAndOnlyItsTextChanges() {
        Chunk first = keepNew(document, 0, ChunkKind.SECTION, "One.");
        keepNew(document, 1, ChunkKind.SECTION, "Two.");
        document.add(first.id(), candidate(2, "Another one.\n\n"));
        document.keep(first.id(), 2);
        assertThat(document.text().toString())
                .isEqualTo("## Tools\n\nAnother one.\n\n## Valves\n\nTwo.");
        assertThat(document.keptChunks()).extracting(document::textOf).containsExactly("Another one.\n\n", "Two.");
        document.undo();
        assertThat(document.text().toString()).isEqualTo("## Tools\n\nOne.\n\n## Valves\n\nTwo.");
        assertThat(document.chunk(first.id()).kept()).hasValue(1);
        assertThat(document.candidates(first.id())).hasSize(2);
    }

    @Test
    void unkeptAndDiscardedTextComesBackByUndo() {
        Chunk first = keepNew(document, 0, ChunkKind.SECTION, "One.");
        Chunk second = keepNew(document, 1, ChunkKind.SECTION, "Two.");
        String both = document.text().toString();
        document.unkeep(second.id());
        assertThat(document.text().toString()).isEqualTo("## Tools\n\nOne.");
        assertThat(document.chunk(second.id()).status()).isEqualTo(Chunk.Status.OPEN);
        document.discard(first.id());
        assertThat(document.text().toString()).isEmpty();
        document.undo();
        document.undo();
        assertThat(document.text().toString()).isEqualTo(both);
        assertThat(document.keptChunks()).hasSize(2);
        document.redo();
        assertThat(document.text().toString()).isEqualTo("## Tools\n\nOne.");
    }

    @Test
    void editsMovePlaces() {
        Chunk first = keepNew(document, 0, ChunkKind.SECTION, "One.");
        Chunk second = keepNew(document, 1, ChunkKind.SECTION, "Two.");
        int inFirst = document.text().toString().indexOf("ne.");
        document.edit(inFirst, inFirst, "nly o");
        document.edit(0, 0, "Preface\n\n");
        assertThat(document.textOf(document.chunk(first.id()))).isEqualTo("Only one.");
        assertThat(document.textOf(document.chunk(second.id()))).isEqualTo("Two.");
        assertThat(document.leadOf(document.chunk(second.id()))).isEqualTo("\n\n## Valves\n\n");
    }

    @Test
    void aChunkOpenedSinceStaysWhereItIsWhenSomethingEarlierIsUndone() {
        Chunk first = keepNew(document, 0, ChunkKind.SECTION, "One.");
        document.add(first.id(), candidate(2, "A longer one."));
        document.keep(first.id(), 2);
        Chunk open = document.open(
                document.text().length(), OptionalInt.of(1), ChunkKind.SECTION, 100, "");
        document.undo();
        assertThat(document.chunk(open.id()).place().start()).isEqualTo(document.text().length());
    }

    @Test
    void aChunkKeptInsideAnotherGrowsItAndGoesWithIt() {
        Chunk outer = keepNew(document, 0, ChunkKind.SECTION, "First half. Second half.");
        int caret = document.text().toString().indexOf("Second");
        Chunk inner = document.open(caret, OptionalInt.of(0), ChunkKind.CONTINUATION, 50, "");
        document.add(inner.id(), candidate(1, "Between. "));
        document.keep(inner.id(), 1);
        assertThat(document.textOf(document.chunk(outer.id()))).isEqualTo("First half. Between. Second half.");
        assertThat(document.textOf(document.chunk(inner.id()))).isEqualTo("Between. ");
        document.unkeep(outer.id());
        assertThat(document.text().toString()).isEmpty();
        assertThat(document.keptChunks()).isEmpty();
        document.undo();
        assertThat(document.text().toString()).isEqualTo("## Tools\n\nFirst half. Between. Second half.");
        assertThat(document.textOf(document.chunk(inner.id()))).isEqualTo("Between. ");
    }

    @Test
    void typingIsUndoneWordByWord() {
        for (String key : "Two words".split("")) {
            document.edit(document.text().length(), document.text().length(), key);
        }
        document.undo();
        assertThat(document.text().toString()).isEqualTo("Two");
        document.undo();
        assertThat(document.text().toString()).isEmpty();
        document.redo();
        document.redo();
        assertThat(document.text().toString()).isEqualTo("Two words");
    }

    /** Whatever is done, undoing all of it gives every earlier text back, and redoing gives the last one. */
    @Property(tries = 200)
    void undoAndRedoGoThroughEveryState(@ForAll long seed) {
        Random random = new Random(seed);
        Document any = new Document(Brief.titled("T"), new Outline(List.of(Section.of("A"), Section.of("B"))), "x\ny");
        List<String> states = new ArrayList<>(List.of(any.text().toString()));
        for (int i = 0; i < 12; i++) {
            if (act(any, random)) {
                states.add(any.text().toString());
                assertPlacesFit(any);
            }
        }
        String last = states.getLast();
        for (int i = states.size() - 2; i >= 0; i--) {
            any.undo();
            assertThat(any.text().toString()).isEqualTo(states.get(i));
            assertPlacesFit(any);
        }
        assertThat(any.canUndo()).isFalse();
        while (any.canRedo()) {
            any.redo();
        }
        assertThat(any.text().toString()).isEqualTo(last);
        assertPlacesFit(any);
    }

    static boolean act(Document any, Random random) {
        List<Chunk> kept = any.keptChunks();
        int length = any.text().length();
        switch (random.nextInt(5)) {
            case 0 -> {
                Chunk chunk = any.open(random.nextInt(length + 1), OptionalInt.of(random.nextInt(2)),
                        ChunkKind.values()[random.nextInt(3)], 100, "");
                any.add(chunk.id(), candidate(1, "text " + random.nextInt(9)));
                any.keep(chunk.id(), 1);
            }
            case 1 -> {
                int from = random.nextInt(length + 1);
                any.edit(from, from + random.nextInt(length - from + 1), "e" + random.nextInt(9) + "\n");
            }
            case 2 -> {
                if (kept.isEmpty()) {
                    return false;
                }
                any.unkeep(kept.get(random.nextInt(kept.size())).id());
            }
            case 3 -> {
                if (kept.isEmpty()) {
                    return false;
                }
                Chunk chunk = kept.get(random.nextInt(kept.size()));
                any.add(chunk.id(), candidate(any.candidates(chunk.id()).size() + 1, "other\n".repeat(random.nextInt(3))));
                any.keep(chunk.id(), any.candidates(chunk.id()).size());
            }
            default -> {
                if (kept.isEmpty()) {
                    return false;
                }
                any.discard(kept.get(random.nextInt(kept.size())).id());
            }
        }
        return true;
    }

    /** Every place lies in the text, and of two kept chunks one lies behind the other or inside it. */
    private static void assertPlacesFit(Document any) {
        for (Chunk chunk : any.chunks()) {
            assertThat(chunk.place().end()).isLessThanOrEqualTo(any.text().length());
        }
        for (Chunk a : any.keptChunks()) {
            for (Chunk b : any.keptChunks()) {
                boolean apart = a.place().end() <= b.place().start() || b.place().end() <= a.place().start();
                boolean inside = a.place().start() <= b.place().start() && b.place().end() <= a.place().end()
                        || b.place().start() <= a.place().start() && a.place().end() <= b.place().end();
                assertThat(apart || inside).as("%s and %s", a, b).isTrue();
            }
        }
    }

    @Test
    void whatIsTypedBeforeAnOpenChunkStandsBeforeItsText() {
        Chunk first = keepNew(document, 0, ChunkKind.SECTION, "One.");
        int end = document.text().length();
        Chunk open = document.open(end, OptionalInt.of(1), ChunkKind.SECTION, 100, "");
        document.editBefore(open.id(), end, end, " And more.");
        assertThat(document.chunk(open.id()).place()).isEqualTo(Place.at(end + " And more.".length()));
        document.undo();
        assertThat(document.chunk(open.id()).place()).isEqualTo(Place.at(end));
        document.redo();
        document.add(open.id(), candidate(1, "Two."));
        document.keep(open.id(), 1);
        assertThat(document.text()).hasToString("## Tools\n\nOne. And more.\n\n## Valves\n\nTwo.");
        assertThat(document.textOf(document.chunk(first.id()))).isEqualTo("One.");
    }

    @Test
    void tellsWhetherTheNextUndoTakesBackAnEditOrAVerdict() {
        assertThat(document.undoesEdit()).isFalse();
        keepNew(document, 0, ChunkKind.SECTION, "One.");
        assertThat(document.undoesEdit()).isFalse();
        document.edit(0, 0, "Preface\n\n");
        assertThat(document.undoesEdit()).isTrue();
        document.undo();
        assertThat(document.undoesEdit()).isFalse();
        assertThat(document.redoesEdit()).isTrue();
        document.undo();
        assertThat(document.redoesEdit()).isFalse();
    }

    private static Chunk keepNew(Document document, int section, ChunkKind kind, String text) {
        Chunk chunk = document.open(document.text().length(), OptionalInt.of(section), kind, 100, "");
        document.add(chunk.id(), candidate(1, text));
        return document.keep(chunk.id(), 1);
    }

    static Candidate candidate(int number, String text) {
        return new Candidate(
                number, text, Optional.empty(), TokenCount.exactly(text.length()),
                new StopReason.EndOfText(Optional.empty()), TokenUsage.NONE, Timings.NONE,
                new Provenance("m", "f", "e", Sampling.STANDARD, 1, StopRules.limit(10), "", Derivation.GENERATED,
                        OptionalInt.empty()),
                OptionalInt.empty());
    }
}
