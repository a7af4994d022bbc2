package dev.longhand.cli;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Provenance.Derivation;
import dev.longhand.core.engine.TokenCount;
import java.util.List;
import java.util.Optional;

/**
 * Another candidate of a chunk in the place of the one before.
 *
 * @param chunk as it is now
 * @param candidate that is kept now
 * @param before that was kept before, if one was
 * @param edited what the writer had made of it, now a candidate of its own so that nothing is lost
 * @param outdated later chunks that were written after another text than the one that stands before them now
 */
record ReplacedText(
        Chunk chunk, Candidate candidate, Optional<Candidate> before, Optional<Candidate> edited, List<Chunk> outdated) {
    /** Keeps a candidate. */
    static ReplacedText keep(Document document, Chunk chunk, int number) {
        Optional<Candidate> before = document.kept(chunk);
        Optional<Candidate> edited =
                wasEdited(document, chunk) ? before.map(kept -> asEdited(document, chunk, kept)) : Optional.empty();
        edited.ifPresent(candidate -> document.add(chunk.id(), candidate));
        Chunk now = document.keep(chunk.id(), number);
        List<Chunk> outdated = document.chunks().stream()
                .filter(other -> other.isWrittenAfterAnotherText() && other.place().start() >= now.place().end())
                .toList();
        return new ReplacedText(now, document.candidate(chunk.id(), number), before, edited, outdated);
    }

    /** Whether the text of a kept chunk is no longer that of its candidate. */
    static boolean wasEdited(Document document, Chunk chunk) {
        return document.kept(chunk)
                .filter(kept -> !kept.text().equals(document.textOf(chunk)))
                .isPresent();
    }

    /** Without the model its tokens can only be reckoned: as many for each character as before. */
    private static Candidate asEdited(Document document, Chunk chunk, Candidate kept) {
        String text = document.textOf(chunk);
        double perCharacter = kept.keptTokens().value() / (double) Math.max(1, kept.text().length());
        TokenCount tokens = TokenCount.about((int) Math.round(perCharacter * text.length()));
        return kept.changed(document.candidates(chunk.id()).size() + 1, text, tokens, Derivation.EDITED);
    }

    /** Prints what changed. */
    void print(Document document, LiveLine live) {
        live.print("Chunk %d, %s: candidate %d (%s tokens) is kept%s.".formatted(
                chunk.id(),
                ChunkText.heading(document, chunk),
                candidate.number(),
                Numbers.count(candidate.keptTokens()),
                before.map(old -> " in place of candidate " + old.number() + " (" + Numbers.count(old.keptTokens())
                                + " tokens)")
                        .orElse("")));
        edited.ifPresent(candidate -> live.print(
                "What you had edited there is candidate " + candidate.number() + " now."));
        if (!outdated.isEmpty()) {
            live.print("Written after another text now: " + ChunkText.numbers(outdated) + ".");
        }
    }
}
