package dev.longhand.cli;

import dev.longhand.core.document.Outline;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.drafting.OutlineProposal;
import dev.longhand.core.drafting.OutlineSize;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.Sampling;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.ModelFileException;
import dev.longhand.project.BriefException;
import dev.longhand.project.BriefFile;
import dev.longhand.project.BriefOutline;
import dev.longhand.project.disk.FileProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longhand outline}: the model proposes an outline; it is shown, and written into the brief on request. */
@Command(
        name = "outline",
        description = "Lets the model propose an outline for a brief and shows it.",
        sortOptions = false,
        footer = {
            "",
            "The outline has as many sections as the length needs, or fewer and longer ones where the model has no",
            "more headings; their targets add up to the length.",
            "Nothing is written without --write; what stood in the brief is then kept as .bak.",
            "Exit codes: 0 done, 1 no outline or not written, 2 bad input."
        })
final class OutlineCommand implements Callable<Integer> {
    private final Surroundings around;

    @Parameters(paramLabel = "BRIEF", description = "The brief, a Markdown file.")
    @Nullable Path brief;

    @Option(names = "--model", paramLabel = "GGUF", description = "The model; the practice model if not given.")
    @Nullable Path model;

    @Option(names = "--target", paramLabel = "N", description = "Length of the document in tokens (default: 2048).")
    @Nullable Integer target;

    @Option(
            names = "--words",
            paramLabel = "N",
            description = "Length of the document in words instead, in characters for Chinese.")
    @Nullable Integer words;

    @Option(
            names = "--force",
            description = "Loads the model even if it takes more memory than is free.")
    boolean force;

    @Option(names = "--seed", paramLabel = "N", description = "Makes an outline repeatable; random if not given.")
    @Nullable Long seed;

    @Option(names = "--write", description = "Writes the outline into the brief, if it has none.")
    boolean write;

    @Option(names = "--replace", description = "With --write: replaces the outline that the brief has.")
    boolean replace;

    @Mixin
    EngineOptions engine = new EngineOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    OutlineCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws BadInput, EngineException, InterruptedException {
        Optional<DraftTarget> length = DraftOptions.target(target, words);
        long chosenSeed = DraftOptions.seed(seed);
        if (replace && !write) {
            throw new BadInput("--replace says what --write may do; add --write.");
        }
        Path file = Objects.requireNonNull(brief);
        try {
            BriefFile read = BriefFile.read(file);
            Optional<BriefOutline> place = write ? Optional.of(place(file)) : Optional.empty();
            DraftTarget asked = length.orElse(DraftTarget.tokens(OutlineSize.USUAL_TARGET));
            OutlineSize size = OutlineSize.of(asked, read.brief().language());
            Path modelFile = model == null ? around.defaultModel().file() : model;
            GgufHeader header = GgufHeader.read(modelFile);
            if (place.isPresent()) {
                DistinctFiles files = new DistinctFiles(header);
                files.write("--write", place.get().path());
                files.write("--write", place.get().backup());
            }
            ContextChoice context = ContextChoice.of(
                    OptionalInt.empty(), header, around.memory().bytes(),
                    ContextChoice.needed(read.brief(), Outline.NONE, DraftTarget.tokens(OutlineProposal.room(size)), 1),
                    force);
            List<String> notices = new ArrayList<>(read.notices());
            notices.addAll(context.notices());
            Optional<Outline> outline = new OutlineRun(
                            engine.in(around), read.brief(), size, modelFile,
                            LoadOptions.context(context.tokens()).withForce(force), Sampling.STANDARD, chosenSeed, notices)
                    .run();
            if (outline.isEmpty()) {
                return ExitCode.NOT_REACHED;
            }
            return place.isEmpty() ? ExitCode.DONE : written(file, place.get(), outline.get());
        } catch (BriefException refused) {
            throw new BadInput(refused.sentence());
        } catch (ModelFileException refused) {
            throw new BadInput(refused.sentence());
        } catch (FileProblem refused) {
            throw new BadInput(refused.sentence());
        }
    }

    private BriefOutline place(Path file) throws BadInput, BriefException, FileProblem {
        BriefOutline place = BriefOutline.of(file);
        if (place.exists() && !replace) {
            throw new BadInput("The brief " + file + " has an outline already; add --replace to write another over it.");
        }
        return place;
    }

    private int written(Path file, BriefOutline place, Outline outline) {
        try {
            place.write(outline);
            around.terminal().out().println(TerminalText.oneLine("Written into " + file + "."));
            return ExitCode.DONE;
        } catch (BriefException refused) {
            around.terminal().err().println(TerminalText.oneLine(refused.sentence()));
        } catch (FileProblem refused) {
            around.terminal().err().println(TerminalText.oneLine(refused.sentence()));
        }
        return ExitCode.NOT_REACHED;
    }
}
