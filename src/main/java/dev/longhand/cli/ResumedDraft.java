package dev.longhand.cli;

import dev.longhand.core.document.Document;
import dev.longhand.core.engine.EngineException;
import dev.longhand.project.InUseException;
import dev.longhand.project.Notice;
import dev.longhand.project.Project;
import dev.longhand.project.ReadDocument;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.state.ProjectSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** {@code draft --resume}: goes on with a document that was drafted before, wherever that ended. */
final class ResumedDraft {
    /** How long a process that ends may take to give the document free. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Surroundings around;
    private final DraftCommand typed;
    private final MainLoop loop = new MainLoop();
    private final LiveLine live;

    ResumedDraft(Surroundings around, DraftCommand typed) {
        this.around = around;
        this.typed = typed;
        this.live = new LiveLine(around.terminal());
    }

    /** @return the exit code */
    int run() throws BadInput, EngineException, InterruptedException {
        if (typed.proposeOutline) {
            throw new BadInput("--propose-outline is for a document that is to be begun; leave it or --resume out.");
        }
        Path named = typed.out == null ? Objects.requireNonNull(typed.brief) : typed.out;
        StoredDocument stored = StoredDocument.of(named);
        // Bad input is found before anything is written; what counts is what the document is like when it is open.
        ReadDocument found = stored.lookDrafted();
        prepared(found.document(), found.settings(), stored);
        try (DraftFiles files = opened(stored)) {
            Project project = files.project();
            DraftPreparation preparation = prepared(project.document(), project.settings(), stored)
                    .withNotices(project.notices().stream().map(Notice::sentence).toList());
            project.settings(preparation.settings());
            LengthText length = new LengthText(project.document(), preparation.target());
            if (length.isReached(preparation.shape()) && preparation.report().isEmpty()) {
                return said(preparation, files);
            }
            return new DraftRun(around, preparation, loop, live, files).run();
        } catch (FileProblem refused) {
            throw new BadInput(refused.sentence());
        }
    }

    private DraftPreparation prepared(Document document, ProjectSettings settings, StoredDocument stored)
            throws BadInput {
        return DraftPreparation.resumed(
                DraftOptions.of(typed, Optional.of(settings)), around, document, stored.files().markdown());
    }

    private DraftFiles opened(StoredDocument stored) throws BadInput, FileProblem {
        try {
            try {
                return DraftFiles.opened(live, news -> stored.open(loop, news));
            } catch (InUseException inUse) {
                live.print("Waiting for another Longhand to close " + stored.typed() + ".");
                return DraftFiles.opened(live, news -> stored.open(loop, news, PATIENCE));
            }
        } catch (InUseException inUse) {
            throw new BadInput(inUse.sentence());
        }
    }

    private int said(DraftPreparation preparation, DraftFiles files) {
        List<String> notices = preparation.notices();
        notices.forEach(notice -> live.print("Note: " + notice));
        Optional<String> unsaved = files.finish();
        unsaved.ifPresent(problem -> around.terminal().err().println(TerminalText.oneLine(problem)));
        live.print("The target is reached already: %s in %s; give a longer one with --target or --words to go on."
                .formatted(
                        new LengthText(preparation.document(), preparation.target()).kept(),
                        Numbers.of(preparation.document().keptChunks().size(), "chunk")));
        return unsaved.isPresent() ? ExitCode.NOT_REACHED : ExitCode.DONE;
    }
}
