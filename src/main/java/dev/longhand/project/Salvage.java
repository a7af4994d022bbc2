package dev.longhand.project;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.DocumentChange;
import dev.longhand.core.document.Place;
import dev.longhand.core.document.TextEdit;
import dev.longhand.project.format.EntryJson;
import dev.longhand.project.format.FormatException;
import dev.longhand.project.journal.JournalLine;
import dev.longhand.project.merge.TextMerge;
import dev.longhand.project.state.ContentHash;
import dev.longhand.project.state.JournalEntry;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes what it can from journal entries behind a gap, of which it is not known what the text was like when they were
 * written: the chunks and candidates they bring; the Markdown file where it is a later text than the gap, and whatever
 * was done after it was written; edits whose place is beyond doubt; and of all others the text that was put in, without a
 * place.
 */
final class Salvage {
    /** Characters that do not stand by chance where an edit removes them. */
    private static final int KNOWN_AGAIN = 12;
    /** More candidates than these are not missing because of damage. */
    private static final int MOST_MISSING = 1_000;

    private final Replay replay;
    private final Optional<byte[]> content;
    private final List<DocumentChange.Edited> later = new ArrayList<>();
    private final UnplacedText unplaced = new UnplacedText();
    /** Whether the text is known to be the one that the next entry was written for. */
    private boolean isInStep;

    Salvage(Replay replay, Optional<byte[]> content) {
        this.replay = replay;
        this.content = content;
    }

    /** @param lines after the gap, in their order */
    void take(List<JournalLine> lines) {
        List<JournalEntry> entries = new ArrayList<>();
        for (JournalLine line : lines) {
            try {
                entries.add(EntryJson.read(line.json()));
            } catch (FormatException noEntry) {
                // The next line may be one.
            }
        }
        replay.settleUnfinished();
        Map<Integer, Chunk> chunks = chunks(entries);
        int placed = lastWriting(entries);
        for (int i = 0; i < entries.size(); i++) {
            if (i == placed) {
                takeMarkdown();
            }
            takeEntry(entries.get(i), i < placed, chunks);
        }
    }

    /** @param inMarkdown whether what the entry did to the text is in the Markdown file */
    private void takeEntry(JournalEntry entry, boolean inMarkdown, Map<Integer, Chunk> chunks) {
        switch (entry) {
            case JournalEntry.Changed(DocumentChange.Edited edited) -> {
                if (inMarkdown) {
                    later.add(edited);
                } else {
                    edited.chunks().forEach(this::makeRoom);
                    if (!(isInStep || isSure(edited)) || !isApplied(entry)) {
                        isInStep = false;
                        edited.edits().forEach(unplaced::edited);
                    }
                }
            }
            case JournalEntry.Changed(DocumentChange.Added added) -> {
                makeRoom(added, chunks);
                if (!isApplied(entry) && !replay.document().text().toString().contains(added.candidate().text())) {
                    unplaced.add(added.candidate().text());
                }
            }
            default -> isApplied(entry);
        }
    }

    /** An edit behind a gap may be counted in a text that was longer or shorter then. */
    private boolean isSure(DocumentChange.Edited edited) {
        if (edited.edits().isEmpty()) {
            return true;
        }
        TextEdit first = edited.edits().getFirst();
        return first.at() == replay.document().text().length() || first.removed().strip().length() >= KNOWN_AGAIN;
    }

    /** The candidate that is kept may have been in a damaged line. */
    private void makeRoom(Chunk chunk) {
        addMissing(chunk.id(), chunk.kept().orElse(0));
    }

    /** The chunk that a candidate is for, and the candidates before it, may have been in damaged lines. */
    private void makeRoom(DocumentChange.Added added, Map<Integer, Chunk> chunks) {
        Document document = replay.document();
        int chunk = added.chunk();
        if (document.chunks().stream().noneMatch(c -> c.id() == chunk) && chunks.containsKey(chunk)) {
            isApplied(opened(
                    Chunks.at(chunks.get(chunk), Place.at(document.text().length()), Chunk.Status.OPEN)));
        }
        addMissing(chunk, added.candidate().number() - 1);
    }

    /** Adds stand-ins up to candidate {@code last}. */
    private void addMissing(int chunk, int last) {
        Document document = replay.document();
        int known = document.candidates(chunk).size();
        boolean isThere = document.chunks().stream().anyMatch(c -> c.id() == chunk);
        for (int n = known + 1; isThere && n <= last && last - known <= MOST_MISSING; n++) {
            document.replay(new DocumentChange.Added(chunk, StoredHistory.lost(n)));
        }
    }

    /** Chunks as the entries have them last. */
    private static Map<Integer, Chunk> chunks(List<JournalEntry> entries) {
        Map<Integer, Chunk> chunks = new HashMap<>();
        for (JournalEntry entry : entries) {
            if (entry instanceof JournalEntry.Changed(DocumentChange.Opened(var chunk))) {
                chunks.put(chunk.id(), chunk);
            } else if (entry instanceof JournalEntry.Changed(DocumentChange.Edited edited)) {
                edited.chunks().forEach(chunk -> chunks.put(chunk.id(), chunk));
            }
        }
        return chunks;
    }

    /** Text that has no place any more; may be empty. */
    String unplaced() {
        return unplaced.text();
    }

    private int lastWriting(List<JournalEntry> entries) {
        Optional<ContentHash> present = content.map(ContentHash::of);
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i) instanceof JournalEntry.Writing(var before, var after)
                    && present.filter(after::equals).isPresent()) {
                return i;
            }
        }
        return -1;
    }

    private void takeMarkdown() {
        try {
            Document document = replay.document();
            String theirs = MarkdownText.of(content.orElseThrow()).text();
            String ours = document.text().toString();
            document.reconcile(TextMerge.of(ours, ours, theirs).edits());
            later.forEach(this::standAgain);
            later.clear();
            isInStep = true;
        } catch (CharacterCodingException notOurs) {
            throw new IllegalStateException("A file with a hash of ours is text.", notOurs);
        }
    }

    /** Chunks that were kept in a damaged part, and whose texts stand in the Markdown file. */
    private void standAgain(DocumentChange.Edited edited) {
        Document document = replay.document();
        for (Chunk chunk : edited.chunks()) {
            String kept = chunk.kept().stream()
                    .filter(number -> number <= document.candidates(chunk.id()).size())
                    .mapToObj(number -> document.candidate(chunk.id(), number).text())
                    .findFirst()
                    .orElse("");
            int at = kept.isBlank() ? -1 : document.text().toString().indexOf(kept);
            if (at >= 0) {
                isApplied(opened(Chunks.at(chunk, new Place(at, at, at + kept.length()), Chunk.Status.KEPT)));
            }
        }
    }

    private static JournalEntry opened(Chunk chunk) {
        return new JournalEntry.Changed(new DocumentChange.Opened(chunk));
    }

    /** Whether an entry fits the document, which has it then. */
    private boolean isApplied(JournalEntry entry) {
        try {
            replay.apply(entry);
            return true;
        } catch (IllegalArgumentException doesNotFit) {
            return false;
        }
    }
}
