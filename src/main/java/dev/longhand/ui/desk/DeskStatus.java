package dev.longhand.ui.desk;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Document;
import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.core.drafting.DraftState;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.prompt.ContextPlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that the window shows besides the text, at one moment. Immutable.
 *
 * @param state where the drafter is; IDLE without a model
 * @param auto whether chunk after chunk is drafted without the writer
 * @param model what runs, if a model is loaded
 * @param open the chunk that is drafted or reviewed, with the candidate shown
 * @param plan of the running or last generation
 * @param section the section that is drafted, or would be next
 * @param kept tokens of all kept chunks; not exact once they were edited
 * @param canUndo whether something can be taken back now
 * @param saveSentence what went wrong with the file, for people; empty if nothing did
 */
public record DeskStatus(
        Brief brief,
        DraftState state,
        boolean auto,
        Optional<ModelStatus> model,
        Optional<CandidateStatus> open,
        Optional<ContextPlan> plan,
        Progress progress,
        List<SectionStatus> sections,
        OptionalInt section,
        TokenCount kept,
        DraftTarget target,
        DraftSettings settings,
        boolean canUndo,
        boolean canRedo,
        SaveState saved,
        String saveSentence) {

    /**
     * The model that drafts.
     *
     * @param name for people
     * @param quantization of its weights
     * @param engine that runs it
     * @param window tokens of its context
     */
    public record ModelStatus(String name, String quantization, String engine, int window) {}

    /** Before the desk has said anything. */
    public static DeskStatus initial(Document document, DraftSettings settings) {
        return new DeskStatus(
                document.brief(), DraftState.IDLE, false, Optional.empty(), Optional.empty(), Optional.empty(),
                Progress.NONE, List.of(), OptionalInt.empty(), TokenCount.ZERO,
                Desk.usualTarget(document.outline()), settings, false, false, SaveState.NO_FILE, "");
    }

    public boolean isWriting() {
        return state.isGenerating();
    }

    public boolean isInReview() {
        return state == DraftState.IN_REVIEW;
    }
}
