package dev.longhand.core.drafting;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import java.util.Optional;
import java.util.OptionalInt;

/** Decides what an unattended draft orders next, and how long it may become. */
final class NextChunk {
    private static final int STEP = 10;

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
        document.keptChunks().stream()
                .mapToInt(chunk -> chunk.section().orElse(0))
                .max()
                .ifPresent(last -> {
                    section = last;
                    sectionTokens = KeptAmount.sectionTokens(document, last);
                });
    }

    /** More chunks than any sound draft needs. */
    int mostChunks() {
        return 64 + 8 * sections + 8 * Math.ceilDiv(totalTokens(), Math.min(chunkTokens, 64));
    }

    /** The order that was given last. */
    ChunkOrder ordered() {
        return ordered;
    }

    ChunkOrder first() {
        return sections > 0 ? section(0) : answer();
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
    Optional<ChunkOrder> afterLimit(Chunk chunk) {
        turnTokens += document.kept(document.chunk(chunk.id())).map(c -> c.keptTokens().value()).orElse(0);
        int room = sections > 0 ? turnLimit - turnTokens : missing();
        if (room <= 0) {
            return sections > 0 ? afterEnd() : Optional.empty();
        }
        return Optional.of(remember(ChunkOrder.continuation(chunk.section(), Math.min(chunkTokens, room))));
    }

    /** True if the turn would be twice as long as was asked for: its section does not end by itself. */
    boolean ranAway(Chunk chunk, Candidate candidate) {
        return chunk.section().isPresent() && turnTokens + candidate.keptTokens().value() >= turnLimit;
    }

    /** Tokens for which an extension is worth while; 0 if none is. */
    private int lack() {
        if (sections == 0 || section == sections - 1) {
            return missing();
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
        return remember(ChunkOrder.answer(Math.min(chunkTokens, Math.max(1, missing()))));
    }

    private void beginTurn(int limit) {
        turnLimit = limit;
        turnTokens = 0;
    }

    private ChunkOrder remember(ChunkOrder order) {
        ordered = order;
        return order;
    }

    private int missing() {
        return KeptAmount.missingTokens(document, target);
    }

    private int totalTokens() {
        return missing() + KeptAmount.tokens(document).value();
    }

    private static int rounded(int tokens) {
        return Math.max(STEP, Math.round(tokens / (float) STEP) * STEP);
    }
}
