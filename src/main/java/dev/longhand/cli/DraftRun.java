package dev.longhand.cli;

import dev.longhand.cli.report.DraftReport;
import dev.longhand.cli.report.ReportFormat;
import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.drafting.DraftOutcome;
import dev.longhand.core.drafting.DraftShape;
import dev.longhand.core.drafting.Drafter;
import dev.longhand.core.drafting.KeptAmount;
import dev.longhand.core.drafting.UnattendedDraft;
import dev.longhand.core.drafting.UnattendedListener;
import dev.longhand.core.drafting.UnattendedPolicy;
import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.Session;
import dev.longhand.core.prompt.PromptTexts;
import dev.longhand.project.Project;
import dev.longhand.project.disk.FileProblem;
import java.time.Duration;
import java.util.Optional;

/**
 * One run of {@code draft}: loads the model, drafts until the end, and writes the document after every chunk. All of it
 * happens on the calling thread, which owns the draft.
 */
final class DraftRun {
    private static final Duration TICK = Duration.ofMillis(100);

    private final Surroundings around;
    private final DraftPreparation preparation;
    private final Document document;
    private final MainLoop loop;
    private final LiveLine live;
    private final DraftFiles files;
    private final DraftView view;
    private final DraftRecord record = new DraftRecord();
    private final ModelRun modelRun;
    private Optional<UnattendedDraft> draft = Optional.empty();
    private Optional<DraftOutcome> outcome = Optional.empty();

    /**
     * @param loop of the calling thread
     * @param files of the document; closed at the end of the draft
     */
    DraftRun(Surroundings around, DraftPreparation preparation, MainLoop loop, LiveLine live, DraftFiles files) {
        this.around = around;
        this.preparation = preparation;
        this.document = preparation.document();
        this.loop = loop;
        this.live = live;
        this.files = files;
        this.modelRun = new ModelRun(around, live, this::interrupt);
        this.view = new DraftView(
                document, Optional.of(preparation.target()), preparation.options().settings().chunkTokens(), live,
                System::nanoTime);
    }

    /** The run of a draft that is to be begun. */
    static DraftRun begun(Surroundings around, DraftPreparation preparation) {
        MainLoop loop = new MainLoop();
        LiveLine live = new LiveLine(around.terminal());
        DraftFiles files = DraftFiles.toBegin(live, listener -> Project.create(
                preparation.files().markdown(), preparation.document(), preparation.settings(),
                StoredDocument.workplace(loop, listener)));
        return new DraftRun(around, preparation, loop, live, files);
    }

    /** @return the exit code */
    int run() throws BadInput, EngineException, InterruptedException {
        long start = System.nanoTime();
        preparation.notices().forEach(notice -> live.print("Note: " + notice));
        LoadOptions options = LoadOptions.context(preparation.context().tokens())
                .withForce(preparation.options().force());
        try {
            return modelRun.of(preparation.model(), options, (engine, model, session) -> {
                introduce(engine, model);
                work(engine, model, session);
                return finish(engine, model, (System.nanoTime() - start) / 1e6);
            });
        } finally {
            // Closed already, unless something nobody foresaw has ended the draft: what came until then is written.
            files.finish();
        }
    }

    private void introduce(ChosenEngine engine, Model model) {
        live.print(document.brief().title());
        live.print("  target %s, in chunks of %s, %s, seed %d".formatted(
                new LengthText(document, preparation.target()).whole(),
                Numbers.of(preparation.options().settings().chunkTokens(), "token"),
                preparation.shape() == DraftShape.ANSWER
                        ? "as one answer"
                        : "in " + Numbers.of(document.outline().sections().size(), "section"),
                preparation.options().settings().seed()));
        live.print("  %s (%s), %s (%s)".formatted(
                model.description().name(), model.description().quantization(), engine.name(), engine.why()));
        if (!document.keptChunks().isEmpty()) {
            live.print("  goes on after %s in %s".formatted(
                    Numbers.of(KeptAmount.tokens(document).value(), "token"),
                    Numbers.of(document.keptChunks().size(), "chunk")));
        }
        live.print("Context plan: %s tokens, %s".formatted(
                Numbers.whole(preparation.context().tokens()), preparation.context().why()));
    }

    private void work(Engine engine, Model model, Session session) throws InterruptedException {
        DraftOptions options = preparation.options();
        try (Drafter drafter = new Drafter(
                document, model, session, engine.name(), options.settings(),
                PromptTexts.of(document.brief().language()), loop)) {
            // What shows and remembers hears every event before the one that gives the verdicts and goes on.
            // A chunk's line is shown when the chunk is on the disk.
            drafter.addListener(files);
            drafter.addListener(record);
            drafter.addListener(view);
            UnattendedDraft unattended = new UnattendedDraft(
                    drafter, preparation.shape(), preparation.target(),
                    UnattendedPolicy.STANDARD.withAtEnd(options.atEnd()), new Verdicts());
            draft = Optional.of(unattended);
            if (modelRun.isInterrupted()) {
                unattended.stop();
            } else {
                unattended.start();
            }
            loop.runUntil(() -> outcome.isPresent(), TICK, view::tick);
        }
    }

    /** Called by the system, on a thread of its own. */
    private void interrupt() {
        // At once, also while the model is being loaded and the loop does not run.
        live.print((files.hasText() ? "Stopping; what was written is kept." : "Stopping.") + " Press Ctrl-C again to end at once.");
        loop.execute(() -> draft.ifPresent(UnattendedDraft::stop));
    }

    private int finish(ChosenEngine engine, Model model, double millis) throws BadInput {
        DraftEnd end = new DraftEnd(preparation, outcome.orElseThrow());
        if (document.keptChunks().isEmpty() && end.outcome().end() == DraftOutcome.End.CONTEXT_FULL) {
            throw new BadInput(end.sentence());
        }
        Optional<String> unsaved = files.finish();
        unsaved.ifPresent(problem -> around.terminal().err().println(TerminalText.oneLine(problem)));
        boolean reported = report(end.report(engine, model, record));
        live.print("");
        live.print("%s: %s in %s, %s".formatted(
                end.reached() ? "Reached" : "Not reached",
                end.length().kept(),
                Numbers.of(document.keptChunks().size(), "chunk"),
                Numbers.span(millis)));
        if (!end.sentence().isEmpty()) {
            live.print(end.sentence());
        }
        if (unsaved.isEmpty() && !document.keptChunks().isEmpty()) {
            live.print(preparation.files().markdown().toString());
        }
        return end.reached() && unsaved.isEmpty() && reported ? ExitCode.DONE : ExitCode.NOT_REACHED;
    }

    /** @return false if a report was wanted and could not be written */
    private boolean report(DraftReport report) {
        try {
            if (preparation.report().isPresent()) {
                preparation.report().get().write(ReportFormat.json(report));
            }
            return true;
        } catch (FileProblem problem) {
            around.terminal().err().println(TerminalText.oneLine(problem.sentence()));
            return false;
        }
    }

    private final class Verdicts implements UnattendedListener {
        @Override
        public void rerolled(Chunk chunk, Candidate candidate) {
            record.rerolled(chunk, candidate);
            view.rerolled(chunk, candidate);
        }

        @Override
        public void dropped(Chunk chunk, Candidate candidate) {
            record.dropped(chunk, candidate);
            view.dropped(chunk, candidate);
        }

        @Override
        public void finished(DraftOutcome end) {
            outcome = Optional.of(end);
        }
    }
}
