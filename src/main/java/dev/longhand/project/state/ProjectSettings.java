package dev.longhand.project.state;

import dev.longhand.core.drafting.AtEnd;
import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.core.drafting.DraftShape;
import dev.longhand.core.drafting.DraftTarget;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a document is drafted, so that it can be gone on with later.
 *
 * @param model path of the model's file, as the writer named it; empty for the practice model
 * @param context window in tokens; empty for as large as needed
 * @param shape by sections or as one answer
 * @param target how long the document shall be, where the writer said so
 * @param atEnd what to do about a section that ended short
 * @param draft what holds for every chunk
 */
public record ProjectSettings(
        Optional<String> model,
        OptionalInt context,
        DraftShape shape,
        Optional<DraftTarget> target,
        AtEnd atEnd,
        DraftSettings draft) {
    /** What holds for a document that Longhand did not draft. */
    public static final ProjectSettings STANDARD = new ProjectSettings(
            Optional.empty(), OptionalInt.empty(), DraftShape.ANSWER, Optional.empty(), AtEnd.EXTEND,
            DraftSettings.STANDARD);
}
