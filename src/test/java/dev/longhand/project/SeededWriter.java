package dev.longhand.project;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.drafting.DraftListener;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenizedText;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/**
 * A writer at work on a long document: types, has chunks drafted, judges them and thinks again. What is done next follows
 * from a seed and from the document alone, so that another process can do the same and compare. One step is at most one
 * change of the document.
 */
final class SeededWriter {
    /** The document's files, as far as its writer knows of them. */
    interface Files {
        /** Nothing is written: the document is in memory only. */
        Files NONE = new Files() {};

        /** Returns when everything until now is safe. */
        default void commit() throws Exception {}

        default void save() {}

        default void checkpoint() {}
    }

    /**
     * A generation under way.
     *
     * @param base text of the candidate that it lengthens
     * @param streamed how many of the pieces have come
     */
    record Running(int chunk, int number, String base, Provenance provenance, List<String> pieces, int streamed) {
        String text(int tokens) {
            return base + String.join("", pieces.subList(0, tokens));
        }

        private Running next() {
            return new Running(chunk, number, base, provenance, pieces, streamed + 1);
        }
    }

    private final Document document;
    private final DraftListener recorder;
    private final Files files;
    private final Random random;
    private Optional<Chunk> opened = Optional.empty();
    private Optional<Running> running = Optional.empty();
    private int cursor;

    SeededWriter(Document document, DraftListener recorder, Files files, long seed) {
        this.document = document;
        this.recorder = recorder;
        this.files = files;
        this.random = new Random(seed);
        this.cursor = random.nextInt(document.text().length());
    }

    Optional<Running> running() {
        return running;
    }

    void step() throws Exception {
        if (opened.isPresent()) {
            Chunk chunk = opened.get();
            opened = Optional.empty();
            starts(chunk, OptionalInt.empty());
        } else if (running.isPresent()) {
            whileTheModelWrites(running.get(), random.nextInt(100));
        } else {
            betweenDrafts(random.nextInt(100));
        }
    }

    private void whileTheModelWrites(Running now, int dice) throws Exception {
        if (dice < 25) {
            types();
        } else if (dice == 25) {
            files.save();
        } else if (dice == 26) {
            files.checkpoint();
        } else if (now.streamed() < now.pieces().size()) {
            recorder.streamed(now.pieces().get(now.streamed()), TokenCount.exactly(now.streamed() + 1));
            running = Optional.of(now.next());
        } else {
            running = Optional.empty();
            TokenizedText.Builder text = new TokenizedText.Builder();
            text.add(0, now.base());
            now.pieces().forEach(piece -> text.add(piece.hashCode() & 0xffff, piece));
            document.add(now.chunk(), LongDocument.candidate(now.number(), text.build()));
        }
    }

    private void betweenDrafts(int dice) throws Exception {
        Chunk chunk = document.chunks().get(random.nextInt(document.chunks().size()));
        int candidates = document.candidates(chunk.id()).size();
        if (dice < 40) {
            types();
        } else if (dice < 52) {
            opened = Optional.of(document.open(
                    chunk.place().end(), chunk.section(), ChunkKind.EXTENSION, 100, ""));
        } else if (dice < 58) {
            starts(chunk, OptionalInt.empty());
        } else if (dice < 62 && candidates > 0) {
            starts(chunk, OptionalInt.of(candidates));
        } else if (dice < 76) {
            keepsOneThatWaits();
        } else if (dice < 82 && chunk.status() == Chunk.Status.KEPT) {
            keeps(chunk, 1 + random.nextInt(candidates));
        } else if (dice < 86) {
            recorder.removed(document.discard(chunk.id()));
            files.commit();
        } else if (dice < 88) {
            recorder.removed(document.unkeep(chunk.id()));
            files.commit();
        } else if (dice < 90) {
            document.reopen(chunk.id());
        } else if (dice < 94) {
            document.undo();
        } else if (dice < 96) {
            document.redo();
        } else if (dice < 98) {
            files.save();
        } else {
            files.checkpoint();
        }
    }

    private void starts(Chunk chunk, OptionalInt base) {
        int number = document.candidates(chunk.id()).size() + 1;
        Provenance provenance = LongDocument.provenance(random.nextInt(), base);
        String text = base.isPresent() ? document.candidate(chunk.id(), base.getAsInt()).text() : "";
        List<String> pieces = LongDocument.pieces(random, 5 + random.nextInt(60));
        running = Optional.of(new Running(chunk.id(), number, text, provenance, pieces, 0));
        recorder.started(chunk, number, provenance);
    }

    private void keepsOneThatWaits() throws Exception {
        Optional<Chunk> waiting = document.chunks().stream()
                .filter(c -> c.status() == Chunk.Status.OPEN && !document.candidates(c.id()).isEmpty())
                .findFirst();
        if (waiting.isPresent()) {
            keeps(waiting.get(), document.candidates(waiting.get().id()).size());
        }
    }

    private void keeps(Chunk chunk, int number) throws Exception {
        Chunk kept = document.keep(chunk.id(), number);
        recorder.kept(kept, document.candidate(chunk.id(), number));
        files.commit();
    }

    /** Letters of a word, a line break, or a correction; now and then somewhere else. */
    private void types() {
        int dice = random.nextInt(100);
        int length = document.text().length();
        cursor = border(dice < 5 ? random.nextInt(length) : Math.min(cursor, length));
        int before = cursor - 1;
        if (dice > 90 && cursor > 0 && !Character.isSurrogate(document.text().substring(before, cursor).charAt(0))) {
            document.edit(before, cursor, "");
            cursor = before;
        } else {
            String typed = dice < 10 ? "\n" : dice < 15 ? "水" : dice < 17 ? "🙂" : Character.toString('a' + dice % 26);
            document.edit(cursor, cursor, typed);
            cursor += typed.length();
        }
    }

    /** Nobody can type inside a character. */
    private int border(int position) {
        boolean inside = position < document.text().length()
                && Character.isLowSurrogate(document.text().substring(position, position + 1).charAt(0));
        return inside ? position + 1 : position;
    }
}
