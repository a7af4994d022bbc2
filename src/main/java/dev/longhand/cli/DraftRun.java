package dev.longhand.cli;

import dev.longhand.cli.report.DraftReport;
import dev.longhand.cli.report.ModelReport;
import dev.longhand.cli.report.ReportFormat;
import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.drafting.DraftListener;
import dev.longhand.core.drafting.DraftOutcome;
import dev.longhand.core.drafting.DraftShape;
import dev.longhand.core.drafting.DraftTarget;
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
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.prompt.PromptTexts;
import dev.longhand.project.disk.FileProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One run of {@code draft}: loads the model, drafts until the end, and writes the document after every chunk. All of it
 * happens on the calling thread, which owns the draft.
 */
final class DraftRun {
    private static final Duration TICK = Duration.ofMillis(100);

    private final Surroundings around;
    private final DraftPreparation preparation;
    private final MainLoop loop = new MainLoop();
    private final LiveLine live;
    private final Document document;
    private final DraftView view;
    private final DraftRecord record = new DraftRecord();
    private final List<String> notices;
    private volatile boolean interrupted;
    /** Whether the model has written anything yet. */
    private volatile boolean written;
    private Optional<UnattendedDraft> draft = Optional.empty();
    private Optional<DraftOutcome> outcome = Optional.empty();
    private Optional<FileProblem> unsaved = Optional.empty();

    DraftRun(Surroundings around, DraftPreparation preparation) {
        this.around = around;
        this.preparation = preparation;
        this.live = new LiveLine(around.terminal());
        this.document = new Document(preparation.brief(), preparation.outline());
        this.view = new DraftView(
                document, preparation.target(), preparation.options().settings().chunkTokens(), live, System::nanoTime);
        this.notices = new ArrayList<>(preparation.notices());
    }

    /** @return the exit code */
    int run() throws BadInput, EngineException, InterruptedException {
        long start = System.nanoTime();
        notices.forEach(notice -> live.print("Note: " + notice));
        try (Interrupts interrupts = new Interrupts(this::interrupt, () -> around.halt().accept(ExitCode.KILLED));
                Engine engine = around.engine().get();
                Model model = load(engine);
                Session session = model.open(preparation.context().tokens())) {
            introduce(engine, model);
            work(engine, model, session);
            return finish(engine, model, (System.nanoTime() - start) / 1e6);
        } finally {
            live.clear();
        }
    }

    private Model load(Engine engine) throws EngineException {
        LoadOptions options = LoadOptions.context(preparation.context().tokens())
                .withForce(preparation.options().force());
        return engine.load(preparation.model(), options, share -> {
            live.show("Loading the model: %d %%".formatted(Math.round(100 * share)));
            return !interrupted;
        });
    }

