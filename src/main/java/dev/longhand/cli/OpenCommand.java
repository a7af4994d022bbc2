package dev.longhand.cli;

import dev.longhand.project.InUseException;
import dev.longhand.project.Project;
import dev.longhand.project.disk.FileProblem;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longhand open}: recovers what an interrupted run left of a document, and says how the document stands. */
@Command(
        name = "open",
        description = "Recovers what an interrupted run left of a document, and shows how the document stands.",
        sortOptions = false,
        footer = {
            "",
            "A document that cannot be written just now, or that Longhand did not draft, is shown as it is.",
            "Exit codes: 0 done, 1 not written, 2 bad input."
        })
final class OpenCommand implements Callable<Integer> {
    private final Surroundings around;

    @Parameters(paramLabel = "FILE.md", description = "The document.")
    @Nullable Path file;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    OpenCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws BadInput {
        StoredDocument stored = StoredDocument.of(Objects.requireNonNull(file));
        LiveLine live = new LiveLine(around.terminal());
        SummaryView view = new SummaryView(stored, live);
        if (!stored.hasSidecar()) {
            view.show(stored.look(), Optional.empty());
            return ExitCode.DONE;
        }
        try (Project project = stored.open(new MainLoop(), new ShownNews(live))) {
            project.notices().forEach(notice -> live.print("Note: " + notice.sentence()));
            return closed(project, view);
        } catch (InUseException refused) {
            return shown(stored, view, refused.sentence());
        } catch (FileProblem refused) {
            return shown(stored, view, refused.sentence());
        }
    }

    private int closed(Project project, SummaryView view) {
        view.show(project.document(), project.settings());
        try {
            project.close();
            return ExitCode.DONE;
        } catch (FileProblem problem) {
            around.terminal().err().println(TerminalText.oneLine(problem.sentence()));
            return ExitCode.NOT_REACHED;
        }
    }

    /** @param why it can only be read, a sentence */
    private static int shown(StoredDocument stored, SummaryView view, String why) throws BadInput {
        view.show(stored.look(), Optional.of(why));
        return ExitCode.DONE;
    }
}
