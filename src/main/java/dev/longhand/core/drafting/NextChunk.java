package dev.longhand.core.drafting;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.ChunkKind;
import dev.longhand.core.document.Document;
import dev.longhand.core.engine.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Decides what an unattended draft orders next, and how long it may become. */
final class NextChunk {
    private static final int STEP = 10;

    /** The most tokens that may bring less than one character. */
    private static final int HALF_CHARACTERS = 3;

    private final Document document;
    private final DraftTarget target;
    private final UnattendedPolicy policy;
    private final int chunkTokens;
    private final int sections;
    private int section;
    private int sectionTokens;
    private int turnLimit;
    private int turnTokens;
    private ChunkOrder ordered;

    NextChunk(
            Document document, DraftShape shape, DraftTarget target, UnattendedPolicy policy, int chunkTokens) {
        this.document = document;
        this.target = target;
        this.policy = policy;
        this.chunkTokens = chunkTokens;
        this.sections = shape == DraftShape.SECTIONS ? document.outline().sections().size() : 0;
        this.ordered = ChunkOrder.answer(1);
        resume();
    }

    /** Takes up a document that was drafted before: the section of its last chunk is the current one. */
    private void resume() {
        List<Chunk> kept = document.keptChunks();
        if (sections == 0 || kept.isEmpty()) {
            return;
        }
        section = kept.stream().mapToInt(chunk -> chunk.section().orElse(-1)).max().getAsInt();
        planSection();
    }

    private void planSection() {
        if (sections > 0 && section >= 0) {
            int written = KeptAmount.sectionTokens(document, section);
            sectionTokens = SectionPlan.tokensFor(
                    document, section, missing() + written, totalTokens(), policy.atEnd() != AtEnd.ACCEPT);
        }
    }

    /** Takes up a chunk that waits for a verdict, as if it had just been ordered. */
    void takeUp(Chunk waiting, ChunkOrder order) {
        section = Math.max(section, waiting.section().orElse(section));
        planSection();
        List<Chunk> turn = turnBefore(waiting);
        beginTurn(2 * (turn.isEmpty() ? waiting : turn.getLast()).asked());
        turnTokens = turn.stream().mapToInt(c -> used(document.kept(c).orElseThrow())).sum();
        ordered = order;
    }

    /** The kept chunks that a continuation goes on from, up to the one that began its turn; the last first. */
    private List<Chunk> turnBefore(Chunk chunk) {
        List<Chunk> turn = new ArrayList<>();
        Chunk first = chunk;
        for (Chunk before : document.keptChunks().reversed()) {
            if (first.kind() != ChunkKind.CONTINUATION || before.place().end() != first.place().start()) {
                break;
            }
            turn.add(before);
            first = before;
        }
        return turn;
    }

    /** More chunks than any sound draft needs. */
    int mostChunks() {
        long most = 64 + 8L * sections + 8L * Math.ceilDiv(totalTokens(), Math.min(chunkTokens, 64));
        return (int) Math.min(most, Integer.MAX_VALUE);
    }

    /** The order that was given last. */
    ChunkOrder ordered() {
        return ordered;
    }

    /** What begins a document, or goes on after text that no chunk brought. */
    ChunkOrder first() {
        if (sections > 0) {
            return section(0);
        }
        return document.text().length() == 0 ? answer() : goingOn(OptionalInt.empty(), missing());
    }

    /** What goes on with a document that has kept chunks; empty if nothing is missing. */
    Optional<ChunkOrder> resumed() {
        Chunk last = document.keptChunks().getLast();
        int room = lack();
        if (room == 0 || !wasCut(document.kept(last).orElseThrow().stopReason())) {
            return afterEnd();
        }
        beginTurn(2 * room);
        return Optional.of(goingOn(last.section(), sections > 0 ? turnLimit : room));
    }

    private static boolean wasCut(StopReason reason) {
        return switch (reason.type()) {
            case TOKEN_LIMIT, CANCELLED, INTERRUPTED, CONTEXT_FULL, FAILED, TIMED_OUT -> true;
            case END_OF_TEXT, STOP_STRING, LOOP -> false;
        };
    }

    /** True if the target is reached and nothing of the outline is missing. */
    boolean reached() {
        return KeptAmount.reached(document, target) && (sections == 0 || section == sections - 1);
    }

    /** What follows when the model ended its text, or it was ended for good; empty if nothing does. */
    Optional<ChunkOrder> afterEnd() {
        int lack = lack();
        if (policy.atEnd() == AtEnd.EXTEND && lack > 0) {
            return Optional.of(extension(lack));
        }
        return afterNothingMore();
    }

