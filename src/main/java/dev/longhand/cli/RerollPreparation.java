package dev.longhand.cli;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Document;
import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.drafting.KeptAmount;
import dev.longhand.core.engine.Sampling;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.ModelFileException;
import dev.longhand.project.state.ProjectSettings;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything a reroll needs, looked at before anything is written and a model is loaded.
 *
 * @param chunk the place to write for
 * @param settings for this candidate
 * @param direction for this candidate
 * @param model the model's file
 * @param context the window
 */
record RerollPreparation(Chunk chunk, DraftSettings settings, String direction, Path model, ContextChoice context) {
    static RerollPreparation of(
            RerollCommand typed, Surroundings around, Document document, ProjectSettings stored) throws BadInput {
        Chunk chunk = ChunkChoice.chunk(document, typed.chunk, Objects.requireNonNull(typed.file));
        Optional<Path> named =
                typed.model == null ? DraftOptions.storedModel(Optional.of(stored)) : Optional.of(typed.model);
        Path model = named.isPresent() ? named.get() : around.defaultModel().file();
        OptionalInt asked = typed.context == null
                ? stored.context()
                : OptionalInt.of(Checks.atLeast("--context", ContextChoice.LEAST, typed.context));
        DraftSettings settings = settings(typed, stored.draft(), chunk);
        DraftTarget length = DraftTarget.tokens(Math.max(1, KeptAmount.tokens(document).value()));
        try {
            ContextChoice context = ContextChoice.of(
                    asked, GgufHeader.read(model), around.memory().bytes(),
                    ContextChoice.needed(document.brief(), document.outline(), length, settings.chunkTokens()),
                    typed.force);
            String direction = typed.direction == null ? chunk.direction() : direction(typed.direction);
            return new RerollPreparation(chunk, settings, direction, model, context);
        } catch (ModelFileException refused) {
            throw new BadInput(refused.sentence());
        }
    }

    /** As in a draft, a turn that passes twice what it was asked for ends there. */
    private static DraftSettings settings(RerollCommand typed, DraftSettings stored, Chunk chunk) throws BadInput {
        Sampling sampling = typed.temperature == null
                ? stored.sampling()
                : stored.sampling().withTemperature(Checks.between("--temperature", 0, 5, typed.temperature));
        boolean isTurn = chunk.kind() == ChunkKind.SECTION || chunk.kind() == ChunkKind.EXTENSION;
        int limit = isTurn ? Math.max(1, Math.min(chunk.asked(), Integer.MAX_VALUE / 2)) * 2 : chunk.asked();
        return new DraftSettings(
                sampling, stored.seed(), Math.min(stored.chunkTokens(), limit), stored.chunkEnd(), stored.stopStrings(),
                stored.loops());
    }

    /** The writer's line, whatever the shell made of it. */
    private static String direction(String typed) throws BadInput {
        if (typed.indexOf('\uFFFD') >= 0) {
            throw new BadInput("--direction has a character that could not be read; use a UTF-8 terminal.");
        }
        return TerminalText.oneLine(typed).strip();
    }
}
