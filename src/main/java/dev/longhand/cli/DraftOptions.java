package dev.longhand.cli;

import dev.longhand.core.drafting.AtEnd;
import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.core.drafting.DraftShape;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.Sampling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The options of {@code draft}, checked.
 *
 * @param brief the brief's file
 * @param out the document's file, if it was named
 * @param model the model's file, if it was named
 * @param target how long the document shall be, if it was said
 * @param context tokens of the window, if they were given
 * @param force whether to load a model that takes more memory than is free
 * @param settings what holds for every chunk
 * @param atEnd what to do about a section that ends short
 * @param shape how the document is drafted, if it was said
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
        Optional<Path> report) {

    static DraftOptions of(DraftCommand typed) throws BadInput {
        Optional<DraftTarget> target = target(typed);
        int chunk = typed.chunk == null
                ? DraftSettings.STANDARD.chunkTokens()
                : Checks.atLeast("--chunk", 1, typed.chunk);
        OptionalInt context = typed.context == null
                ? OptionalInt.empty()
                : OptionalInt.of(Checks.atLeast("--context", ContextChoice.LEAST, typed.context));
        DraftSettings settings = new DraftSettings(
                sampling(typed),
                seed(typed),
                chunk,
                Checks.choice("--chunk-end", ChunkEnd.class, typed.chunkEnd).orElse(ChunkEnd.HARD),
                stopStrings(typed.stop),
                LoopRule.STANDARD);
        return new DraftOptions(
                Objects.requireNonNull(typed.brief),
                Optional.ofNullable(typed.out),
                Optional.ofNullable(typed.model),
                target,
                context,
                typed.force,
                settings,
                Checks.choice("--at-end", AtEnd.class, typed.atEnd).orElse(AtEnd.EXTEND),
                Checks.choice("--shape", DraftShape.class, typed.shape),
                Optional.ofNullable(typed.json));
    }

    private static Optional<DraftTarget> target(DraftCommand typed) throws BadInput {
        if (typed.target != null && typed.words != null) {
            throw new BadInput("--target and --words both say how long the document shall be; give one of them.");
        }
        if (typed.target != null) {
            return Optional.of(DraftTarget.tokens(Checks.atLeast("--target", 1, typed.target)));
        }
        return typed.words == null
                ? Optional.empty()
                : Optional.of(DraftTarget.words(Checks.atLeast("--words", 1, typed.words)));
    }

    private static Sampling sampling(DraftCommand typed) throws BadInput {
        return typed.temperature == null
                ? Sampling.STANDARD
                : Sampling.STANDARD.withTemperature(Checks.between("--temperature", 0, 5, typed.temperature));
    }

    private static long seed(DraftCommand typed) throws BadInput {
        if (typed.seed == null) {
            return ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
        }
        if (typed.seed < 0) {
            throw new BadInput("--seed must be 0 or more, not " + typed.seed + ".");
        }
        return typed.seed;
    }

    private static List<String> stopStrings(List<String> typed) throws BadInput {
        List<String> strings = new ArrayList<>();
        for (String text : typed) {
            strings.add(StopText.of(text));
        }
        return strings;
    }
}
