package dev.longhand.project;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.project.disk.MemoryDisk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A disk as a session finds it.
 *
 * @param disk not to be changed: {@link MemoryDisk#kill} gives copies
 * @param markdown what stands in the Markdown file; empty if there is none
 * @param states the document that is there; none if it is not the one that is opened
 * @param streamed what had come of a generation when the last process ended
 */
record Beginning(
        MemoryDisk disk,
        Optional<String> markdown,
        List<DocumentSnapshot> states,
        Optional<FaultySession.Streamed> streamed) {
    static final String OLD = "Use a wrench of old.";
    private static final Path REPORT = FaultySession.REPORT;

    /** An empty folder. */
    static Beginning nothing() {
        return new Beginning(new MemoryDisk(FaultySession.FOLDER), Optional.empty(), List.of(), Optional.empty());
    }

    /** A Markdown file that Longhand has never seen. */
    static Beginning markdownAlone() throws Exception {
        MemoryDisk disk = new MemoryDisk(FaultySession.FOLDER);
        disk.put(REPORT, "# Pumps\n\nOne.\n");
        return of(disk, Optional.empty());
    }

    /** A document that was closed. */
    static Beginning closed() throws Exception {
        MemoryDisk disk = new MemoryDisk(FaultySession.FOLDER);
        Writer writer = Writer.creates(disk, REPORT);
        writer.drafts(0, OLD);
        writer.closes();
        return of(disk, Optional.empty());
    }

    /** A process was killed while it wrote a candidate: there is a journal to replay, and an older Markdown file. */
    static Beginning killed() throws Exception {
        MemoryDisk disk = new MemoryDisk(FaultySession.FOLDER);
        Writer writer = Writer.creates(disk, REPORT);
        writer.drafts(0, OLD);
        writer.project().checkpointNow();
        writer.drafts(1, "Turn them.");
        writer.saves();
        writer.types(" Twice.");
        Chunk chunk = writer.opensChunk(2);
        writer.starts(chunk);
        writer.streams("The end", 2);
        writer.project().commitNow();
        MemoryDisk killed = disk.kill();
        writer.closes();
        return of(killed, Optional.of(new FaultySession.Streamed(chunk.id(), 1, "The end")));
    }

    /** The same, and the last line of the journal is torn. */
    static Beginning torn() throws Exception {
        Beginning killed = killed();
        try (var journal = killed.disk.append(REPORT.resolveSibling("Report.longhand").resolve("journal.jsonl"))) {
            journal.writeAll(ByteBuffer.wrap("{\"n\":99,\"ki".getBytes(StandardCharsets.UTF_8)));
            journal.force();
        }
        return killed;
    }

    private static Beginning of(MemoryDisk disk, Optional<FaultySession.Streamed> streamed) throws Exception {
        Writer healthy = Writer.opens(disk.kill(), REPORT);
        DocumentSnapshot state = healthy.document().snapshot();
        healthy.closes();
        return new Beginning(disk, Optional.of(disk.text(REPORT)), List.of(state), streamed);
    }

    /** The same disk, for a new document that takes the name of the one there. */
    Beginning toBeReplaced() {
        return new Beginning(disk, markdown, List.of(), Optional.empty());
    }
}
