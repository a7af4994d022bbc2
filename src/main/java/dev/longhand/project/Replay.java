package dev.longhand.project;

import dev.longhand.core.document.Document;
import dev.longhand.core.document.DocumentChange;
import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.project.state.ContentHash;
import dev.longhand.project.state.JournalEntry;
import dev.longhand.project.state.ProjectSettings;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Does what a journal says to a document as its checkpoint has it. */
final class Replay {
    private final Document document;
    private ProjectSettings settings;
    private MarkdownState markdown;
    private Optional<UnfinishedGeneration> generation = Optional.empty();
    private int actions;

    /**
     * What the journal knows of the Markdown file.
     *
     * @param ours every content that this program found its own, or was about to write, since the checkpoint: a power cut
     *     may bring any of them back
     * @param after what it wrote last, or was about to write
     * @param text the document of that
     * @param earlier the document as it was written before; that may be what stands there
     */
    record MarkdownState(
            Set<ContentHash> ours, Optional<ContentHash> after, DocumentSnapshot text, DocumentSnapshot earlier) {
        /** Whether this program wrote a file with this content. */
        boolean isOurs(ContentHash content) {
            return ours.contains(content);
        }

        private MarkdownState writing(Optional<ContentHash> before, ContentHash now, DocumentSnapshot document) {
            Set<ContentHash> all = new HashSet<>(ours);
            before.ifPresent(all::add);
            all.add(now);
            return new MarkdownState(all, Optional.of(now), document, text);
        }

        static MarkdownState of(Optional<ContentHash> content, DocumentSnapshot document) {
            return new MarkdownState(content.map(Set::of).orElse(Set.of()), content, document, document);
        }
    }

    /**
     * @param document as the checkpoint has it; the replay changes it
     * @param markdown what stood in the Markdown file when the checkpoint was written
     */
    Replay(Document document, ProjectSettings settings, Optional<ContentHash> markdown) {
        this.document = document;
        this.settings = settings;
        this.markdown = MarkdownState.of(markdown, document.snapshot());
    }

    /** @throws IllegalArgumentException if the entry does not fit the document; nothing has changed then */
    void apply(JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Changed(var change) -> change(change);
            case JournalEntry.Started started ->
                generation = Optional.of(new UnfinishedGeneration(started, "", TokenCount.ZERO));
            case JournalEntry.Streamed streamed -> stream(streamed);
            case JournalEntry.Writing(var before, var after) ->
                markdown = markdown.writing(before, after, document.snapshot());
            case JournalEntry.Configured(var newSettings) -> settings = newSettings;
        }
    }

    private void change(DocumentChange change) {
        document.replay(change);
        actions++;
        if (change instanceof DocumentChange.Added(var chunk, var candidate)
                && generation.filter(g -> g.started().chunk() == chunk).isPresent()) {
            generation = Optional.empty();
        }
    }

    private void stream(JournalEntry.Streamed streamed) {
        generation = generation
                .filter(g -> g.started().chunk() == streamed.chunk() && g.started().number() == streamed.number())
                .map(g -> new UnfinishedGeneration(g.started(), g.text() + streamed.text(), streamed.tokensSoFar()))
                .or(() -> generation);
    }

    /** Makes the generation under way a candidate, as it is not known what came of it. */
    void settleUnfinished() {
        generation.flatMap(unfinished -> unfinished.candidate(document)).ifPresent(document::replay);
        generation = Optional.empty();
    }

    Document document() {
        return document;
    }

    ProjectSettings settings() {
        return settings;
    }

    /** What stands in the Markdown file as far as the journal knows. */
    MarkdownState markdown() {
        return markdown;
    }

    /** Changes of the document that were done. */
    int actions() {
        return actions;
    }

    /** The generation that was under way when the journal ended. */
    Optional<UnfinishedGeneration> unfinished() {
        return generation;
    }
}
