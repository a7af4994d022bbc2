package dev.longhand.ui.desk;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Section;
import dev.longhand.core.drafting.ChunkOrder;
import dev.longhand.core.drafting.DraftOutcome;
import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.core.drafting.DraftShape;
import dev.longhand.core.drafting.DraftState;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.drafting.Drafter;
import dev.longhand.core.drafting.NextOrder;
import dev.longhand.core.drafting.UnattendedDraft;
import dev.longhand.core.drafting.UnattendedPolicy;
import dev.longhand.core.prompt.ContextTooSmallException;
import dev.longhand.core.prompt.PromptTexts;
import dev.longhand.project.InUseException;
import dev.longhand.project.Notice;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.state.ProjectSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One open document with its drafter, on a thread of its own. Every command returns at once and is done later, in order;
 * one that no longer fits what has happened meanwhile does nothing. What comes of it is told to the window. Thread-safe.
 */
public final class Desk implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Desk.class.getName());

    /** A section without a target, and a document without an outline, in tokens. */
    private static final int USUAL_SECTION = 300;
    private static final int USUAL_DOCUMENT = 1_024;

    private final DeskThread thread;
    private final Document document;
    private final DeskReport report;
    private final Outbox outbox;
    private final DeskFile file;
    private DraftSettings settings;
    private DraftTarget target;
    private Optional<Seat> seat = Optional.empty();
    private Optional<Drafter> drafter = Optional.empty();
    private Optional<UnattendedDraft> auto = Optional.empty();

    /** What a command does with the drafter. */
    @FunctionalInterface
    private interface Work {
        void on(Drafter drafter) throws ContextTooSmallException;
    }

    /**
     * Takes a document over; nobody else may use it from now on.
     *
     * @param thread on which the document lives from now on; closed with the desk
     * @param file the document's files
     * @param window runs what the window hears, on its own thread
     * @param receiver hears every update, through {@code window}
     */
    public Desk(
            DeskThread thread,
            Document document,
            DraftSettings settings,
            DeskFile file,
            Executor window,
            Consumer<DeskUpdate> receiver) {
        this.thread = thread;
        this.document = document;
        this.settings = settings;
        this.file = file;
        this.target = file.settings().flatMap(ProjectSettings::target).orElse(usualTarget(document.outline()));
        this.outbox = new Outbox(thread, window, receiver, this::status, System::nanoTime);
        this.report = new DeskReport(document, outbox, System::nanoTime);
        document.addListener(report);
        document.addListener(change -> file.changed());
        run(() -> {
            file.attach(this::fileChanged, this::noticed);
            outbox.changed();
        });
    }

    private void fileChanged() {
        outbox.changed();
        outbox.turnEnded();
    }

    private void noticed(Notice notice) {
        outbox.notice(new DeskNotice.Files(notice.code().name(), notice.sentence()));
        outbox.turnEnded();
    }

    static DraftTarget usualTarget(Outline outline) {
        int sum = outline.sections().stream()
                .map(Section::targetTokens)
                .mapToInt(tokens -> tokens.orElse(USUAL_SECTION))
                .sum();
        return DraftTarget.tokens(outline.isEmpty() ? USUAL_DOCUMENT : sum);
    }

    /** Takes a seat at a model; from now on there can be drafts. The seat before must have been left. */
    public void sit(Seat newSeat) {
        run(() -> {
            seat = Optional.of(newSeat);
            Drafter sitting = new Drafter(
                    document, newSeat.model(), newSeat.session(), newSeat.engine(), settings,
                    PromptTexts.of(document.brief().language()), this::run);
            file.recorder().ifPresent(sitting::addListener);
            sitting.addListener(report);
            drafter = Optional.of(sitting);
            outbox.changed();
            // What waited for a verdict when the document was closed waits again.
            document.chunks().stream()
                    .filter(c -> c.status() == Chunk.Status.OPEN && !document.candidates(c.id()).isEmpty())
                    .reduce((first, last) -> last)
                    .ifPresent(c -> sitting.review(c.id()));
        });
    }

    /** Leaves the model; what it is writing ends, what it wrote stays. Waits until the session is closed. */
    public void stand() {
        CountDownLatch left = new CountDownLatch(1);
        run(() -> {
            drafter.ifPresent(Drafter::close);
            seat.ifPresent(s -> s.session().close());
            drafter = Optional.empty();
            seat = Optional.empty();
            auto = Optional.empty();
            report.left();
            left.countDown();
        });
        try {
            left.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does what the writer typed. */
    public void type(Typing typing) {
        run(() -> {
            if (typing.seen() != report.ownChanges()) {
                return; // It crossed a change of ours; the window sends it again on top of that.
            }
            int from = typing.from();
            int to = from + typing.removed();
            OptionalInt before = typing.beforeCandidate() && report.open().isPresent()
                    ? OptionalInt.of(report.open().get().chunk().id())
                    : OptionalInt.empty();
            report.typed(typing.number(), () -> {
                if (before.isPresent()) {
                    document.editBefore(before.getAsInt(), from, to, typing.inserted());
                } else {
                    document.edit(from, to, typing.inserted());
                }
            });
        });
    }

    /** Drafts what comes next, or more at the end if {@code more}. */
    public void draftNext(String direction, boolean more) {
        work(d -> {
            Optional<ChunkOrder> order = more
                    ? Optional.of(NextOrder.more(document, settings.chunkTokens()))
                    : NextOrder.of(document, target, settings.chunkTokens());
            if (order.isEmpty()) {
                outbox.notice(new DeskNotice.TargetReached());
            } else {
                d.draft(order.get().withDirection(direction));
            }
        });
    }

    /** Drafts a chunk at {@code position}, in characters of the document. */
    public void draftAt(int position, String direction) {
        work(d -> d.draft(NextOrder.more(document, settings.chunkTokens())
                .at(Math.min(position, document.text().length()))
                .withDirection(direction)));
    }

    /** Another candidate for the chunk in review. */
    public void reroll(String direction) {
        work(d -> d.reroll(direction));
    }

    /** Lengthens the candidate in review by at most {@code limit} tokens; 0 for the chunk limit. */
    public void continueCandidate(int limit) {
        work(d -> d.continueCandidate(limit > 0 ? limit : settings.chunkTokens()));
    }

    /** Ends what is being written; what is there stays. */
    public void stop() {
        run(() -> {
            auto.ifPresent(UnattendedDraft::stop);
            drafter.ifPresent(Drafter::cancel);
        });
    }

    /** Shows the candidate {@code steps} further, or back. */
    public void step(int steps) {
        work(d -> {
            CandidateStatus open = report.open().orElseThrow();
            int number = open.number() + steps;
            if (number >= 1 && number <= open.count()) {
                d.select(number);
            }
        });
    }

    public void edit(String text) {
        work(d -> d.edit(text));
    }

    public void keep() {
        work(Drafter::keep);
    }

    public void discard() {
        work(Drafter::discard);
    }

    public void undo() {
        run(() -> {
            if (isWriting() && !document.undoesEdit()) {
                outbox.notice(new DeskNotice.NotWhileWriting());
            } else if (drafter.isEmpty() || isWriting()) {
                document.undo();
            } else {
                drafter.get().undo();
            }
        });
    }

    public void redo() {
        run(() -> {
            if (isWriting() && !document.redoesEdit()) {
                outbox.notice(new DeskNotice.NotWhileWriting());
            } else if (drafter.isEmpty() || isWriting()) {
                document.redo();
            } else {
                drafter.get().redo();
            }
        });
    }

    private boolean isWriting() {
        return drafter.filter(d -> d.state().isGenerating()).isPresent();
    }

    /** Drafts chunk after chunk until the target is reached or {@link #stop}; a candidate in review is judged first. */
    public void draftToTarget() {
        work(d -> {
            if (auto.isPresent()) {
                return;
            }
            if (d.state() == DraftState.IN_REVIEW) {
                d.leave();
            }
            UnattendedDraft draft = new UnattendedDraft(d, target, UnattendedPolicy.STANDARD, this::autoEnded);
            auto = Optional.of(draft);
            draft.start();
        });
    }

    private void autoEnded(DraftOutcome outcome) {
        auto = Optional.empty();
        outbox.notice(new DeskNotice.AutoEnded(outcome.sentence()));
        outbox.changed();
    }

    /** What holds from the next generation on. */
    public void settings(DraftSettings newSettings) {
        run(() -> {
            settings = newSettings;
            drafter.ifPresent(d -> d.settings(newSettings));
            file.settings(settings, target, DraftShape.of(document.outline()));
            outbox.changed();
        });
    }

    public void target(DraftTarget newTarget) {
        run(() -> {
            target = newTarget;
            file.settings(settings, target, DraftShape.of(document.outline()));
            outbox.changed();
        });
    }

    /** Keeps the document there from now on. */
    public void saveTo(Path markdown) {
        run(() -> {
            try {
                DraftShape shape = DraftShape.of(document.outline());
                file.create(markdown, document, DeskFile.settings(file.settings(), settings, target, shape));
                drafter.ifPresent(d -> {
                    // The journal comes before the window.
                    d.removeListener(report);
                    file.recorder().ifPresent(d::addListener);
                    d.addListener(report);
                });
            } catch (FileProblem refused) {
                outbox.notice(new DeskNotice.Files("FILE", refused.sentence()));
            } catch (InUseException refused) {
                outbox.notice(new DeskNotice.Files("IN-USE", refused.sentence()));
            }
        });
    }

    /** Writes the document to its file now, if it has one and was changed. */
    public void save() {
        run(file::now);
    }

    /** Ends the drafter and its session, writes what is not written yet, and waits until that is done. */
    @Override
    public void close() {
        run(() -> {
            drafter.ifPresent(Drafter::close);
            seat.ifPresent(s -> s.session().close());
            file.close();
        });
        if (!thread.close(Duration.ofSeconds(30))) {
            LOG.log(Level.WARNING, "The desk did not end in time.");
        }
    }

    private void work(Work work) {
        run(() -> drafter.ifPresent(d -> {
            try {
                work.on(d);
            } catch (ContextTooSmallException small) {
                outbox.notice(new DeskNotice.ContextTooSmall(small.window(), small.needed()));
            }
        }));
    }

    private void run(Runnable task) {
        thread.execute(() -> {
            try {
                task.run();
            } catch (IllegalStateException | NoSuchElementException late) {
                LOG.log(Level.DEBUG, "A command came too late: {0}", late.getMessage());
            } catch (RuntimeException failed) {
                String code = "UNEXPECTED-" + failed.getClass().getSimpleName();
                LOG.log(Level.ERROR, code, failed);
                outbox.notice(new DeskNotice.Unexpected(code));
            }
            outbox.turnEnded();
        });
    }

    private DeskStatus status() {
        DraftState state = drafter.map(Drafter::state).orElse(DraftState.IDLE);
        boolean writing = state.isGenerating();
        Optional<CandidateStatus> open = report.open();
        return new DeskStatus(
                document.brief(),
                state,
                auto.isPresent(),
                seat.map(Seat::status),
                open,
                drafter.flatMap(Drafter::plan),
                report.progress(),
                report.sections(),
                open.isPresent() ? open.get().chunk().section() : nextSection(),
                report.kept(OptionalInt.empty()),
                target,
                settings,
                document.canUndo() && (!writing || document.undoesEdit()),
                document.canRedo() && (!writing || document.redoesEdit()),
                file.state(),
                file.sentence());
    }

    private OptionalInt nextSection() {
        return document.outline().isEmpty()
                ? OptionalInt.empty()
                : NextOrder.of(document, target, settings.chunkTokens())
                        .map(ChunkOrder::section)
                        .orElse(OptionalInt.empty());
    }
}