    private void introduce(Engine engine, Model model) {
        DraftTarget target = preparation.target();
        live.print(document.brief().title());
        live.print("  target %s, in chunks of %s, %s, seed %d".formatted(
                amount(target.amount()),
                Numbers.of(preparation.options().settings().chunkTokens(), "token"),
                preparation.shape() == DraftShape.ANSWER
                        ? "as one answer"
                        : "in " + Numbers.of(document.outline().sections().size(), "section"),
                preparation.options().settings().seed()));
        live.print("  %s (%s), %s".formatted(
                model.description().name(), model.description().quantization(), engine.name()));
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
            drafter.addListener(record);
            drafter.addListener(new Saving());
            drafter.addListener(view);
            UnattendedDraft unattended = new UnattendedDraft(
                    drafter, preparation.shape(), preparation.target(),
                    UnattendedPolicy.STANDARD.withAtEnd(options.atEnd()), new Verdicts());
            draft = Optional.of(unattended);
            if (interrupted) {
                unattended.stop();
            } else {
                unattended.start();
            }
            loop.runUntil(() -> outcome.isPresent(), TICK, view::tick);
        }
    }

    /** Called by the system, on a thread of its own. */
    private void interrupt() {
        interrupted = true;
        // At once, also while the model is being loaded and the loop does not run.
        live.print((written ? "Stopping; what was written is kept." : "Stopping.") + " Press Ctrl-C again to end at once.");
        loop.execute(() -> draft.ifPresent(UnattendedDraft::stop));
    }

    private int finish(Engine engine, Model model, double millis) throws BadInput {
        DraftOutcome end = outcome.orElseThrow();
        if (document.keptChunks().isEmpty() && end.end() == DraftOutcome.End.CONTEXT_FULL) {
            throw new BadInput(end.sentence());
        }
        save();
        unsaved.ifPresent(problem -> around.terminal().err().println(TerminalText.oneLine(problem.sentence())));
        boolean reported = report(engine, model, end);
        live.print("");
        live.print("%s: %s in %s, %s".formatted(
                end.reached() ? "Reached" : "Not reached",
                lengths(),
                Numbers.of(document.keptChunks().size(), "chunk"),
                Numbers.span(millis)));
        if (!sentence(end).isEmpty()) {
            live.print(sentence(end));
        }
        if (unsaved.isEmpty() && !document.keptChunks().isEmpty()) {
            live.print(preparation.document().path().toString());
        }
        return end.reached() && unsaved.isEmpty() && reported ? ExitCode.DONE : ExitCode.NOT_REACHED;
    }

    /**
     * How it ended; empty if it reached its target. Where nothing is kept there is no document to speak of, and where
     * the length is there although the draft is not, a reader would wonder.
     */
    private String sentence(DraftOutcome end) {
        if (end.end() == DraftOutcome.End.STOPPED && document.keptChunks().isEmpty()) {
            return "Stopped before anything was written; no document was made.";
        }
        boolean hasLength = KeptAmount.reached(document, preparation.target());
        return end.reached() || !hasLength
                ? end.sentence()
                : "The length is reached, but the document is not finished. " + end.sentence();
    }

    /** What is kept, in the unit of the target and in the other. */
    private String lengths() {
        int target = preparation.target().amount();
        int tokens = KeptAmount.tokens(document).value();
        int words = KeptAmount.words(document);
        return preparation.target().unit() == DraftTarget.Unit.WORDS
                ? "%s of %s (%s)".formatted(Numbers.whole(words), amount(target), Numbers.of(tokens, "token"))
                : "%s of %s (%s)".formatted(Numbers.whole(tokens), amount(target), words(words));
    }

    private String amount(int amount) {
        return preparation.target().unit() == DraftTarget.Unit.WORDS ? words(amount) : Numbers.of(amount, "token");
    }

    private String words(int number) {
        return Numbers.words(number, document.brief().language());
    }

    /** Writes what is kept. A write that fails is tried again after the next chunk. */
    private void save() {
        if (document.keptChunks().isEmpty()) {
            return;
        }
        try {
            preparation.document().write(document.text().toString());
            unsaved = Optional.empty();
        } catch (FileProblem problem) {
            if (unsaved.isEmpty()) {
                live.print(problem.sentence());
            }
            unsaved = Optional.of(problem);
        }
    }

    /** @return false if a report was wanted and could not be written */
    private boolean report(Engine engine, Model model, DraftOutcome end) {
        if (preparation.report().isEmpty()) {
            return true;
        }
        DraftReport.Chunks chunks = DraftReport.chunks(document, record.plans(), record.reasons());
        DraftReport report = new DraftReport(
                LonghandCommand.Version.number(),
                preparation.document().path().toString(),
                document.brief().title(),
                model.description().name(),
                ModelReport.of(preparation.model(), model.description()),
                engine.name(),
                preparation.context().tokens(),
                Checks.name(preparation.shape()),
                preparation.target().amount(),
                Checks.name(preparation.target().unit()),
                end.reached(),
                KeptAmount.tokens(document).value(),
                KeptAmount.words(document),
                sentence(end).isEmpty() ? "The target was reached." : sentence(end),
                preparation.options().settings().seed(),
                preparation.options().settings().sampling(),
                chunks.kept(),
                chunks.rerolls(),
                notices);
        try {
            preparation.report().get().write(ReportFormat.json(report));
            return true;
        } catch (FileProblem problem) {
            around.terminal().err().println(TerminalText.oneLine(problem.sentence()));
            return false;
        }
    }

    /** Writes the document after every chunk, so that whatever happens later the text is on the disk. */
    private final class Saving implements DraftListener {
        @Override
        public void streamed(String text, TokenCount tokensSoFar) {
            written = true;
        }

        @Override
        public void kept(Chunk chunk, Candidate candidate) {
            save();
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
