package dev.longhand.cli;

import dev.longhand.cli.report.DraftReport.CandidateKey;
import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.drafting.DraftListener;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.prompt.ContextPlan;
import dev.longhand.core.stop.StopReasonText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Remembers of a draft what its document does not: the plans, and why candidates were not kept. */
final class DraftRecord implements DraftListener {
    private final Map<Integer, ContextPlan> plans = new HashMap<>();
    private final Map<CandidateKey, String> reasons = new HashMap<>();

    @Override
    public void planned(Chunk chunk, ContextPlan plan) {
        plans.put(chunk.id(), plan);
    }

    void rerolled(Chunk chunk, Candidate candidate) {
        reasons.put(new CandidateKey(chunk.id(), candidate.number()), why(candidate));
    }

    private static String why(Candidate candidate) {
        if (candidate.sameTextAs().isPresent()) {
            return "it was the same text as candidate " + candidate.sameTextAs().getAsInt();
        }
        if (isSpoilt(candidate)) {
            return "it has a broken character";
        }
        return candidate.stopReason() instanceof StopReason.EndOfText
                ? "it brought next to nothing"
                : StopReasonText.ENGLISH.name(candidate.stopReason()).toLowerCase(Locale.ROOT);
    }

    /** Whether a candidate that was rerolled would have been kept but for a broken character. */
    static boolean isSpoilt(Candidate candidate) {
        return candidate.hasBrokenCharacter() && !(candidate.stopReason() instanceof StopReason.Loop);
    }

    void dropped(Chunk chunk, Candidate candidate) {
        reasons.put(new CandidateKey(chunk.id(), candidate.number()), "nothing more to say");
    }

    /** The plan of each chunk's last generation, by the chunk's id. */
    Map<Integer, ContextPlan> plans() {
        return plans;
    }

    /** Why candidates were not kept. */
    Map<CandidateKey, String> reasons() {
        return reasons;
    }
}
