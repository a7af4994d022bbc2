package dev.longhand.project;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.DocumentChange;
import dev.longhand.core.document.DocumentListener;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.drafting.DraftListener;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.project.state.JournalEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns what happens to a document, and what a model writes for it, into journal entries. Lives on the owner's thread. */
final class Recorder implements DocumentListener, DraftListener {
    /** Where entries go; none of its methods waits for the disk. */
    interface Sink {
        /** @param entry asked for on the journal's thread when it is written */
        void append(Supplier<JournalEntry> entry);

        /** Wants everything on the disk now. */
        void commit();
    }

    private final Sink sink;
    private Optional<Running> running = Optional.empty();

    /** The generation under way; {@code pending} is what of its text has no entry yet. */
    private static final class Running {
        final JournalEntry.Started started;
        final StringBuilder text = new StringBuilder();
        TokenCount tokens = TokenCount.ZERO;
        Pending pending;

        Running(JournalEntry.Started started) {
            this.started = started;
            this.pending = new Pending(started);
        }

        JournalEntry streamed() {
            return new JournalEntry.Streamed(started.chunk(), started.number(), text.toString(), tokens);
        }
    }

    /** Text that waits for the journal to ask for it: one entry, however many tokens came until then. */
    private static final class Pending {
        private final JournalEntry.Started started;
        private final StringBuilder text = new StringBuilder();
        private TokenCount tokens = TokenCount.ZERO;
        private boolean waiting;

        Pending(JournalEntry.Started started) {
            this.started = started;
        }

        /** @return true if an entry has to be asked for */
        synchronized boolean add(String piece, TokenCount tokensSoFar) {
            text.append(piece);
            tokens = tokensSoFar;
            boolean first = !waiting;
            waiting = true;
            return first;
        }

        synchronized JournalEntry take() {
            JournalEntry entry =
                    new JournalEntry.Streamed(started.chunk(), started.number(), text.toString(), tokens);
            text.setLength(0);
            waiting = false;
            return entry;
        }
    }

    Recorder(Sink sink) {
        this.sink = sink;
    }

    /**
     * What a journal that begins now must say of the generation under way. Text that comes later goes into entries of
     * its own.
     */
    List<JournalEntry> restated() {
        return running.map(now -> {
                    now.pending = new Pending(now.started);
                    return List.of(now.started, now.streamed());
                })
                .orElse(List.of());
    }

    /** The generation under way, as far as it has come. */
    Optional<UnfinishedGeneration> unfinished() {
        return running.map(now -> new UnfinishedGeneration(now.started, now.text.toString(), now.tokens));
    }

    @Override
    public void changed(DocumentChange change) {
        if (change instanceof DocumentChange.Added(var chunk, var candidate)
                && running.filter(now -> now.started.chunk() == chunk).isPresent()) {
            running = Optional.empty();
        }
        sink.append(() -> new JournalEntry.Changed(change));
    }

    @Override
    public void started(Chunk chunk, int number, Provenance provenance) {
        JournalEntry.Started started = new JournalEntry.Started(chunk.id(), number, provenance);
        running = Optional.of(new Running(started));
        sink.append(() -> started);
    }

    @Override
    public void streamed(String text, TokenCount tokensSoFar) {
        running.ifPresent(now -> {
            now.text.append(text);
            now.tokens = tokensSoFar;
            Pending pending = now.pending;
            if (pending.add(text, tokensSoFar)) {
                sink.append(pending::take);
            }
        });
    }

    @Override
    public void kept(Chunk chunk, Candidate candidate) {
        sink.commit();
    }

    @Override
    public void removed(Chunk chunk) {
        sink.commit();
    }
}
