package dev.longhand.project.format;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Outline;
import dev.longhand.project.state.ContentHash;
import dev.longhand.project.state.ProjectSettings;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code project.json}: a member on each line, so that a person can read it, always in the same order. */
public final class ProjectJson {
    /** The schema that is written, and the newest that is understood. */
    public static final int SCHEMA = 1;

    /** A larger file, in bytes, is none of ours: this is room for some 70,000 chunks. */
    public static final int MOST_BYTES = 32 << 20;

    private static final int MOST_VALUES = 2_000_000;
    private static final String CRLF = "crlf";
    private static final String LF = "lf";

    private ProjectJson() {}

    /**
     * The whole file.
     *
     * @param unknown what else stood in the file when it was read
     */
    public static String write(ProjectFile file, UnknownMembers unknown) {
        return JsonOutput.pretty(unknown.joinedTo(members(file)));
    }

    /**
     * Reads a file. Its schema's number is looked at before anything else, so that a file of a newer version is
     * recognised however it is made.
     *
     * @param bytes the whole file, or more of it than {@link #MOST_BYTES}
     * @throws FormatException if it is no project file
     */
    public static ProjectReading read(byte[] bytes) throws FormatException {
        String text = decoded(bytes);
        int schema = schema(text);
        if (schema > SCHEMA) {
            return new ProjectReading.NewerSchema(schema);
        }
        if (bytes.length > MOST_BYTES) {
            throw new FormatException("It is larger than " + (MOST_BYTES >> 20) + " MB.");
        }
        JsonTree.Members read = JsonInput.object(text, MOST_VALUES);
        ProjectFile file = file(Fields.of(read));
        return new ProjectReading.Understood(file, UnknownMembers.of(read, members(file)));
    }

    private static String decoded(byte[] bytes) throws FormatException {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            // Some editors put it there when a person saves the file.
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new FormatException("It is not text in UTF-8.");
        }
    }

    /** 0 where none can be told; reading all of the file then says what is wrong. */
    private static int schema(String text) throws FormatException {
        try {
            return Integer.parseInt(JsonInput.number(text, "schema"));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    private static JsonTree.Members members(ProjectFile file) {
        return JsonTree.Members.with()
                .number("schema", SCHEMA)
                .text("program", file.program())
                .number("journalEntry", file.entry())
                .member("brief", BriefJson.of(file.brief()))
                .elements("outline", BriefJson.of(file.outline()))
                .elements("chunks", file.chunks().stream().map(ChunkJson::of).toList())
                .number("lastChunk", file.lastChunk())
                .member("settings", SettingsJson.of(file.settings()))
                .member("markdown", JsonTree.Members.with()
                        .text("sha256", file.markdown().content().map(ContentHash::hex))
                        .text("lineEnding", file.markdown().crlf() ? CRLF : LF)
                        .flag("bom", file.markdown().bom())
                        .build())
                .member("text", JsonTree.Members.with()
                        .text("file", file.text().name())
                        .text("sha256", file.text().content().hex())
                        .build())
                .member("history", JsonTree.Members.with()
                        .number("lines", file.history().lines())
                        .number("bytes", file.history().bytes())
                        .build())
                .build();
    }

    private static ProjectFile file(Fields from) throws FormatException {
        if (from.whole("schema", 1) != SCHEMA) {
            throw from.wrong("schema", "must be " + SCHEMA);
        }
        String program = from.text("program");
        long entry = from.wholeLong("journalEntry", 0);
        Brief brief = BriefJson.brief(from.object("brief"));
        Outline outline = BriefJson.outline(from.objects("outline"));
        List<Chunk> chunks = new ArrayList<>();
        for (Fields chunk : from.objects("chunks")) {
            chunks.add(ChunkJson.read(chunk));
        }
        int lastChunk = from.whole("lastChunk", 0);
        ProjectSettings settings = SettingsJson.read(from.object("settings"));
        ProjectFile.Markdown markdown = markdown(from.object("markdown"));
        ProjectFile.TextFile text = textFile(from.object("text"));
        ProjectFile.History history = history(from.object("history"));
        return from.made(() -> new ProjectFile(
                program, entry, brief, outline, chunks, lastChunk, settings, markdown, text, history));
    }

    private static ProjectFile.Markdown markdown(Fields from) throws FormatException {
        Optional<ContentHash> content = from.has("sha256") ? Optional.of(from.hash("sha256")) : Optional.empty();
        String lineEnding = from.text("lineEnding");
        if (!lineEnding.equals(CRLF) && !lineEnding.equals(LF)) {
            throw from.unknown("lineEnding", lineEnding);
        }
        return new ProjectFile.Markdown(content, lineEnding.equals(CRLF), from.flag("bom"));
    }

    private static ProjectFile.TextFile textFile(Fields from) throws FormatException {
        String name = from.text("file");
        ContentHash content = from.hash("sha256");
        return from.made(() -> new ProjectFile.TextFile(name, content));
    }

    private static ProjectFile.History history(Fields from) throws FormatException {
        int lines = from.whole("lines", 0);
        long bytes = from.wholeLong("bytes", 0);
        return from.made(() -> new ProjectFile.History(lines, bytes));
    }
}
