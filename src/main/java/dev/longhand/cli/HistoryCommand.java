package dev.longhand.cli;

import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.project.Notice;
import dev.longhand.project.ReadDocument;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longhand history}: every candidate that a document's chunks ever had. */
@Command(
        name = "history",
        description = "Shows every candidate of every chunk of a document, with its numbers and why it ended.",
        sortOptions = false,
        footer = {
            "",
            "A * marks the candidate that is kept. Nothing is written, and the document may be open elsewhere.",
            "Exit codes: 0 done, 1 not printed, 2 bad input."
        })
final class HistoryCommand implements Callable<Integer> {
    private final Surroundings around;

    @Parameters(paramLabel = "FILE.md", description = "The document.")
    @Nullable Path file;

    @Option(names = "--chunk", paramLabel = "N", description = "Shows this chunk alone, with its texts.")
    @Nullable Integer chunk;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    HistoryCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws BadInput {
        Path named = Objects.requireNonNull(file);
        ReadDocument found = StoredDocument.of(named).lookDrafted();
        Document document = found.document();
        LiveLine live = new LiveLine(around.terminal());
        HistoryView view = new HistoryView(document, found.settings().draft().chunkTokens(), live);
        if (chunk != null) {
            view.showWhole(ChunkChoice.chunk(document, chunk, named));
            return ExitCode.DONE;
        }
        for (Notice notice : found.notices()) {
            live.print("Note: " + notice.sentence());
        }
        live.print(document.brief().title());
        for (Chunk each : document.chunks()) {
            view.show(each);
        }
        return ExitCode.DONE;
    }
}
