package dev.longhand.cli;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.drafting.KeptAmount;
import dev.longhand.core.stop.StopReasonText;
import dev.longhand.project.Notice;
import dev.longhand.project.ReadDocument;
import dev.longhand.project.state.ProjectSettings;
import java.util.List;
import java.util.Optional;

/** Shows how a document stands: how long it is, what waits for a verdict, and where its files are. */
final class SummaryView {
    private final StoredDocument stored;
    private final LiveLine live;

    SummaryView(StoredDocument stored, LiveLine live) {
        this.stored = stored;
        this.live = live;
    }

    /** A document that can only be read, or that Longhand did not draft. @param why it can only be read, a sentence */
    void show(ReadDocument found, Optional<String> why) {
        why.ifPresent(sentence -> live.print("Note: It was only read. " + sentence));
        for (Notice notice : found.notices()) {
            if (!why.equals(Optional.of(notice.sentence()))) {
                live.print("Note: " + notice.sentence());
            }
        }
        if (found.drafted()) {
            show(found.document(), found.settings());
        } else {
            head(found.document());
            live.print("  kept       " + words(found.document()));
            live.print("  sidecar    " + (stored.hasSidecar() ? stored.files().sidecar() + ", which cannot be used"
                    : "none: Longhand did not draft it"));
        }
    }

    void show(Document document, ProjectSettings settings) {
        head(document);
        live.print("  sidecar    " + stored.files().sidecar());
        LengthText length = new LengthText(document, settings.target()
                .orElse(DraftTarget.tokens(DraftPreparation.usualTarget(document.outline()))));
        live.print("  kept       " + length.kept());
        live.print("  target     " + (length.isReached(settings.shape())
                ? "reached"
                : "not reached; go on with it: " + stored.command("draft", "--resume")));
        live.print("  chunks     " + chunks(document));
        List<Chunk> outdated = document.chunks().stream().filter(Chunk::isWrittenAfterAnotherText).toList();
        if (!outdated.isEmpty()) {
            live.print("  written after another text: " + ChunkText.numbers(outdated) + "; "
                    + command("reroll", outdated.getFirst()) + " writes another candidate");
        }
        document.chunks().stream()
                .filter(chunk -> chunk.status() == Chunk.Status.OPEN && !document.candidates(chunk.id()).isEmpty())
                .forEach(chunk -> waiting(document, chunk));
    }

    private void head(Document document) {
        live.print(document.brief().title());
        live.print("  document   " + stored.files().markdown());
    }

    private static String words(Document document) {
        return Numbers.words(KeptAmount.words(document), document.brief().language());
    }

    private static String chunks(Document document) {
        int candidates = document.chunks().stream().mapToInt(c -> document.candidates(c.id()).size()).sum();
        return "%s kept, %s open, %s discarded; %s".formatted(
                Numbers.whole(count(document, Chunk.Status.KEPT)),
                Numbers.whole(count(document, Chunk.Status.OPEN)),
                Numbers.whole(count(document, Chunk.Status.DISCARDED)),
                Numbers.of(candidates, "candidate"));
    }

    private static long count(Document document, Chunk.Status status) {
        return document.chunks().stream().filter(chunk -> chunk.status() == status).count();
    }

    /** A chunk that waits for a verdict, and what can be done with it. */
    private void waiting(Document document, Chunk chunk) {
        Candidate last = document.candidates(chunk.id()).getLast();
        live.print("Chunk %d, %s, waits for a verdict: %s, the last with %s tokens (%s)".formatted(
                chunk.id(),
                ChunkText.heading(document, chunk),
                Numbers.of(last.number(), "candidate"),
                Numbers.count(last.keptTokens()),
                StopReasonText.ENGLISH.name(last.stopReason())));
        live.print("     keep it: " + command("keep", chunk) + " --candidate " + last.number());
        live.print("     write another: " + command("reroll", chunk));
    }

    private String command(String name, Chunk chunk) {
        return stored.command(name, "--chunk " + chunk.id());
    }
}
