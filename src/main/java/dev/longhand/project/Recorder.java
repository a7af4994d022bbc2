package dev.longhand.project;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.DocumentChange;
import dev.longhand.core.document.DocumentListener;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.drafting.DraftListener;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.project.state.JournalEntry;
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
    private int chunk;
    private int number;
    private Stream stream = new Stream();

    /** Text that came and is not written yet. It grows until the journal asks for it: one entry, however many tokens. */
    private static final class Stream {
        private final StringBuilder text = new StringBuilder();
        private TokenCount tokens = TokenCount.ZERO;
        private boolean waiting;

        /** @return true if an entry has to be asked for */
        synchronized boolean add(String piece, TokenCount tokensSoFar) {
            text.append(piece);
            tokens = tokensSoFar;
            boolean first = !waiting;
            waiting = true;
            return first;
        }

        synchronized JournalEntry take(int chunk, int number) {
            JournalEntry entry = new JournalEntry.Streamed(chunk, number, text.toString(), tokens);
            text.setLength(0);
            waiting = false;
            return entry;
        }
    }

    Recorder(Sink sink) {
        this.sink = sink;
    }

    @Override
    public void changed(DocumentChange change) {
        sink.append(() -> new JournalEntry.Changed(change));
    }

    @Override
    public void started(Chunk startedChunk, int startedNumber, Provenance provenance) {
        chunk = startedChunk.id();
        number = startedNumber;
        stream = new Stream();
        sink.append(() -> new JournalEntry.Started(startedChunk.id(), startedNumber, provenance));
    }

    @Override
    public void streamed(String text, TokenCount tokensSoFar) {
        Stream to = stream;
        int streamedChunk = chunk;
        int streamedNumber = number;
        if (to.add(text, tokensSoFar)) {
            sink.append(() -> to.take(streamedChunk, streamedNumber));
        }
    }

    @Override
    public void kept(Chunk keptChunk, Candidate candidate) {
        sink.commit();
    }

    @Override
    public void removed(Chunk removedChunk) {
        sink.commit();
    }
}
