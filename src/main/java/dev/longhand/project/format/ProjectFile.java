package dev.longhand.project.format;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.DocumentSnapshot;
import dev.longhand.core.document.Outline;
import dev.longhand.project.state.Checkpoint;
import dev.longhand.project.state.ContentHash;
import dev.longhand.project.state.ProjectSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What {@code project.json} holds: a checkpoint without its text and candidates, and which files have those.
 *
 * @param program the version that wrote it
 * @param entry the number of the last journal entry that the checkpoint contains; 0 if there was none
 * @param chunks their ids are unique, their sections are in the outline
 * @param lastChunk the highest id that a chunk ever had; 0 if there was none
 * @param markdown the document's Markdown file
 * @param text the file in the sidecar that has the checkpoint's text
 * @param history what of {@code history.jsonl} belongs to the checkpoint
 */
public record ProjectFile(
        String program,
        long entry,
        Brief brief,
        Outline outline,
        List<Chunk> chunks,
        int lastChunk,
        ProjectSettings settings,
        Markdown markdown,
        TextFile text,
        History history) {
    /** Room for all that a writer could ever do; numbers go on from there without an overflow. */
    private static final long MOST_ENTRIES = 1_000_000_000_000_000L;

    /**
     * A Markdown file.
     *
     * @param content what stood in it when the program last wrote or merged it; empty if it never did
     * @param crlf its lines end with {@code \r\n}
     * @param bom it begins with a byte order mark
     */
    public record Markdown(Optional<ContentHash> content, boolean crlf, boolean bom) {}

    /**
     * A file in the sidecar.
     *
     * @param name letters, digits, {@code . _ -}, so that it cannot lead out of the folder; begins with no point
     * @param content what stands in it
     */
    public record TextFile(String name, ContentHash content) {
        public TextFile {
            if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")) {
                throw new IllegalArgumentException(FormatException.shown(name) + " is no name for a file of the sidecar.");
            }
        }
    }

    /**
     * The beginning of the history that is complete.
     *
     * @param lines how many lines it has
     * @param bytes how long they are, line feeds included
     */
    public record History(int lines, long bytes) {
        public History {
            if (lines < 0 || bytes < lines) {
                throw new IllegalArgumentException("No " + lines + " lines have " + bytes + " bytes.");
            }
        }
    }

    public ProjectFile {
        chunks = List.copyOf(chunks);
        if (entry < 0 || entry > MOST_ENTRIES) {
            throw new IllegalArgumentException("No journal has an entry " + entry + ".");
        }
        Set<Integer> ids = new HashSet<>();
        for (Chunk chunk : chunks) {
            if (!ids.add(chunk.id())) {
                throw new IllegalArgumentException("There are two chunks " + chunk.id() + ".");
            }
            if (chunk.id() < 1 || chunk.id() > lastChunk) {
                throw new IllegalArgumentException(
                        "The ids of its chunks lie between 1 and " + lastChunk + ", but one is " + chunk.id() + ".");
            }
            if (chunk.section().orElse(-1) >= outline.sections().size()) {
                throw new IllegalArgumentException("Chunk " + chunk.id() + " is for section "
                        + chunk.section().getAsInt() + " of " + outline.sections().size() + ", counted from 0.");
            }
        }
        if (lastChunk < 0) {
            throw new IllegalArgumentException("The id of a chunk is not negative: " + lastChunk);
        }
    }

    /** The file of a checkpoint whose text and candidates are in {@code text} and {@code history}. */
    public static ProjectFile of(
            String program, Checkpoint checkpoint, boolean crlf, boolean bom, TextFile text, History history) {
        DocumentSnapshot document = checkpoint.document();
        return new ProjectFile(
                program, checkpoint.entry(), document.brief(), document.outline(), document.chunks(),
                document.lastChunk(), checkpoint.settings(), new Markdown(checkpoint.markdown(), crlf, bom), text,
                history);
    }

    /**
     * The checkpoint.
     *
     * @param text what stands in the text's file
     * @param candidates of each chunk by its id, in the order they came
     * @throws FormatException if they do not belong to this file
     */
    public Checkpoint checkpoint(String text, Map<Integer, List<Candidate>> candidates) throws FormatException {
        for (Map.Entry<Integer, List<Candidate>> ofChunk : candidates.entrySet()) {
            List<Candidate> list = ofChunk.getValue();
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i).number() != i + 1) {
                    throw new FormatException("Candidate " + (i + 1) + " of chunk " + ofChunk.getKey() + " is missing.");
                }
            }
        }
        for (Chunk chunk : chunks) {
            if (chunk.place().end() > text.length()) {
                throw new FormatException("Chunk " + chunk.id() + " lies behind the end of the text.");
            }
            OptionalInt kept = chunk.kept();
            int known = candidates.getOrDefault(chunk.id(), List.of()).size();
            if (kept.orElse(0) > known) {
                throw new FormatException("Candidate " + kept.getAsInt() + " of chunk " + chunk.id() + " is missing.");
            }
        }
        DocumentSnapshot document = new DocumentSnapshot(
                brief, outline, List.of(text.split("\n", -1)), chunks, lastChunk, candidates);
        return new Checkpoint(entry, document, settings, markdown.content());
    }
}