    /** What follows when the model has nothing more to say here; empty if nothing does. */
    Optional<ChunkOrder> afterNothingMore() {
        return section + 1 < sections ? Optional.of(section(section + 1)) : Optional.empty();
    }

    /** What follows when a kept chunk was cut by its limit; empty if the target is reached. */
    Optional<ChunkOrder> afterLimit(Chunk chunk, Candidate kept) {
        turnTokens += used(kept);
        int room = sections > 0 ? turnLimit - turnTokens : missing();
        // What is left of a turn may be less than one character: it is done, unless chunks are that small anyway.
        if (room < (sections > 0 ? Math.min(chunkTokens, UnattendedPolicy.NOTHING) : 1)) {
            return sections > 0 ? afterEnd() : Optional.empty();
        }
        return Optional.of(goingOn(chunk.section(), room));
    }

    /**
     * What follows a chunk whose limit was too small for a single character: the same with a few tokens more, as a
     * character has at most four bytes and each may be a token.
     */
    Optional<ChunkOrder> afterHalfACharacter(Chunk chunk) {
        ChunkOrder small = ordered;
        if (small.limit() > HALF_CHARACTERS) {
            return afterEnd();
        }
        return Optional.of(remember(new ChunkOrder(
                small.position(), small.section(), small.kind(), small.asked(), small.limit() + HALF_CHARACTERS,
                small.minimum(), small.direction())));
    }

    /** Tokens that a candidate took from its turn: half a character at its end is not kept, but it was written. */
    private static int used(Candidate candidate) {
        return Math.max(candidate.keptTokens().value(), candidate.usage().generated().value());
    }

    private ChunkOrder goingOn(OptionalInt where, int room) {
        return remember(ChunkOrder.continuation(where, Math.min(chunkTokens, room)));
    }

    /** True if the turn would be twice as long as was asked for: its section does not end by itself. */
    boolean ranAway(Chunk chunk, Candidate candidate) {
        return chunk.section().isPresent() && turnTokens + used(candidate) >= turnLimit;
    }

    /** Tokens for which an extension is worth while; 0 if none is. */
    private int lack() {
        if (sections == 0 || section == sections - 1) {
            return missing();
        }
        if (section < 0) {
            return 0;
        }
        int lack = sectionTokens - KeptAmount.sectionTokens(document, section);
        return lack >= Math.max(policy.leastMore(), sectionTokens / 10) ? lack : 0;
    }

    private ChunkOrder section(int index) {
        section = index;
        boolean share = policy.atEnd() != AtEnd.ACCEPT;
        sectionTokens = SectionPlan.tokensFor(document, index, missing(), totalTokens(), share);
        int asked = rounded(Math.clamp(sectionTokens, policy.leastAsked(), policy.mostAsked()));
        beginTurn(2 * Math.min(asked, Math.max(sectionTokens, UnattendedPolicy.LEAST_SECTION)));
        return remember(ChunkOrder.section(index, asked, Math.min(chunkTokens, turnLimit)));
    }

    private ChunkOrder extension(int lack) {
        int asked = rounded(Math.clamp(lack, policy.leastMore(), policy.mostMore()));
        beginTurn(2 * asked);
        OptionalInt where = sections > 0 ? OptionalInt.of(section) : OptionalInt.empty();
        int limit = sections > 0 ? turnLimit : Math.max(lack, UnattendedPolicy.NOTHING);
        return remember(ChunkOrder.extension(where, asked, Math.min(chunkTokens, limit)));
    }

    private ChunkOrder answer() {
        return remember(ChunkOrder.answer(Math.min(chunkTokens, missing())));
    }

    private void beginTurn(int limit) {
        turnLimit = limit;
        turnTokens = 0;
    }

    private ChunkOrder remember(ChunkOrder order) {
        ordered = order;
        return order;
    }

    /** Tokens that are missing; where they are worked out from words at least a few, so that the end is no crumbs. */
    private int missing() {
        int tokens = KeptAmount.missingTokens(document, target);
        return target.unit() == DraftTarget.Unit.WORDS && tokens > 0
                ? Math.max(tokens, UnattendedPolicy.NOTHING)
                : tokens;
    }

    private int totalTokens() {
        return (int) Math.min(Integer.MAX_VALUE, (long) missing() + KeptAmount.tokens(document).value());
    }

    private static int rounded(int tokens) {
        return Math.max(STEP, Math.round(tokens / (float) STEP) * STEP);
    }
}
