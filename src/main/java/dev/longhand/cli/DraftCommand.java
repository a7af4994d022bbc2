package dev.longhand.cli;

import dev.longhand.core.document.Outline;
import dev.longhand.core.engine.EngineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code longhand draft}: the options as they were typed. What they mean is worked out by {@link DraftOptions}. */
@Command(
        name = "draft",
        description = "Drafts a document from a brief, chunk by chunk, into a Markdown file.",
        sortOptions = false,
        footer = {
            "",
            "A brief is Markdown with a title in its front matter, notes, and a numbered list of headings at its end.",
            "In stop strings \\n is a line break, \\t a tab and \\\\ a backslash.",
            "Ctrl-C keeps what was written; a second one ends at once.",
            "Exit codes: 0 target reached, 1 not reached, 2 bad input."
        })
final class DraftCommand implements Callable<Integer> {
    private final Surroundings around;

    @Parameters(
            paramLabel = "BRIEF",
            description = "The brief, a Markdown file; with --resume the document, unless --out names it.")
    @Nullable Path brief;

    @Option(
            names = "--out",
            paramLabel = "FILE.md",
            description = "Where the document goes; NAME-draft.md in this folder if not given.")
    @Nullable Path out;

    @Option(
            names = "--resume",
            description = "Goes on with a document, with the brief, the outline and the options that are stored with it;"
                    + " options that are given replace those.")
    boolean resume;

    @Option(names = "--model", paramLabel = "GGUF", description = "The model; the practice model if not given.")
    @Nullable Path model;

    @Option(
            names = "--target",
            paramLabel = "N",
            description = "Length in tokens; the sum of the outline's if not given.")
    @Nullable Integer target;

    @Option(
            names = "--words",
            paramLabel = "N",
            description = "Length in words instead, in characters for Chinese.")
    @Nullable Integer words;

    @Option(names = "--chunk", paramLabel = "N", description = "Chunk limit in tokens (default: 1024).")
    @Nullable Integer chunk;

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "Context window in tokens; as large as needed if not given.")
    @Nullable Integer context;

    @Option(
            names = "--force",
            description = "Loads the model even if it takes more memory than is free.")
    boolean force;

    @Option(names = "--stop", paramLabel = "S", description = "A stop string; may be given several times.")
    List<String> stop = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Makes a draft repeatable; random if not given.")
    @Nullable Long seed;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "From 0 (always the likeliest token) to 5 (default: 0.8).")
    @Nullable Double temperature;

    @Option(
            names = "--at-end",
            paramLabel = "RULE",
            description = "When a section ends short: extend it, leave the rest to the next-section, or accept it"
                    + " (default: extend).")
    @Nullable String atEnd;

    @Option(
            names = "--chunk-end",
            paramLabel = "WHERE",
            description = "A chunk at its limit ends there (hard) or at the end of its sentence or paragraph"
                    + " (default: hard).")
    @Nullable String chunkEnd;

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            description = "By sections or as one answer; sections if the brief has an outline.")
    @Nullable String shape;

    @Option(
            names = "--propose-outline",
            description = "Lets the model propose an outline first, for a brief that has none.")
    boolean proposeOutline;

    @Option(names = "--json", paramLabel = "REPORT", description = "Writes a report of every chunk as JSON.")
    @Nullable Path json;

    @Option(
            names = "--kv",
            paramLabel = "TYPE",
            description = "Stores keys and values as f16, or as q8_0 in half the memory (default: f16).")
    @Nullable String kv;

    @Mixin
    EngineOptions engine = new EngineOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    DraftCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws BadInput, EngineException, InterruptedException {
        Surroundings chosen = engine.in(around, kv);
        if (resume) {
            return new ResumedDraft(chosen, this).run();
        }
        DraftOptions options = DraftOptions.of(this);
        DraftPreparation preparation = DraftPreparation.of(options, chosen);
        if (preparation.proposal().isEmpty()) {
            return DraftRun.begun(chosen, preparation).run();
        }
        Optional<Outline> outline = OutlineRun.of(chosen, preparation, preparation.proposal().get()).run();
        return outline.isEmpty()
                ? ExitCode.NOT_REACHED
                : DraftRun.begun(chosen, preparation.outlined(outline.get())).run();
    }
}
