package dev.longhand.project.format;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Place;
import java.util.OptionalInt;

/** A chunk without its candidates as JSON. */
final class ChunkJson {
    private ChunkJson() {}

    static JsonTree.Members of(Chunk chunk) {
        return JsonTree.Members.with()
                .number("id", chunk.id())
                .number("section", chunk.section())
                .name("kind", chunk.kind())
                .number("asked", chunk.asked())
                .text("direction", chunk.direction())
                .member("place", JsonTree.Members.with()
                        .number("start", chunk.place().start())
                        .number("textStart", chunk.place().textStart())
                        .number("end", chunk.place().end())
                        .build())
                .name("status", chunk.status())
                .number("kept", chunk.kept())
                .number("outdated", chunk.outdated())
                .build();
    }

    static Chunk read(Fields from) throws FormatException {
        int id = from.whole("id", 1);
        OptionalInt section = from.optionalWhole("section", 0);
        ChunkKind kind = from.name("kind", ChunkKind.class);
        int asked = from.whole("asked", 1);
        String direction = from.text("direction");
        Place place = place(from.object("place"));
        Chunk.Status status = from.name("status", Chunk.Status.class);
        OptionalInt kept = from.optionalWhole("kept", 1);
        int outdated = from.whole("outdated", 0);
        return from.made(() -> new Chunk(id, section, kind, asked, direction, place, status, kept, outdated));
    }

    private static Place place(Fields from) throws FormatException {
        int start = from.whole("start");
        int textStart = from.whole("textStart");
        int end = from.whole("end");
        return from.made(() -> new Place(start, textStart, end));
    }
}
