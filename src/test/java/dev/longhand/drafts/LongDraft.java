package dev.longhand.drafts;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.drafting.DraftListener;
import dev.longhand.core.drafting.DraftOutcome;
import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.drafting.Drafter;
import dev.longhand.core.drafting.UnattendedDraft;
import dev.longhand.core.drafting.UnattendedListener;
import dev.longhand.core.drafting.UnattendedPolicy;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.Session;
import dev.longhand.core.prompt.ContextPlan;
import dev.longhand.core.prompt.PromptTexts;
import dev.longhand.cli.MainLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** One unattended draft, made on the calling thread, with all that happened on the way. */
final class LongDraft implements DraftListener {
    /** A candidate as it came to review first, whether it was kept or not. */
    record Step(Chunk chunk, Candidate candidate, ContextPlan plan) {}

    final Document document;
    final List<Step> steps = new ArrayList<>();
    private final AtomicReference<DraftOutcome> outcome = new AtomicReference<>();
    private Drafter drafter;

    LongDraft(Document document) {
        this.document = document;
    }

    DraftOutcome run(
            Model model, Session session, String engine, DraftSettings settings, DraftTarget target,
            UnattendedPolicy policy)
            throws InterruptedException {
        MainLoop owner = new MainLoop();
        PromptTexts texts = PromptTexts.of(document.brief().language());
        drafter = new Drafter(document, model, session, engine, settings, texts, owner);
        drafter.addListener(this);
        UnattendedListener end = outcome::set;
        owner.execute(() -> new UnattendedDraft(drafter, target, policy, end).start());
        owner.runUntil(() -> outcome.get() != null, Duration.ofSeconds(1), () -> {});
        drafter.close();
        return outcome.get();
    }

    @Override
    public void inReview(Chunk chunk, Candidate candidate) {
        if (candidate.provenance().basedOn().isEmpty()
                && steps.stream().noneMatch(s -> s.chunk().id() == chunk.id()
                        && s.candidate().number() == candidate.number())) {
            steps.add(new Step(chunk, candidate, drafter.plan().orElseThrow()));
        }
    }
}
