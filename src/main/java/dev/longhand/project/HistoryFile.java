package dev.longhand.project;

import dev.longhand.core.document.DocumentChange;
import dev.longhand.project.disk.Disk;
import dev.longhand.project.format.CandidateJson;
import dev.longhand.project.format.FormatException;
import dev.longhand.project.journal.JournalContent;
import dev.longhand.project.journal.JournalDamage;
import dev.longhand.project.journal.JournalLine;
import dev.longhand.project.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * What stands in a document's history file. Its lines are decoded on a thread of their own while the document's other
 * files are read, as that is half of the work of opening a long document.
 */
final class HistoryFile {
    /**
     * A line that could be read.
     *
     * @param number of the line
     */
    record Line(long number, DocumentChange.Added added) {}

    private final CompletableFuture<List<Line>> lines;

    private HistoryFile(CompletableFuture<List<Line>> lines) {
        this.lines = lines;
    }

    /** Reads the file. One that is not there, or cannot be read, has no lines. */
    static HistoryFile read(Disk disk, Path file) {
        try {
            byte[] content = disk.read(file);
            CompletableFuture<List<Line>> lines = new CompletableFuture<>();
            Thread.ofPlatform().name("longhand-history").daemon().start(() -> decode(content, lines));
            return new HistoryFile(lines);
        } catch (IOException unreadable) {
            return new HistoryFile(CompletableFuture.completedFuture(List.of()));
        }
    }

    private static void decode(byte[] content, CompletableFuture<List<Line>> lines) {
        try {
            lines.complete(decoded(content));
        } catch (Throwable failed) {
            // Errors too: whoever waits must hear of it.
            lines.completeExceptionally(failed);
        }
    }

    /** The lines in their order; those that are damaged are missing. Waits until they are decoded. */
    List<Line> lines() {
        return lines.join();
    }

    private static List<Line> decoded(byte[] content) {
        JournalContent read = JournalReader.read(content, 0);
        Stream<JournalLine> afterDamage = read.damage().map(JournalDamage::salvage).stream().flatMap(List::stream);
        return Stream.concat(read.lines().stream(), afterDamage)
                .flatMap(line -> decoded(line).stream())
                .toList();
    }

    private static Optional<Line> decoded(JournalLine line) {
        try {
            return Optional.of(new Line(line.number(), CandidateJson.read(line.json())));
        } catch (FormatException damaged) {
            return Optional.empty();
        }
    }
}
