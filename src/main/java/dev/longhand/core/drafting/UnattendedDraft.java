package dev.longhand.core.drafting;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Document;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.prompt.ContextTooSmallException;
import dev.longhand.core.stop.SentenceEnd;
import java.util.Comparator;
import java.util.Optional;

/**
 * Drafts a whole document without a writer: orders chunk after chunk from a {@link Drafter} and gives the verdicts by a
 * bounded policy for every stop reason. Lives on the drafter's thread. Nothing of a text that was streamed is thrown
 * away when the draft ends early: what is there is kept.
 */
public final class UnattendedDraft implements DraftListener {
    private static final String STOPPED = "Stopped; what was written is kept.";

    private final Drafter drafter;
    private final Document document;
    private final UnattendedPolicy policy;
    private final UnattendedListener listener;
    private final NextChunk next;
    private final int mostChunks;
    private int chunks;
    private int rerolls;
    private int emptyExtensions;
    private boolean settling;
    private boolean stopping;
    private boolean finished;

    /** A draft by sections if the document has an outline, otherwise as one answer. */
    public UnattendedDraft(
            Drafter drafter, DraftTarget target, UnattendedPolicy policy, UnattendedListener listener) {
        this(drafter, DraftShape.of(drafter.document().outline()), target, policy, listener);
    }

    /**
     * @param drafter idle; its document may already have kept chunks, and the draft goes on after them
     * @param target how long the document shall be
     * @param listener hears the end exactly once
     */
    public UnattendedDraft(
            Drafter drafter,
            DraftShape shape,
            DraftTarget target,
            UnattendedPolicy policy,
            UnattendedListener listener) {
        this.drafter = drafter;
        this.document = drafter.document();
        this.policy = policy;
        this.listener = listener;
        this.next = new NextChunk(document, shape, target, policy, drafter.settings().chunkTokens());
        this.mostChunks = next.mostChunks();
        drafter.addListener(this);
    }

    /** Begins, or goes on with a document that has text already, or a chunk at its end that waits for a verdict. */
    public void start() {
        Optional<Chunk> waiting = document.chunks().stream()
                .filter(c -> c.status() == Chunk.Status.OPEN && c.place().start() == document.text().length())
                .filter(c -> !document.candidates(c.id()).isEmpty())
                .reduce((first, last) -> last);
        if (waiting.isPresent()) {
            next.takeUp(waiting.get(), drafter.orderOf(waiting.get()));
            drafter.review(waiting.get().id());
        } else if (document.keptChunks().isEmpty()) {
            order(next.first());
        } else {
            goOn(next.resumed());
        }
    }

    /** Ends the draft as soon as the running generation has ended; what it streamed is kept. */
    public void stop() {
        stopping = true;
        if (drafter.state().isGenerating()) {
            drafter.cancel();
        } else if (drafter.state() == DraftState.IDLE) {
            finish(DraftOutcome.End.STOPPED, STOPPED);
        }
    }

    @Override
    public void inReview(Chunk chunk, Candidate candidate) {
        if (!settling) {
            drafter.later(() -> judge(chunk, candidate));
        }
    }

    private void judge(Chunk chunk, Candidate candidate) {
        if (finished || drafter.state() != DraftState.IN_REVIEW) {
            return;
        }
        if (stopping) {
            keepWhatIsThere();
            finish(DraftOutcome.End.STOPPED, STOPPED);
            return;
        }
        if (isSpoilt(candidate)) {
            reroll(chunk, candidate, 0);
            return;
        }
        switch (candidate.stopReason()) {
            case StopReason.Loop loop -> looped(chunk, candidate);
            case StopReason.TokenLimit limit -> limited(chunk, candidate);
            case StopReason.EndOfText end -> ended(chunk, candidate);
            case StopReason.StopStringMatched match -> ended(chunk, candidate);
            case StopReason.TimedOut timeout -> timedOut(candidate, timeout);
            case StopReason.ContextFull full -> {
                keepWhatIsThere();
                finish(DraftOutcome.End.CONTEXT_FULL,
                        "The context window of " + full.window() + " tokens is full; choose a larger context.");
            }
            case StopReason.Failed failed -> {
                keepWhatIsThere();
                finish(DraftOutcome.End.FAILED, failed.message() + " [" + failed.code() + "]");
            }
            case StopReason.Cancelled cancelled -> {
                keepWhatIsThere();
                finish(DraftOutcome.End.STOPPED, STOPPED);
            }
            case StopReason.Interrupted interrupted -> interrupted(chunk, candidate);
        }
    }

