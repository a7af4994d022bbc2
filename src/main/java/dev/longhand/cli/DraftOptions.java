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
import org.jspecify.annotations.Nullable;

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
                seed(typed.seed),
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
                shape(typed),
                typed.proposeOutline,
                Optional.ofNullable(typed.json));
    }

    private static Optional<DraftShape> shape(DraftCommand typed) throws BadInput {
        Optional<DraftShape> shape = Checks.choice("--shape", DraftShape.class, typed.shape);
        if (typed.proposeOutline && shape.equals(Optional.of(DraftShape.ANSWER))) {
            throw new BadInput("--propose-outline makes sections, and --shape answer has none; leave one of them out.");
        }
        return shape;
    }

    private static Optional<DraftTarget> target(DraftCommand typed) throws BadInput {
        return target(typed.target, typed.words);
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

    private static Sampling sampling(DraftCommand typed) throws BadInput {
        return typed.temperature == null
                ? Sampling.STANDARD
                : Sampling.STANDARD.withTemperature(Checks.between("--temperature", 0, 5, typed.temperature));
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
