package dev.longhand.project.format;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Language;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Place;
import dev.longhand.core.document.Section;
import dev.longhand.core.drafting.AtEnd;
import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.core.drafting.DraftShape;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.project.state.ContentHash;
import dev.longhand.project.state.ProjectSettings;
import dev.longhand.project.state.StateArbitraries;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Project files: one as a writer has it, and all that there can be. */
final class ProjectFiles {
    /** Every optional member is there. */
    static final ProjectFile EXAMPLE = new ProjectFile(
            "0.1.0",
            120,
            new Brief("Pump manual", "operators", "daily use", "plain", List.of("valves", "水泵"), Language.ENGLISH),
            new Outline(List.of(new Section("Start", "how to begin", OptionalInt.of(300)), Section.of("Stop"))),
            List.of(
                    new Chunk(
                            1, OptionalInt.of(0), ChunkKind.SECTION, 300, "more about valves", new Place(0, 10, 42),
                            Chunk.Status.KEPT, OptionalInt.of(2), 0),
                    new Chunk(
                            3, OptionalInt.empty(), ChunkKind.EXTENSION, 150, "", Place.at(42), Chunk.Status.OPEN,
                            OptionalInt.empty(), 1)),
            4,
            new ProjectSettings(
                    Optional.of("models/small.gguf"), OptionalInt.of(8_192), DraftShape.SECTIONS,
                    Optional.of(DraftTarget.words(5_000)), AtEnd.EXTEND, DraftSettings.STANDARD),
            new ProjectFile.Markdown(Optional.of(ContentHash.of("md")), true, false),
            new ProjectFile.TextFile("text-120.md", ContentHash.of("text")),
            new ProjectFile.History(7, 45_678));

    private ProjectFiles() {}

    /** Any project file. */
    static Arbitrary<ProjectFile> all() {
        Arbitrary<ProjectFile.Markdown> markdown = Combinators.combine(
                        StateArbitraries.optionalHashes(), Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as(ProjectFile.Markdown::new);
        Arbitrary<ProjectFile.TextFile> text = Combinators.combine(
                        Arbitraries.longs().greaterOrEqual(0).map(n -> "text-" + n + ".md"), StateArbitraries.hashes())
                .as(ProjectFile.TextFile::new);
        Arbitrary<ProjectFile.History> history = Combinators.combine(
                        Arbitraries.integers().greaterOrEqual(0), Arbitraries.longs().between(Integer.MAX_VALUE, Long.MAX_VALUE))
                .as(ProjectFile.History::new);
        Arbitrary<Set<Integer>> ids = Arbitraries.integers().greaterOrEqual(1).set().ofMaxSize(4);
        return Combinators.combine(StateArbitraries.outlines(), ids)
                .flatAs((outline, chunkIds) -> Combinators.combine(
                                StateArbitraries.texts(),
                                Arbitraries.longs().between(0, 1_000_000_000_000_000L),
                                StateArbitraries.briefs(),
                                chunks(chunkIds, outline),
                                StateArbitraries.settings(),
                                markdown,
                                text,
                                history)
                        .as((program, entry, brief, chunks, settings, file, textFile, lines) -> new ProjectFile(
                                program, entry, brief, outline, chunks,
                                chunkIds.stream().mapToInt(i -> i).max().orElse(0), settings, file, textFile, lines)))
                .withoutEdgeCases();
    }

    private static Arbitrary<List<Chunk>> chunks(Set<Integer> ids, Outline outline) {
        return Combinators.combine(ids.stream()
                        .map(id -> StateArbitraries.chunks(id, outline.sections().size()))
                        .toList())
                .as(chunks -> chunks);
    }
}
