package dev.longhand.cli;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.drafting.DraftListener;
import dev.longhand.core.drafting.Drafter;
import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.prompt.ContextTooSmallException;
import dev.longhand.core.prompt.PromptTexts;
import dev.longhand.core.stop.SentenceEnd;
import dev.longhand.project.Project;
import dev.longhand.project.ReadDocument;
import dev.longhand.project.disk.FileProblem;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** One run of {@code reroll}. All of it happens on the calling thread, which owns the document. */
final class RerollRun {
    private static final Duration TICK = Duration.ofMillis(100);

    private final Surroundings around;
    private final RerollCommand typed;
    private final MainLoop loop = new MainLoop();
    private final LiveLine live;
    private final ModelRun modelRun;
    private Optional<Drafter> running = Optional.empty();
    private Optional<Candidate> written = Optional.empty();

    RerollRun(Surroundings around, RerollCommand typed) {
        this.around = around;
        this.typed = typed;
        this.live = new LiveLine(around.terminal());
        this.modelRun = new ModelRun(around, live, this::interrupt);
    }

    /** @return the exit code */
    int run() throws BadInput, EngineException, InterruptedException {
        StoredDocument stored = StoredDocument.of(Objects.requireNonNull(typed.file));
        // Bad input is found before anything is written; what counts is what the document is like when it is open.
        ReadDocument found = stored.lookDrafted();
        RerollPreparation.of(typed, around, found.document(), found.settings());
        try (Project project = stored.opened(loop, live)) {
            RerollPreparation preparation =
                    RerollPreparation.of(typed, around, project.document(), project.settings());
            preparation.context().notices().forEach(notice -> live.print("Note: " + notice));
            LoadOptions options = LoadOptions.context(preparation.context().tokens()).withForce(typed.force);
            modelRun.of(preparation.model(), options, (engine, model, session) -> {
                write(project, preparation, engine, model, session);
                return preparation;
            });
            int code = finished(project, preparation.chunk(), stored);
            project.close();
            return code;
        } catch (FileProblem problem) {
            complain(problem.sentence());
            return ExitCode.NOT_REACHED;
        }
    }

    private void write(Project project, RerollPreparation preparation, Engine engine, Model model, Session session)
            throws BadInput, InterruptedException {
        Document document = project.document();
        DraftView view = new DraftView(
                document, Optional.empty(), project.settings().draft().chunkTokens(), live, System::nanoTime);
        try (Drafter drafter = new Drafter(
                document, model, session, engine.name(), preparation.settings(),
                PromptTexts.of(document.brief().language()), loop)) {
            drafter.addListener(project.recorder());
            drafter.addListener(view);
            if (modelRun.isInterrupted()) {
                return;
            }
            start(drafter, preparation);
            loop.runUntil(() -> written.isPresent(), TICK, view::tick);
            view.written(drafter.openChunk().orElseThrow(), written.orElseThrow());
            if (typed.keep) {
                settle(drafter, written.orElseThrow());
            }
            drafter.leave();
        }
    }

    private void start(Drafter drafter, RerollPreparation preparation) throws BadInput {
        Chunk chunk = preparation.chunk();
        drafter.review(chunk.id());
        try {
            drafter.reroll(preparation.direction());
        } catch (ContextTooSmallException refused) {
            if (chunk.status() == Chunk.Status.DISCARDED) {
                drafter.discard();
            }
            throw new BadInput(String.valueOf(refused.getMessage()));
        }
        drafter.addListener(new DraftListener() {
            @Override
            public void inReview(Chunk place, Candidate candidate) {
                written = Optional.of(candidate);
            }
        });
        running = Optional.of(drafter);
    }

    /** Cuts off what a draft would cut off before it keeps a candidate: a repetition, and half a sentence at a limit. */
    private static void settle(Drafter drafter, Candidate candidate) {
        String text = candidate.text();
        int end = switch (candidate.stopReason()) {
            case StopReason.Loop loop -> Math.clamp(loop.beganAt(), 0, text.length());
            case StopReason.TokenLimit limit -> SentenceEnd.lastIn(text);
            default -> text.length();
        };
        if (end < text.length()) {
            drafter.cut(end);
        }
    }

    /** Called by the system, on a thread of its own. */
    private void interrupt() {
        live.print("Stopping; what was written is stored. Press Ctrl-C again to end at once.");
        loop.execute(() -> running.ifPresent(Drafter::cancel));
    }

    private int finished(Project project, Chunk chunk, StoredDocument stored) throws FileProblem {
        project.commitNow();
        if (written.isEmpty()) {
            complain("Stopped before anything was written.");
            return ExitCode.NOT_REACHED;
        }
        Candidate candidate = written.get();
        if (candidate.sameTextAs().isPresent()) {
            live.print("It is the same text as candidate " + candidate.sameTextAs().getAsInt() + ".");
        }
        boolean isWhole = isWhole(candidate);
        if (!isWhole) {
            complain("Candidate " + candidate.number() + " of chunk " + chunk.id() + " is stored, but it is not whole: "
                    + LimitText.reason(chunk, candidate, 0) + ".");
        } else if (typed.keep) {
            ReplacedText replaced = ReplacedText.keep(project.document(), chunk, candidate.number());
            project.commitNow();
            project.saveNow();
            replaced.print(project.document(), live);
        } else {
            live.print("Stored as candidate %d of chunk %d. Keep it: %s".formatted(
                    candidate.number(), chunk.id(),
                    stored.command("keep", "--chunk %d --candidate %d".formatted(chunk.id(), candidate.number()))));
        }
        return isWhole ? ExitCode.DONE : ExitCode.NOT_REACHED;
    }

    /** Whether it has text and came to an end by itself, or by a rule. */
    private static boolean isWhole(Candidate candidate) {
        boolean ended = switch (candidate.stopReason().type()) {
            case END_OF_TEXT, STOP_STRING, TOKEN_LIMIT, LOOP -> true;
            case CONTEXT_FULL, CANCELLED, TIMED_OUT, INTERRUPTED, FAILED -> false;
        };
        return ended && !candidate.text().isBlank();
    }

    private void complain(String sentence) {
        around.terminal().err().println(TerminalText.oneLine(sentence));
    }
}
