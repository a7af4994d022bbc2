package dev.longhand.project;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Place;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.Timings;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.TokenUsage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** The candidates in a document's history file, by chunk and number. */
final class StoredHistory {
    private final Map<Integer, SortedMap<Integer, Candidate>> byChunk = new HashMap<>();
    /** A number in a damaged file may be any. */
    private static final int MOST_STAND_INS = 1_000;

    private final int lines;
    private int read;

    private StoredHistory(int lines) {
        this.lines = lines;
    }

    /**
     * @param lines how many lines belong to the checkpoint; later ones were written for one that was never finished, and
     *     what they have is in the journal
     */
    static StoredHistory of(HistoryFile file, int lines) {
        StoredHistory history = new StoredHistory(lines);
        if (lines > 0) {
            file.lines().stream().filter(line -> line.number() <= lines).forEach(history::add);
        }
        return history;
    }

    private void add(HistoryFile.Line line) {
        byChunk.computeIfAbsent(line.added().chunk(), c -> new TreeMap<>())
                .put(line.added().candidate().number(), line.added().candidate());
        read++;
    }

    /** Whether every line was there and could be read. */
    boolean isWhole() {
        return read == lines;
    }

    /** All that could be read, in their order. */
    Map<Integer, List<Candidate>> candidates() {
        Map<Integer, List<Candidate>> all = new HashMap<>();
        byChunk.forEach((chunk, candidates) -> all.put(chunk, List.copyOf(candidates.values())));
        return all;
    }

    /** This history with a stand-in for every candidate that is missing before one that is there, or is kept. */
    StoredHistory completed(List<Chunk> chunks) {
        for (Chunk chunk : chunks) {
            SortedMap<Integer, Candidate> all = byChunk.computeIfAbsent(chunk.id(), c -> new TreeMap<>());
            int asked = Math.max(all.isEmpty() ? 0 : all.lastKey(), chunk.kept().orElse(0));
            int last = Math.min(asked, all.size() + MOST_STAND_INS);
            all.tailMap(last + 1).clear();
            for (int number = 1; number <= last; number++) {
                all.computeIfAbsent(number, StoredHistory::lost);
            }
        }
        byChunk.values().removeIf(Map::isEmpty);
        return this;
    }

    /** What stands for a candidate whose record is lost. */
    static Candidate lost(int number) {
        return new Candidate(
                number, "", Optional.empty(), TokenCount.about(0),
                new StopReason.Failed("HISTORY-DAMAGED", "The record of this candidate was damaged; reroll the chunk."),
                TokenUsage.NONE, Timings.NONE,
                new Provenance("", "", "", Sampling.STANDARD, 0, StopRules.limit(1), "",
                        Provenance.Derivation.GENERATED, OptionalInt.empty()),
                OptionalInt.empty());
    }

    /** The chunks with the places where their kept texts stand in {@code text}; those that do not stand there are dropped. */
    List<Chunk> found(List<Chunk> chunks, String text) {
        List<Chunk> found = new ArrayList<>();
        int from = 0;
        for (Chunk chunk : chunks) {
            String kept = keptText(chunk);
            int at = kept.isBlank() ? -1 : text.indexOf(kept, from);
            if (at >= 0) {
                from = at + kept.length();
                found.add(Chunks.at(chunk, new Place(at, at, from), chunk.status()));
            } else {
                boolean lost = chunk.status() == Chunk.Status.KEPT;
                found.add(Chunks.at(chunk, Place.at(from), lost ? Chunk.Status.DISCARDED : chunk.status()));
            }
        }
        return found;
    }

    private String keptText(Chunk chunk) {
        SortedMap<Integer, Candidate> all = byChunk.getOrDefault(chunk.id(), new TreeMap<>());
        return chunk.kept().isPresent() && all.containsKey(chunk.kept().getAsInt())
                ? all.get(chunk.kept().getAsInt()).text()
                : "";
    }
}
