package dev.longhand.cli;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.project.Project;
import dev.longhand.project.disk.FileProblem;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longhand keep}: puts a candidate into the document. */
@Command(
        name = "keep",
        description = "Puts a candidate of a chunk into the document, in place of the one that is kept.",
        sortOptions = false,
        footer = {
            "",
            "`longhand history FILE.md` shows the chunks and their candidates. Later chunks stay as they are.",
            "Exit codes: 0 done, 1 not written, 2 bad input."
        })
final class KeepCommand implements Callable<Integer> {
    private final Surroundings around;

    @Parameters(paramLabel = "FILE.md", description = "The document.")
    @Nullable Path file;

    @Option(names = "--chunk", required = true, paramLabel = "N", description = "The chunk.")
    int chunk;

    @Option(names = "--candidate", required = true, paramLabel = "M", description = "The candidate of that chunk.")
    int candidate;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    KeepCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws BadInput {
        StoredDocument stored = StoredDocument.of(Objects.requireNonNull(file));
        // Bad input is found before anything is written.
        chosen(stored.lookDrafted().document(), stored);
        LiveLine live = new LiveLine(around.terminal());
        try (Project project = stored.opened(new MainLoop(), live)) {
            keep(project, chosen(project.document(), stored), live);
            project.close();
            return ExitCode.DONE;
        } catch (FileProblem problem) {
            around.terminal().err().println(TerminalText.oneLine(problem.sentence()));
            return ExitCode.NOT_REACHED;
        }
    }

    private void keep(Project project, Chunk place, LiveLine live) throws FileProblem {
        Document document = project.document();
        boolean isKept = place.kept().isPresent() && place.kept().getAsInt() == candidate;
        if (isKept && !ReplacedText.wasEdited(document, place)) {
            live.print("Candidate " + candidate + " of chunk " + chunk + " is kept already.");
            return;
        }
        ReplacedText replaced = ReplacedText.keep(document, place, candidate);
        project.commitNow();
        project.saveNow();
        replaced.print(document, live);
    }

    /** The chunk, if there is such a candidate and it has text. */
    private Chunk chosen(Document document, StoredDocument stored) throws BadInput {
        Chunk place = ChunkChoice.chunk(document, chunk, stored.typed());
        if (ChunkChoice.candidate(document, place, candidate).text().isBlank()) {
            throw new BadInput("Candidate " + candidate + " of chunk " + chunk + " has no text; keep another.");
        }
        return place;
    }
}
