package dev.longhand.project;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.DocumentChange;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.project.state.JournalEntry;
import java.util.Optional;

/**
 * A generation whose candidate has not come.
 *
 * @param text what had come of it
 * @param tokens how many tokens that was
 */
record UnfinishedGeneration(JournalEntry.Started started, String text, TokenCount tokens) {
    /**
     * The candidate that comes back, INTERRUPTED, for the writer to keep, continue or discard; empty if nothing had
     * come, or the document does not wait for it.
     */
    Optional<DocumentChange.Added> candidate(Document document) {
        int chunk = started.chunk();
        boolean isNext = document.chunks().stream().anyMatch(c -> c.id() == chunk)
                && document.candidates(chunk).size() + 1 == started.number();
        return text.isEmpty() || !isNext
                ? Optional.empty()
                : Optional.of(new DocumentChange.Added(
                        chunk,
                        Candidate.interrupted(started.number(), base(document), text, tokens, started.provenance())));
    }

    private Optional<Candidate> base(Document document) {
        return started.provenance().basedOn().stream()
                .filter(number -> number >= 1 && number < started.number())
                .mapToObj(number -> document.candidate(started.chunk(), number))
                .findFirst();
    }
}
