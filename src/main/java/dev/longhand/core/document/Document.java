package dev.longhand.core.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A manuscript in memory: brief, outline, kept text, and chunks with every candidate they ever had. Keeping, unkeeping,
 * discarding and edits can be undone; candidates are never lost. Confined to one thread, its owner's.
 */
public final class Document {
    private final Brief brief;
    private final Outline outline;
    private final ManuscriptText text;
    private final Map<Integer, List<Candidate>> candidates = new HashMap<>();
    private final UndoHistory history = new UndoHistory();
    private final List<DocumentListener> listeners = new CopyOnWriteArrayList<>();
    private List<Chunk> chunks = List.of();
    private int lastId;

    public Document(Brief brief, Outline outline) {
        this(brief, outline, "");
    }

    /** @param text what stands in the document already, written elsewhere */
    public Document(Brief brief, Outline outline, String text) {
        this.brief = brief;
        this.outline = outline;
        this.text = new ManuscriptText(text);
    }

    /** A document as it was when {@code snapshot} was taken; what was done before cannot be undone any more. */
    public static Document of(DocumentSnapshot snapshot) {
        Document document = new Document(
                snapshot.brief(), snapshot.outline(), String.join("\n", snapshot.paragraphs()));
        document.chunks = ChunkPlaces.sorted(snapshot.chunks());
        document.lastId = snapshot.lastChunk();
        snapshot.candidates().forEach((chunk, list) -> document.candidates.put(chunk, new ArrayList<>(list)));
        return document;
    }

    /** The document as it is now; costs one reference for each paragraph, chunk and candidate. */
    public DocumentSnapshot snapshot() {
        return new DocumentSnapshot(brief, outline, text.toParagraphs(), chunks, lastId, candidates);
    }

    public void addListener(DocumentListener listener) {
        listeners.add(listener);
    }

    public void removeListener(DocumentListener listener) {
        listeners.remove(listener);
    }

    /**
     * Does what was done in an earlier life of this document, as a journal has it. It cannot be undone, and listeners
     * do not hear it.
     *
     * @throws IllegalArgumentException if it does not fit the document; nothing has changed then
     */
    public void replay(DocumentChange change) {
        switch (change) {
            case DocumentChange.Opened(var chunk) -> replayOpened(chunk);
            case DocumentChange.Withdrawn(var chunk) ->
                chunks = chunks.stream().filter(c -> c.id() != chunk).toList();
            case DocumentChange.Added(var chunk, var candidate) -> replayAdded(chunk, candidate);
            case DocumentChange.Edited edited -> replayEdited(edited);
        }
    }

    private void replayOpened(Chunk chunk) {
        check(chunk);
        chunks = ChunkPlaces.sorted(Stream.concat(
                chunks.stream().filter(c -> c.id() != chunk.id()), Stream.of(chunk)).toList());
        lastId = Math.max(lastId, chunk.id());
    }

    private void replayAdded(int chunk, Candidate candidate) {
        if (chunks.stream().noneMatch(c -> c.id() == chunk)) {
            throw new IllegalArgumentException("There is no chunk " + chunk + ".");
        }
        append(chunk, candidate);
    }

    private void replayEdited(DocumentChange.Edited edited) {
        List<TextEdit> applied = new ArrayList<>();
        try {
            for (TextEdit edit : edited.edits()) {
                text.applyExactly(edit);
                applied.add(edit);
            }
            edited.chunks().forEach(this::check);
            chunks = ChunkPlaces.sorted(UndoHistory.Step.of(edited).applied(chunks));
        } catch (IllegalArgumentException doesNotFit) {
            applied.reversed().forEach(edit -> text.apply(edit.inverse()));
            throw doesNotFit;
        }
    }

    /** Whether a chunk fits the document: its place, its section and the candidate that is kept. */
    private void check(Chunk chunk) {
        if (chunk.place().end() > text.length()) {
            throw new IllegalArgumentException("Chunk " + chunk.id() + " lies behind the end of the text.");
        }
        if (chunk.section().orElse(-1) >= outline.sections().size()) {
            throw new IllegalArgumentException("Chunk " + chunk.id() + " is for a section that is not in the outline.");
        }
        if (chunk.kept().orElse(0) > candidates.getOrDefault(chunk.id(), List.of()).size()) {
            throw new IllegalArgumentException("Chunk " + chunk.id() + " has no candidate " + chunk.kept().getAsInt() + ".");
        }
    }

    public Brief brief() {
        return brief;
    }

    public Outline outline() {
        return outline;
    }

    /** The kept text; read it, but change it through this class only. */
    public ManuscriptText text() {
        return text;
    }

    /** All chunks by their place, kept or not. */
    public List<Chunk> chunks() {
        return chunks;
    }

    /** The chunks whose text stands in the document, by their place. */
    public List<Chunk> keptChunks() {
        return chunks.stream().filter(c -> c.status() == Chunk.Status.KEPT).toList();
    }

    /** The chunk with this id. */
    public Chunk chunk(int id) {
        return chunks.stream()
                .filter(c -> c.id() == id)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no chunk " + id));
    }

