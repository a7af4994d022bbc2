package dev.longhand.project.format;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.DocumentChange;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.document.TextEdit;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.project.state.ContentHash;
import dev.longhand.project.state.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry of {@code journal.jsonl}. Its member {@code type} says what it is. Members that are not known are passed
 * over; {@code n} and {@code crc} are never written here: they belong to the journal, which adds its number and
 * checksum.
 */
public final class EntryJson {
    /** One action may make as many edits as a large document has characters. */
    private static final int MOST_VALUES = 8_000_000;

    private EntryJson() {}

    /** One JSON object on one line, without a line feed. */
    public static String write(JournalEntry entry) {
        return JsonOutput.compact(members(entry));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws FormatException if {@code line} is anything else
     */
    public static JournalEntry read(String line) throws FormatException {
        return read(Fields.of(JsonInput.object(line, MOST_VALUES)));
    }

    private static JournalEntry read(Fields from) throws FormatException {
        String type = from.text("type");
        return switch (type) {
            case "opened" -> changed(new DocumentChange.Opened(ChunkJson.read(from.object("chunk"))));
            case "withdrawn" -> changed(new DocumentChange.Withdrawn(from.whole("chunk", 1)));
            case "candidate" -> changed(CandidateJson.read(from));
            case "edited" -> changed(edited(from));
            case "started" -> new JournalEntry.Started(
                    from.whole("chunk", 1), from.whole("number", 1), CandidateJson.provenance(from.object("provenance")));
            case "streamed" -> streamed(from);
            case "writing" -> new JournalEntry.Writing(
                    from.has("before") ? Optional.of(from.hash("before")) : Optional.empty(), from.hash("after"));
            case "configured" -> new JournalEntry.Configured(SettingsJson.read(from.object("settings")));
            default -> throw from.unknown("type", type);
        };
    }

    private static JournalEntry changed(DocumentChange change) {
        return new JournalEntry.Changed(change);
    }

    private static JsonTree.Members members(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Changed(DocumentChange.Opened(Chunk chunk)) ->
                type("opened").member("chunk", ChunkJson.of(chunk)).build();
            case JournalEntry.Changed(DocumentChange.Withdrawn(int chunk)) ->
                type("withdrawn").number("chunk", chunk).build();
            case JournalEntry.Changed(DocumentChange.Added added) ->
                type("candidate").members(CandidateJson.members(added)).build();
            case JournalEntry.Changed(DocumentChange.Edited(var edits, var chunks)) ->
                type("edited")
                        .elements("edits", edits.stream().map(EntryJson::edit).toList())
                        .elements("chunks", chunks.stream().map(ChunkJson::of).toList())
                        .build();
            case JournalEntry.Started(int chunk, int number, Provenance provenance) ->
                type("started")
                        .number("chunk", chunk)
                        .number("number", number)
                        .member("provenance", CandidateJson.provenance(provenance))
                        .build();
            case JournalEntry.Streamed(int chunk, int number, String text, TokenCount tokensSoFar) ->
                type("streamed")
                        .number("chunk", chunk)
                        .number("number", number)
                        .text("text", text)
                        .member("tokensSoFar", EngineJson.of(tokensSoFar))
                        .build();
            case JournalEntry.Writing(var before, ContentHash after) ->
                type("writing")
                        .text("before", before.map(ContentHash::hex))
                        .text("after", after.hex())
                        .build();
            case JournalEntry.Configured(var settings) ->
                type("configured").member("settings", SettingsJson.of(settings)).build();
        };
    }

    private static JsonTree.Builder type(String type) {
        return JsonTree.Members.with().text("type", type);
    }

    private static JsonTree.Members edit(TextEdit edit) {
        return JsonTree.Members.with()
                .number("at", edit.at())
                .text("removed", edit.removed())
                .text("inserted", edit.inserted())
                .build();
    }

    private static DocumentChange.Edited edited(Fields from) throws FormatException {
        List<TextEdit> edits = new ArrayList<>();
        for (Fields edit : from.objects("edits")) {
            edits.add(new TextEdit(edit.whole("at", 0), edit.text("removed"), edit.text("inserted")));
        }
        List<Chunk> chunks = new ArrayList<>();
        for (Fields chunk : from.objects("chunks")) {
            chunks.add(ChunkJson.read(chunk));
        }
        return new DocumentChange.Edited(edits, chunks);
    }

    private static JournalEntry.Streamed streamed(Fields from) throws FormatException {
        return new JournalEntry.Streamed(
                from.whole("chunk", 1),
                from.whole("number", 1),
                from.text("text"),
                EngineJson.tokenCount(from.object("tokensSoFar")));
    }
}
