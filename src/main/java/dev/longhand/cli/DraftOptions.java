package dev.longhand.cli;

import dev.longhand.core.drafting.AtEnd;
import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.core.drafting.DraftShape;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.Sampling;
import dev.longhand.project.state.ProjectSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code draft}, checked.
 *
 * @param brief the brief's file, or the document's where a draft is gone on with
 * @param out the document's file, if it was named
 * @param model the model's file, if it was named
 * @param target how long the document shall be, if it was said
 * @param context tokens of the window, if they were given
 * @param force whether to load a model that takes more memory than is free
 * @param settings what holds for every chunk
 * @param atEnd what to do about a section that ends short
 * @param shape how the document is drafted, if it was said
 * @param proposeOutline whether the model proposes an outline for a brief that has none
 * @param report the report's file, if one is wanted
 */
record DraftOptions(
        Path brief,
        Optional<Path> out,
        Optional<Path> model,
        Optional<DraftTarget> target,
        OptionalInt context,
        boolean force,
        DraftSettings settings,
        AtEnd atEnd,
        Optional<DraftShape> shape,
        boolean proposeOutline,
        Optional<Path> report) {

    /** The options of a new draft. */
    static DraftOptions of(DraftCommand typed) throws BadInput {
        return of(typed, Optional.empty());
    }

    /** @param stored what holds where nothing was typed: the settings of the document that is gone on with */
    static DraftOptions of(DraftCommand typed, Optional<ProjectSettings> stored) throws BadInput {
        DraftSettings before = stored.map(ProjectSettings::draft).orElse(DraftSettings.STANDARD);
        OptionalInt context = typed.context == null
                ? stored.map(ProjectSettings::context).orElse(OptionalInt.empty())
                : OptionalInt.of(Checks.atLeast("--context", ContextChoice.LEAST, typed.context));
        DraftSettings settings = new DraftSettings(
                sampling(typed, before.sampling()),
                typed.seed == null && stored.isPresent() ? before.seed() : seed(typed.seed),
                typed.chunk == null ? before.chunkTokens() : Checks.atLeast("--chunk", 1, typed.chunk),
                Checks.choice("--chunk-end", ChunkEnd.class, typed.chunkEnd).orElse(before.chunkEnd()),
                typed.stop.isEmpty() ? before.stopStrings() : stopStrings(typed.stop),
                before.loops());
        Optional<DraftShape> shape = shape(typed).or(() -> stored.map(ProjectSettings::shape));
        return new DraftOptions(
                Objects.requireNonNull(typed.brief),
                Optional.ofNullable(typed.out),
                typed.model == null ? storedModel(stored) : Optional.of(typed.model),
                target(typed.target, typed.words).or(() -> stored.flatMap(ProjectSettings::target)),
                context,
                typed.force,
                settings,
                Checks.choice("--at-end", AtEnd.class, typed.atEnd)
                        .orElse(stored.map(ProjectSettings::atEnd).orElse(AtEnd.EXTEND)),
                shape,
                typed.proposeOutline,
                Optional.ofNullable(typed.json));
    }

    /** The model that the settings of a document name. */
    static Optional<Path> storedModel(Optional<ProjectSettings> stored) throws BadInput {
        Optional<String> name = stored.flatMap(ProjectSettings::model);
        try {
            return name.map(Path::of);
        } catch (InvalidPathException refused) {
            throw new BadInput("The document was drafted with a model whose name is no name of a file here;"
                    + " name one with --model.");
        }
    }

    private static Optional<DraftShape> shape(DraftCommand typed) throws BadInput {
        Optional<DraftShape> shape = Checks.choice("--shape", DraftShape.class, typed.shape);
        if (typed.proposeOutline && shape.equals(Optional.of(DraftShape.ANSWER))) {
            throw new BadInput("--propose-outline makes sections, and --shape answer has none; leave one of them out.");
        }
        return shape;
    }

    /** What {@code --target} and {@code --words} say together. */
    static Optional<DraftTarget> target(@Nullable Integer tokens, @Nullable Integer words) throws BadInput {
        if (tokens != null && words != null) {
            throw new BadInput("--target and --words both say how long the document shall be; give one of them.");
        }
        if (tokens != null) {
            return Optional.of(DraftTarget.tokens(Checks.atLeast("--target", 1, tokens)));
        }
        return words == null
                ? Optional.empty()
                : Optional.of(DraftTarget.words(Checks.atLeast("--words", 1, words)));
    }

    private static Sampling sampling(DraftCommand typed, Sampling before) throws BadInput {
        return typed.temperature == null
                ? before
                : before.withTemperature(Checks.between("--temperature", 0, 5, typed.temperature));
    }

    /** The seed that was typed, or a random one. */
    static long seed(@Nullable Long typed) throws BadInput {
        if (typed == null) {
            return ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
        }
        if (typed < 0) {
            throw new BadInput("--seed must be 0 or more, not " + typed + ".");
        }
        return typed;
    }

    private static List<String> stopStrings(List<String> typed) throws BadInput {
        List<String> strings = new ArrayList<>();
        for (String text : typed) {
            strings.add(StopText.of(text));
        }
        return strings;
    }
}
