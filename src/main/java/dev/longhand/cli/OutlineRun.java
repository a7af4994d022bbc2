package dev.longhand.cli;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Section;
import dev.longhand.core.drafting.OutlineListener;
import dev.longhand.core.drafting.OutlineOutcome;
import dev.longhand.core.drafting.OutlineProposal;
import dev.longhand.core.drafting.OutlineSize;
import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.prompt.PromptTexts;
import dev.longhand.project.JsonText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Lets a model propose an outline and shows it. All of it happens on the calling thread, which owns the proposal.
 */
final class OutlineRun {
    private static final Duration TICK = Duration.ofMillis(100);

    private final Surroundings around;
    private final Brief brief;
    private final OutlineSize size;
    private final Path file;
    private final LoadOptions options;
    private final Sampling sampling;
    private final long seed;
    private final List<String> notices;
    private final MainLoop loop = new MainLoop();
    private final LiveLine live;
    private final ModelRun modelRun;
    private Optional<OutlineProposal> proposal = Optional.empty();
    private Optional<OutlineOutcome> outcome = Optional.empty();
    private String doing = "";

    /**
     * @param size of the outline
     * @param file the model's
     * @param options how it is loaded; its window is used whole
     * @param notices what the writer should know, a sentence each
     */
    OutlineRun(
            Surroundings around, Brief brief, OutlineSize size, Path file, LoadOptions options, Sampling sampling, long seed,
            List<String> notices) {
        this.around = around;
        this.brief = brief;
        this.size = size;
        this.file = file;
        this.options = options;
        this.sampling = sampling;
        this.seed = seed;
        this.notices = notices;
        this.live = new LiveLine(around.terminal());
        this.modelRun = new ModelRun(around, live, this::interrupt);
    }

    /** The run before a draft: with the draft's model, window, sampling and seed. */
    static OutlineRun of(Surroundings around, DraftPreparation draft, OutlineSize size) {
        return new OutlineRun(
                around, draft.document().brief(), size, draft.model(),
                LoadOptions.context(draft.context().tokens()).withForce(draft.options().force()),
                draft.options().settings().sampling(), draft.options().settings().seed(), draft.notices());
    }

    /** As much text as an outline of that size will be, to work out a window before there is one. */
    static Outline standIn(OutlineSize size) {
        Section section = new Section("x".repeat(40), "x".repeat(80), OptionalInt.empty());
        return new Outline(Collections.nCopies(size.sections(), section));
    }

    /** @return the outline; nothing if there is none, which has been said then */
    Optional<Outline> run() throws BadInput, EngineException, InterruptedException {
        notices.forEach(notice -> live.print("Note: " + notice));
        OutlineOutcome end = modelRun.of(file, options, (engine, model, session) -> {
            if (!model.capabilities().contains(Capability.GRAMMAR)) {
                throw new BadInput(engine.name() + " cannot hold a model to an outline; choose another engine,"
                        + " or write an outline into the brief.");
            }
            return proposed(model, session);
        });
        return said(end);
    }

    private OutlineOutcome proposed(Model model, Session session) throws InterruptedException {
        OutlineProposal started = new OutlineProposal(
                brief, size, model, session, PromptTexts.of(brief.language()), new JsonText(), sampling, seed, loop,
                new Progress());
        proposal = Optional.of(started);
        if (modelRun.isInterrupted()) {
            started.stop();
        } else {
            started.start();
        }
        loop.runUntil(() -> outcome.isPresent(), TICK, () -> live.show(doing));
        return outcome.orElseThrow();
    }

    /** Called by the system, on a thread of its own. */
    private void interrupt() {
        loop.execute(() -> {
            live.print("Stopping. Press Ctrl-C again to end at once.");
            proposal.ifPresent(OutlineProposal::stop);
        });
    }

    private Optional<Outline> said(OutlineOutcome end) throws EngineException {
        return switch (end) {
            case OutlineOutcome.Proposed(Outline outline, Optional<String> notice) -> {
                notice.ifPresent(sentence -> live.print("Note: " + sentence));
                show(outline);
                yield Optional.of(outline);
            }
            case OutlineOutcome.Refused(String sentence) -> {
                around.terminal().err().println(TerminalText.oneLine(sentence));
                yield Optional.empty();
            }
            case OutlineOutcome.Stopped() -> {
                live.print("Stopped; there is no outline.");
                yield Optional.empty();
            }
            case OutlineOutcome.Failed(String code, String sentence) -> throw new EngineException(code, sentence);
        };
    }

    private void show(Outline outline) {
        live.print("Outline proposed for “%s”: %s, %s, seed %d".formatted(
                brief.title(),
                Numbers.of(outline.sections().size(), "section"),
                Numbers.of(size.targetTokens(), "token"),
                seed));
        int number = 0;
        for (Section section : outline.sections()) {
            live.print("%3d. %s (%d)".formatted(++number, section.heading(), section.targetTokens().orElse(0)));
            live.print("     " + section.goal());
        }
        live.print("");
    }

    private final class Progress implements OutlineListener {
        @Override
        public void promptProgress(int total, int done) {
            doing = "Outline: reading the prompt: %d %% of %s tokens"
                    .formatted(100L * done / Math.max(1, total), Numbers.whole(total));
        }

        @Override
        public void written(int sections, TokenCount tokens) {
            doing = "Outline: %d of %s, %s tokens since".formatted(
                    sections, Numbers.of(size.sections(), "section"), Numbers.count(tokens));
        }

        @Override
        public void retried(String why) {
            live.print("Outline: tried again with another seed. " + why);
        }

        @Override
        public void finished(OutlineOutcome end) {
            outcome = Optional.of(end);
        }
    }
}