    /** The program ended in the middle: the draft goes on from what is there, or begins the chunk again. */
    private void interrupted(Chunk chunk, Candidate candidate) {
        if (candidate.text().isBlank()) {
            reroll(chunk, candidate, 0);
        } else if (next.ranAway(chunk, candidate)) {
            settle(candidate, SentenceEnd.lastIn(candidate.text()));
            keep();
            goOn(next.afterEnd());
        } else {
            keep();
            goOn(next.afterLimit(chunk, candidate));
        }
    }

    /** Small models now and then begin a character that they do not end; another seed brings a whole one. */
    private boolean isSpoilt(Candidate candidate) {
        boolean ended = switch (candidate.stopReason().type()) {
            case END_OF_TEXT, STOP_STRING, TOKEN_LIMIT -> true;
            case LOOP, CONTEXT_FULL, CANCELLED, TIMED_OUT, INTERRUPTED, FAILED -> false;
        };
        return ended && candidate.hasBrokenCharacter() && rerolls < policy.rerolls() && candidate.sameTextAs().isEmpty();
    }

    /** Cuts the repetition off: after the last reroll the candidate that got furthest before it began is kept. */
    private void looped(Chunk chunk, Candidate candidate) {
        if (rerolls < policy.rerolls() && candidate.sameTextAs().isEmpty()) {
            reroll(chunk, candidate, 0);
            return;
        }
        Candidate best = best(chunk);
        settle(best, usable(best));
        Candidate settled = drafter.selected().orElseThrow();
        boolean nothing = settled.text().isBlank()
                || chunk.kind() == ChunkKind.EXTENSION && settled.keptTokens().value() < UnattendedPolicy.NOTHING;
        if (nothing && chunk.kind() != ChunkKind.SECTION) {
            drop(chunk, best);
            goOn(next.afterNothingMore());
        } else {
            keep();
            goOn(next.afterEnd());
        }
    }

    /** The candidate of a chunk that has most text before it began to repeat itself. */
    private Candidate best(Chunk chunk) {
        return document.candidates(chunk.id()).stream()
                .max(Comparator.comparingInt(UnattendedDraft::usable))
                .orElseThrow();
    }

    /** Brings a candidate to review, cut to {@code length} characters, without judging it again. */
    private void settle(Candidate candidate, int length) {
        settling = true;
        drafter.select(candidate.number());
        if (length < candidate.text().length()) {
            drafter.cut(length);
        }
        settling = false;
    }

    private static int usable(Candidate candidate) {
        return candidate.stopReason() instanceof StopReason.Loop loop
                ? Math.clamp(loop.beganAt(), 0, candidate.text().length())
                : candidate.text().length();
    }

    private void limited(Chunk chunk, Candidate candidate) {
        if (candidate.text().isEmpty() && chunk.kind() != ChunkKind.SECTION) {
            drop(chunk, candidate);
            goOn(next.afterHalfACharacter(chunk));
        } else if (next.ranAway(chunk, candidate)) {
            settle(candidate, SentenceEnd.lastIn(candidate.text()));
            keep();
            goOn(next.afterEnd());
        } else {
            keep();
            goOn(next.afterLimit(chunk, candidate));
        }
    }