    /** Every candidate of a chunk, in the order they came. */
    public List<Candidate> candidates(int chunk) {
        return List.copyOf(candidates.getOrDefault(chunk, List.of()));
    }

    /** The candidate {@code number} (from 1) of a chunk. */
    public Candidate candidate(int chunk, int number) {
        return candidates(chunk).get(number - 1);
    }

    /** The kept candidate of a chunk, if one is kept. */
    public Optional<Candidate> kept(Chunk chunk) {
        return chunk.kept().isPresent()
                ? Optional.of(candidate(chunk.id(), chunk.kept().getAsInt()))
                : Optional.empty();
    }

    /** The text of a kept chunk as it stands in the document now, edits included. */
    public String textOf(Chunk chunk) {
        return text.substring(chunk.place().textStart(), chunk.place().end());
    }

    /** What stands before a kept chunk's text in its place: the heading or blank line that the program wrote. */
    public String leadOf(Chunk chunk) {
        return text.substring(chunk.place().start(), chunk.place().textStart());
    }

    /** What the program would write before the text of a chunk at its place. */
    public String leadFor(Chunk chunk) {
        int start = chunk.place().start();
        String before = text.substring(Math.max(0, start - 2), start);
        String heading = chunk.section().isPresent()
                ? outline.sections().get(chunk.section().getAsInt()).heading()
                : "";
        return Lead.of(chunk.kind(), heading, before);
    }

    /** Opens a chunk at {@code position}; nothing changes in the text. */
    public Chunk open(int position, OptionalInt section, ChunkKind kind, int asked, String direction) {
        if (position < 0 || position > text.length()) {
            throw new IndexOutOfBoundsException(position);
        }
        Chunk chunk = new Chunk(
                ++lastId, section, Chunk.kindFor(kind, direction), asked, direction, Place.at(position),
                Chunk.Status.OPEN, OptionalInt.empty(), 0);
        List<Chunk> all = new ArrayList<>(chunks);
        all.add(chunk);
        chunks = ChunkPlaces.sorted(all);
        tell(new DocumentChange.Opened(chunk));
        return chunk;
    }

    /** Takes back the opening of a chunk that never had a candidate; no action of the writer's. */
    public void withdraw(int chunk) {
        if (!candidates(chunk).isEmpty()) {
            throw new IllegalStateException("chunk " + chunk + " has candidates");
        }
        chunks = chunks.stream().filter(c -> c.id() != chunk).toList();
        tell(new DocumentChange.Withdrawn(chunk));
    }

    /** Gives an open chunk another direction for its next candidates. */
    public Chunk direct(int chunk, String direction) {
        Chunk directed = chunk(chunk).directed(direction);
        chunks = ChunkPlaces.replaced(chunks, directed);
        tell(new DocumentChange.Opened(directed));
        return directed;
    }

    /** Adds a candidate to its chunk; its number must be the next. */
    public void add(int chunk, Candidate candidate) {
        append(chunk, candidate);
        tell(new DocumentChange.Added(chunk, candidate));
    }

    private void append(int chunk, Candidate candidate) {
        List<Candidate> all = candidates.computeIfAbsent(chunk, c -> new ArrayList<>());
        if (candidate.number() != all.size() + 1) {
            throw new IllegalArgumentException("The next candidate is number " + (all.size() + 1));
        }
        all.add(candidate);
    }

    /**
     * Puts a candidate's text into the document, in place of the one that was kept before, if any. Later chunks stay.
     */
    public Chunk keep(int chunk, int number) {
        Chunk old = chunk(chunk);
        String lead = leadFor(old);
        String body = candidate(chunk, number).text();
        Place was = old.place();
        int start = was.start();
        List<TextEdit> edits = new ArrayList<>();
        edits.add(text.replace(start, was.end(), lead + body));
        List<Chunk> moved = ChunkPlaces.afterReplacing(chunks, old, lead.length() + body.length());
        Place place = new Place(start, start + lead.length(), start + lead.length() + body.length());
        if (old.status() == Chunk.Status.KEPT && !kept(old).orElseThrow().text().equals(body)) {
            moved = moved.stream().map(c -> ChunkPlaces.follows(c, old) ? outdated(c) : c).toList();
        }
        moved = ChunkPlaces.replaced(moved, old.kept(number, place));
        commit(edits, mendLead(edits, moved, place.end()));
        return chunk(chunk);
    }

    /** Whatever a kept chunk behind the one that changed has so far was written after another text. */
    private Chunk outdated(Chunk chunk) {
        return chunk.status() == Chunk.Status.KEPT ? chunk.outdated(candidates(chunk.id()).size()) : chunk;
    }

    /** Takes a kept chunk's text out of the document; the chunk waits for a verdict again. */
    public Chunk unkeep(int chunk) {
        return remove(chunk, Chunk.Status.OPEN);
    }

    /** Drops a chunk, and its text if it was kept. Its candidates stay reachable. */
    public Chunk discard(int chunk) {
        return remove(chunk, Chunk.Status.DISCARDED);
    }

