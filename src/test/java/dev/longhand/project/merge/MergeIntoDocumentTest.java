package dev.longhand.project.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.document.Section;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.Timings;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenUsage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What becomes of a document's chunks when another program has written its file. */
class MergeIntoDocumentTest {
    @Test
    void aTypoCorrectedInTheMiddleOfAChunkLeavesItItsPlace() {
        Document document = of("The pmup moves water.", "It needs oil.");
        String base = document.text().toString();
        takeIn(document, base, base.replace("pmup", "pump") + "\n");

        assertThat(document.keptChunks()).extracting(document::textOf)
                .containsExactly("The pump moves water.", "It needs oil.");
    }

    @Test
    void newParagraphsBetweenChunksBelongToNone() {
        Document document = of("The pump moves water.", "It needs oil.");
        String base = document.text().toString();
        takeIn(document, base, "Preface.\n\n" + base.replace("\n\nIt needs", "\n\nA remark.\n\nIt needs") + "\n\nEnd.\n");

        assertThat(document.text().toString())
                .isEqualTo("Preface.\n\n## One\n\nThe pump moves water.\n\nA remark.\n\nIt needs oil.\n\nEnd.");
        assertThat(document.keptChunks()).extracting(document::textOf)
                .containsExactly("The pump moves water.", "It needs oil.");
    }

    @Test
    void whatWasKeptHereMeanwhileStays() {
        Document document = of("The pump moves water.");
        String base = document.text().toString();
        keep(document, "Kept since then.");
        takeIn(document, base, base.replace("water", "cold water"));

        assertThat(document.keptChunks()).extracting(document::textOf)
                .containsExactly("The pump moves cold water.", "Kept since then.");
    }

    /**
     * Another program moves, removes and inserts paragraphs: a chunk whose paragraph still stands is found, one whose
     * paragraph does not is not taken for another.
     */
    @Property(tries = 1_000)
    void chunksGoWhereTheirParagraphsGo(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> paragraphs = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(10); i++) {
            paragraphs.add("Paragraph " + i + " is about " + "pump valve pipe seal".split(" ")[random.nextInt(4)] + ".");
        }
        Document document = of(paragraphs.toArray(String[]::new));
        String base = document.text().toString();
        List<Chunk> chunks = document.chunks();
        List<String> theirs = new ArrayList<>(paragraphs);
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> theirs.remove(random.nextInt(theirs.size()));
                case 1 -> theirs.add(random.nextInt(theirs.size() + 1), "New text " + random.nextInt(100) + ".");
                case 2 -> Collections.swap(theirs, random.nextInt(theirs.size()), random.nextInt(theirs.size()));
                default -> theirs.add(random.nextInt(theirs.size()), theirs.remove(random.nextInt(theirs.size())));
            }
            if (theirs.isEmpty()) {
                theirs.add("Nothing left.");
            }
        }
        String file = "## One\n\n" + String.join("\n\n", theirs) + "\n";
        takeIn(document, base, file);

        assertThat(document.text() + "\n").isEqualTo(file);
        for (int i = 0; i < chunks.size(); i++) {
            Chunk now = document.chunk(chunks.get(i).id());
            if (theirs.contains(paragraphs.get(i))) {
                assertThat(now.status()).isEqualTo(Chunk.Status.KEPT);
                // What is put in under the heading that the program wrote lies in the first chunk's place.
                if (i == 0) {
                    assertThat(document.textOf(now).strip()).endsWith(paragraphs.get(i));
                } else {
                    assertThat(document.textOf(now).strip()).isEqualTo(paragraphs.get(i));
                }
            } else if (now.status() == Chunk.Status.KEPT) {
                assertThat(paragraphs).doesNotContain(document.textOf(now).strip());
            }
        }
        if (document.text().toString().equals(base)) {
            return;
        }
        document.undo();
        assertThat(document.text().toString()).isEqualTo(base);
        assertThat(document.chunks()).isEqualTo(chunks);
    }

    private static void takeIn(Document document, String base, String theirs) {
        TextMerge merge = TextMerge.of(base, document.text().toString(), theirs);
        assertThat(merge.conflicts()).isEmpty();
        document.reconcile(merge.edits());
    }

    private static Document of(String... texts) {
        Document document = new Document(Brief.titled("Pumps"), new Outline(List.of(Section.of("One"))));
        for (String text : texts) {
            keep(document, text);
        }
        return document;
    }

    private static void keep(Document document, String text) {
        ChunkKind kind = document.chunks().isEmpty() ? ChunkKind.SECTION : ChunkKind.EXTENSION;
        Chunk chunk = document.open(document.text().length(), OptionalInt.of(0), kind, 100, "");
        document.add(chunk.id(), new Candidate(
                1, text, Optional.empty(), TokenCount.exactly(text.length()),
                new StopReason.EndOfText(Optional.empty()), TokenUsage.NONE, Timings.NONE,
                new Provenance("m", "f", "e", Sampling.STANDARD, 1, StopRules.limit(10), "",
                        Provenance.Derivation.GENERATED, OptionalInt.empty()),
                OptionalInt.empty()));
        document.keep(chunk.id(), 1);
    }
}