    private void ended(Chunk chunk, Candidate candidate) {
        boolean blank = candidate.text().isBlank();
        if (chunk.kind() == ChunkKind.EXTENSION && candidate.keptTokens().value() < UnattendedPolicy.NOTHING) {
            nothingMore(chunk, candidate);
        } else if (blank && chunk.kind() != ChunkKind.CONTINUATION && rerolls < policy.rerolls()) {
            reroll(chunk, candidate, UnattendedPolicy.BARRED);
        } else if (blank && chunk.kind() != ChunkKind.SECTION) {
            drop(chunk, candidate);
            goOn(next.afterEnd());
        } else {
            keep();
            emptyExtensions = chunk.kind() == ChunkKind.EXTENSION ? 0 : emptyExtensions;
            goOn(next.afterEnd());
        }
    }

    /** An extension that ends at once: the model has nothing more to say, unless another seed finds something. */
    private void nothingMore(Chunk chunk, Candidate candidate) {
        emptyExtensions++;
        if (emptyExtensions < policy.nothingMore()) {
            reroll(chunk, candidate, UnattendedPolicy.BARRED);
            return;
        }
        emptyExtensions = 0;
        drop(chunk, candidate);
        goOn(next.afterNothingMore());
    }

    private void timedOut(Candidate candidate, StopReason.TimedOut timeout) {
        if (rerolls < policy.rerolls() && candidate.text().isBlank()) {
            reroll(drafter.openChunk().orElseThrow(), candidate, 0);
            return;
        }
        keepWhatIsThere();
        finish(DraftOutcome.End.FAILED,
                "Nothing arrived from the engine for " + timeout.idle().toSeconds() + " s; try again later.");
    }

    private void reroll(Chunk chunk, Candidate candidate, int barred) {
        rerolls++;
        listener.rerolled(chunk, candidate);
        if (stopping) {
            keepWhatIsThere();
            finish(DraftOutcome.End.STOPPED, STOPPED);
            return;
        }
        try {
            drafter.reroll(next.ordered().withMinimum(barred));
        } catch (ContextTooSmallException e) {
            keepWhatIsThere();
            finish(DraftOutcome.End.CONTEXT_FULL, String.valueOf(e.getMessage()));
        }
    }

    private void keep() {
        rerolls = 0;
        drafter.keep();
    }

    private void drop(Chunk chunk, Candidate candidate) {
        rerolls = 0;
        drafter.discard();
        listener.dropped(chunk, candidate);
    }

    /** The draft ends early: whichever candidate has most text that is of use is kept. */
    private void keepWhatIsThere() {
        Candidate best = best(drafter.openChunk().orElseThrow());
        settle(best, usable(best));
        if (drafter.selected().orElseThrow().text().isBlank()) {
            drafter.discard();
        } else {
            keep();
        }
    }

    private void goOn(Optional<ChunkOrder> order) {
        if (stopping) {
            finish(DraftOutcome.End.STOPPED, STOPPED);
        } else if (order.isPresent()) {
            order(order.get());
        } else if (next.reached()) {
            finish(DraftOutcome.End.REACHED, "");
        } else {
            finish(DraftOutcome.End.SHORT,
                    "The model had nothing more to say before the target was reached; "
                            + "add sections or notes to the brief, or choose a smaller target.");
        }
    }

    private void order(ChunkOrder order) {
        if (++chunks > mostChunks) {
            finish(DraftOutcome.End.BOUND,
                    "The draft took " + mostChunks + " chunks without reaching the target; choose larger chunks.");
            return;
        }
        try {
            drafter.draft(order);
        } catch (ContextTooSmallException e) {
            finish(DraftOutcome.End.CONTEXT_FULL, String.valueOf(e.getMessage()));
        }
    }

    private void finish(DraftOutcome.End end, String sentence) {
        if (!finished) {
            finished = true;
            drafter.removeListener(this);
            listener.finished(new DraftOutcome(end == DraftOutcome.End.REACHED, end, sentence));
        }
    }
}
