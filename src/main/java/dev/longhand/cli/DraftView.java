package dev.longhand.cli;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.drafting.DraftListener;
import dev.longhand.core.drafting.DraftState;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.drafting.KeptAmount;
import dev.longhand.core.engine.Timings;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.prompt.ContextPlan;
import dev.longhand.core.prompt.PlanPart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Shows a draft on a terminal: the first context plan, a line while it works, and a line for every chunk. Lives on the
 * drafter's thread.
 */
final class DraftView implements DraftListener {
    private final Document document;
    private final Optional<DraftTarget> target;
    private final int chunkTokens;
    private final LiveLine live;
    private final LongSupplier nanoTime;
    private boolean planShown;
    private int number;
    private String place = "";
    private DraftState state = DraftState.IDLE;
    private int promptTotal;
    private int promptDone;
    private TokenCount written = TokenCount.ZERO;
    private TokenCount kept = TokenCount.ZERO;
    private int keptWords;
    private long writingSince;

    /**
     * @param target how long the document shall be, where a draft goes on until it is
     * @param chunkTokens the chunk limit that the writer set
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    DraftView(
            Document document, Optional<DraftTarget> target, int chunkTokens, LiveLine live, LongSupplier nanoTime) {
        this.document = document;
        this.target = target;
        this.chunkTokens = chunkTokens;
        this.live = live;
        this.nanoTime = nanoTime;
        count();
    }

    private void count() {
        kept = KeptAmount.tokens(document);
        keptWords = KeptAmount.words(document);
    }

    /** Brings the live line up to date, if it is time for it. */
    void tick() {
        if (live.isDue() && state.isGenerating()) {
            live.show(state == DraftState.PROCESSING_PROMPT ? reading() : writing());
        }
    }

    @Override
    public void stateChanged(DraftState newState) {
        state = newState;
        if (newState == DraftState.PROCESSING_PROMPT) {
            promptTotal = 0;
            promptDone = 0;
            written = TokenCount.ZERO;
        } else if (newState == DraftState.STREAMING) {
            writingSince = nanoTime.getAsLong();
        }
    }

    @Override
    public void planned(Chunk chunk, ContextPlan plan) {
        number = chunk.id();
        place = ChunkText.heading(document, chunk);
        if (!planShown) {
            planShown = true;
            plan.parts().forEach(part -> planLine(label(part), part.tokens(), part.included() ? "" : "left out"));
            planLine("room for a chunk", plan.reserve(), "");
            planLine("free", plan.free(), "for what is written later");
            live.print("");
        } else if (plan.dropped()) {
            live.print("    The oldest text no longer fits the window: " + Numbers.whole(plan.leftOutTokens())
                    + " tokens are left out now, and the rest is read again.");
        }
    }

    @Override
    public void promptProgress(int total, int reused, int evaluated) {
        promptTotal = total;
        promptDone = reused + evaluated;
    }

    @Override
    public void streamed(String text, TokenCount tokensSoFar) {
        written = tokensSoFar;
    }

    @Override
    public void kept(Chunk chunk, Candidate candidate) {
        count();
        written(chunk, candidate);
    }

    /** Prints the line of a candidate that is there. */
    void written(Chunk chunk, Candidate candidate) {
        TokenCount generated = candidate.usage().generated();
        double speed = Timings.perSecond(generated.value(), candidate.timings().generationMillis());
        live.print(List.of(
                "%3d  %s %6s tokens  %6s tokens/s ".formatted(
                        chunk.id(), ChunkText.padded(ChunkText.heading(document, chunk)), Numbers.count(candidate.keptTokens()),
                        Numbers.tenths(speed)),
                LimitText.reason(chunk, candidate, chunkTokens) + ";",
                "prompt %s, %s reused".formatted(
                        Numbers.count(candidate.usage().prompt()), Numbers.count(candidate.usage().reused()))));
    }

    void rerolled(Chunk chunk, Candidate candidate) {
        verdict(DraftRecord.isSpoilt(candidate) ? "rerolled for a broken character" : "rerolled", chunk, candidate);
    }

    void dropped(Chunk chunk, Candidate candidate) {
        verdict("dropped", chunk, candidate);
    }

    private void verdict(String what, Chunk chunk, Candidate candidate) {
        live.print(List.of(
                "     %s %6s tokens  %s:".formatted(
                        ChunkText.padded(ChunkText.heading(document, chunk)), Numbers.count(candidate.usage().generated()), what),
                LimitText.reason(chunk, candidate, chunkTokens)));
    }

    private String reading() {
        if (promptTotal == 0) {
            return prefix() + "reading the prompt";
        }
        long percent = 100L * promptDone / promptTotal;
        return "%sreading the prompt: %d %% of %s tokens".formatted(prefix(), percent, Numbers.whole(promptTotal));
    }

    private String writing() {
        double millis = (nanoTime.getAsLong() - writingSince) / 1e6;
        // The first tokens come at once with the first piece of text; a speed means something a moment later.
        String speed = millis < 500 ? "" : ", " + Numbers.tenths(Timings.perSecond(written.value(), millis)) + " tokens/s";
        return prefix() + Numbers.count(written) + " tokens" + speed + remaining();
    }

    private String remaining() {
        return target.map(whole -> ", " + toGo(whole) + " to go").orElse("");
    }

    private String toGo(DraftTarget whole) {
        if (whole.unit() == DraftTarget.Unit.WORDS) {
            return Numbers.words(Math.max(0, whole.amount() - keptWords), document.brief().language());
        }
        return Numbers.whole(Math.max(0, whole.amount() - kept.value() - written.value()));
    }

    private String prefix() {
        return "%3d  %s: ".formatted(number, place);
    }

    private void planLine(String label, int tokens, String remark) {
        live.print("  %s %8s  %s".formatted(ChunkText.padded(label), Numbers.whole(tokens), remark).stripTrailing());
    }

    private static String label(PlanPart part) {
        String kind = part.kind() == PlanPart.Kind.TEMPLATE
                ? "marks of the chat template"
                : part.kind().name().toLowerCase(Locale.ROOT);
        return part.label().isEmpty() ? kind : TerminalText.fit(part.label(), ChunkText.HEADING_COLUMNS);
    }
}