    /** Makes a discarded chunk one that waits for a verdict again. */
    public Chunk reopen(int chunk) {
        Chunk old = chunk(chunk);
        if (old.status() == Chunk.Status.DISCARDED) {
            commit(List.of(), ChunkPlaces.replaced(chunks, old.notKept(Chunk.Status.OPEN, old.place())));
        }
        return chunk(chunk);
    }

    /** Replaces text from {@code from} to {@code to}, as the writer does by typing. */
    public void edit(int from, int to, String with) {
        TextEdit edit = text.replace(from, to, with);
        commit(List.of(edit), chunks.stream().map(c -> c.at(c.place().map(edit))).toList());
    }

    /**
     * Does what another program did to the text, as one action; no edits are none. A chunk stays where the edits leave
     * it, or goes where its text stands now if it was moved. A kept chunk whose text is gone becomes a discarded one, and
     * keeps its candidates.
     *
     * @param edits to be done one after another
     * @throws IllegalArgumentException if an edit does not fit the text; nothing has changed then
     */
    public void reconcile(List<TextEdit> edits) {
        Reconciliation.Outcome outcome = Reconciliation.of(text, chunks, edits);
        if (!outcome.edits().isEmpty()) {
            history.endWord();
            commit(outcome.edits(), outcome.chunks());
            history.endWord();
        }
    }

    /**
     * Replaces text as {@link #edit} does, but what is put in at the place of {@code chunk}, which has no text yet,
     * stands before it: the writer types at the end of the paragraph after which the model is writing.
     */
    public void editBefore(int chunk, int from, int to, String with) {
        TextEdit edit = text.replace(from, to, with);
        commit(List.of(edit), chunks.stream()
                .map(c -> c.id() == chunk && c.place().equals(Place.at(from))
                        ? c.at(Place.at(from + with.length()))
                        : c.at(c.place().map(edit)))
                .toList());
    }

    public boolean canUndo() {
        return history.canUndo();
    }

    /** Whether the next undo takes back an edit of the text only, so that no chunk gains or loses a verdict by it. */
    public boolean undoesEdit() {
        return history.nextUndo().filter(this::isEdit).isPresent();
    }

    /** The same for the next redo. */
    public boolean redoesEdit() {
        return history.nextRedo().filter(this::isEdit).isPresent();
    }

    private boolean isEdit(UndoHistory.Step step) {
        return step.exceptions().values().stream().allMatch(c -> {
            Chunk now = chunk(c.id());
            return c.status() == now.status() && c.kept().equals(now.kept());
        });
    }

    public boolean canRedo() {
        return history.canRedo();
    }

    /** Takes the last action back, if there is one. */
    public void undo() {
        history.undo().ifPresent(this::step);
    }

    /** Does again what was undone last, if nothing was done since. */
    public void redo() {
        history.redo().ifPresent(this::step);
    }

    private void step(UndoHistory.Step step) {
        apply(step);
        tell(step.change());
    }

    private void apply(UndoHistory.Step step) {
        step.edits().forEach(text::apply);
        chunks = ChunkPlaces.sorted(step.applied(chunks));
    }

    private Chunk remove(int chunk, Chunk.Status status) {
        Chunk old = chunk(chunk);
        List<TextEdit> edits = new ArrayList<>();
        edits.add(text.replace(old.place().start(), old.place().end(), ""));
        List<Chunk> moved = ChunkPlaces.afterReplacing(chunks, old, 0);
        moved = ChunkPlaces.replaced(moved, old.notKept(status, Place.at(old.place().start())));
        commit(edits, moved);
        return chunk(chunk);
    }

    /** The blank line before the chunk that begins at {@code position} depends on the text before it, which changed. */
    private List<Chunk> mendLead(List<TextEdit> edits, List<Chunk> list, int position) {
        Optional<Chunk> next = list.stream()
                .filter(c -> c.status() == Chunk.Status.KEPT && c.place().start() == position)
                .findFirst();
        if (next.isEmpty() || next.get().place().end() == position) {
            return list;
        }
        Chunk chunk = next.get();
        String wanted = leadFor(chunk);
        String present = leadOf(chunk);
        if (present.equals(wanted) || !present.strip().equals(wanted.strip())) {
            return list;
        }
        edits.add(text.replace(position, chunk.place().textStart(), wanted));
        int by = wanted.length() - present.length();
        return list.stream()
                .map(c -> c.id() == chunk.id()
                        ? c.at(new Place(position, position + wanted.length(), c.place().end() + by))
                        : ChunkPlaces.follows(c, chunk) ? c.at(c.place().shifted(by)) : c)
                .toList();
    }

    private void commit(List<TextEdit> edits, List<Chunk> after) {
        UndoHistory.Step done = history.did(edits, chunks, after);
        chunks = ChunkPlaces.sorted(after);
        tell(done.change());
    }

    private void tell(DocumentChange change) {
        for (DocumentListener listener : listeners) {
            listener.changed(change);
        }
    }
}
