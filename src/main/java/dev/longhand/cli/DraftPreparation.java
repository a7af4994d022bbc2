package dev.longhand.cli;

import dev.longhand.core.document.Document;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Section;
import dev.longhand.core.drafting.DraftShape;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.drafting.OutlineSize;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.ModelFileException;
import dev.longhand.project.BriefException;
import dev.longhand.project.BriefFile;
import dev.longhand.project.DocumentFiles;
import dev.longhand.project.InUseException;
import dev.longhand.project.Project;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.SystemDisk;
import dev.longhand.project.disk.WholeFile;
import dev.longhand.project.state.ProjectSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything a draft needs, looked at before a model is loaded, so that bad input is found while it costs nothing.
 *
 * @param document with brief and outline, and with text where it is gone on with
 * @param proposal the size of the outline that the model shall propose first, if it shall
 * @param shape how the document is drafted
 * @param target how long the document shall be
 * @param model the model's file
 * @param context the window
 * @param files where the document goes
 * @param report the report to write, if one is wanted
 * @param notices what the writer should know, a sentence each
 */
record DraftPreparation(
        DraftOptions options,
        Document document,
        Optional<OutlineSize> proposal,
        DraftShape shape,
        DraftTarget target,
        Path model,
        ContextChoice context,
        DocumentFiles files,
        Optional<WholeFile> report,
        List<String> notices) {
    /** A section without a target, and a document without an outline, in tokens. */
    private static final int USUAL_SECTION = 300;
    private static final int USUAL_DOCUMENT = 1_024;

    /** For a document that is to be begun. */
    static DraftPreparation of(DraftOptions options, Surroundings around) throws BadInput {
        try {
            BriefFile brief = BriefFile.read(options.brief());
            Document document = new Document(brief.brief(), brief.outline());
            boolean proposes = options.proposeOutline() && brief.outline().isEmpty();
            List<String> notices = new ArrayList<>(brief.notices());
            if (options.proposeOutline() && !proposes) {
                notices.add("The brief has an outline, so none is proposed.");
            }
            Path out = WholeFile.at(options.out().orElse(usualOut(options.brief()))).path();
            DraftPreparation preparation = of(options, around, document, proposes, out, notices, options.brief());
            Project.checkFree(out, new SystemDisk());
            return preparation;
        } catch (BriefException refused) {
            throw new BadInput(refused.sentence());
        } catch (FileProblem refused) {
            throw new BadInput(refused.sentence());
        } catch (InUseException refused) {
            throw new BadInput(refused.sentence());
        }
    }

    /** For a document that is gone on with. */
    static DraftPreparation resumed(DraftOptions options, Surroundings around, Document document, Path markdown)
            throws BadInput {
        try {
            List<String> notices = new ArrayList<>();
            if (options.out().isPresent()) {
                notices.add("The brief that is stored with the document is gone on with; "
                        + options.brief().getFileName() + " is not read.");
            }
            return of(options, around, document, false, markdown, notices);
        } catch (FileProblem refused) {
            throw new BadInput(refused.sentence());
        }
    }

    private static DraftPreparation of(
            DraftOptions options, Surroundings around, Document document, boolean proposes, Path out,
            List<String> notices, Path... read)
            throws BadInput, FileProblem {
        Outline outline = document.outline();
        DraftShape shape = proposes ? DraftShape.SECTIONS : shape(options, outline);
        DraftTarget target = options.target()
                .orElse(DraftTarget.tokens(proposes ? OutlineSize.USUAL_TARGET : usualTarget(outline)));
        Optional<OutlineSize> proposal =
                proposes ? Optional.of(OutlineSize.of(target, document.brief().language())) : Optional.empty();
        Path model = options.model().isPresent() ? options.model().get() : around.defaultModel().file();
        GgufHeader header = header(model);
        ContextChoice context = ContextChoice.of(
                options.context(), header, around.memory().bytes(),
                ContextChoice.needed(
                        document.brief(), proposal.map(OutlineRun::standIn).orElse(outline), target,
                        options.settings().chunkTokens()),
                options.force());
        Optional<WholeFile> report =
                options.report().isPresent() ? Optional.of(WholeFile.at(options.report().get())) : Optional.empty();
        DocumentFiles files = DocumentFiles.of(new SystemDisk(), out);
        DistinctFiles distinct = new DistinctFiles(header, read);
        distinct.write("--out", out);
        distinct.write("--out", out.resolveSibling(out.getFileName() + ".bak"));
        distinct.writeFolder("--out", files.sidecar());
        distinct.writeFolder("--out", files.sidecarBackup());
        if (report.isPresent()) {
            distinct.write("--json", report.get().path());
        }
        List<String> all = new ArrayList<>(notices);
        all.addAll(context.notices());
        if (shape == DraftShape.SECTIONS) {
            TargetNotice.of(document.brief(), outline, target).ifPresent(all::add);
        }
        return new DraftPreparation(
                options, document, proposal, shape, target, model, context, files, report, List.copyOf(all));
    }

    private static GgufHeader header(Path model) throws BadInput {
        try {
            return GgufHeader.read(model);
        } catch (ModelFileException refused) {
            throw new BadInput(refused.sentence());
        }
    }

    /** The same with an outline that was proposed. What was to be noted has been, when it was. */
    DraftPreparation outlined(Outline proposed) {
        return new DraftPreparation(
                options, new Document(document.brief(), proposed), Optional.empty(), shape, target, model, context, files,
                report, List.of());
    }

    /** The same with more for the writer to know, which is said first. */
    DraftPreparation withNotices(List<String> first) {
        List<String> all = new ArrayList<>(first);
        all.addAll(notices);
        return new DraftPreparation(
                options, document, proposal, shape, target, model, context, files, report, List.copyOf(all));
    }

    /** What is stored with the document, so that it can be gone on with. */
    ProjectSettings settings() {
        return new ProjectSettings(
                options.model().map(file -> file.toAbsolutePath().normalize().toString()),
                options.context(),
                shape,
                options.proposeOutline() ? Optional.of(target) : options.target(),
                options.atEnd(),
                options.settings());
    }

    private static DraftShape shape(DraftOptions options, Outline outline) throws BadInput {
        DraftShape shape = options.shape().orElse(DraftShape.of(outline));
        if (shape == DraftShape.SECTIONS && outline.isEmpty()) {
            throw new BadInput("The brief " + options.brief() + " has no outline to draft by sections;"
                    + " end it with a numbered list of headings, or add --propose-outline.");
        }
        return shape;
    }

    /** How long a document becomes for which nothing was said, in tokens. */
    static int usualTarget(Outline outline) {
        double average = outline.sections().stream()
                .filter(section -> section.targetTokens().isPresent())
                .mapToInt(section -> section.targetTokens().getAsInt())
                .average()
                .orElse(USUAL_SECTION);
        double sum = 0;
        for (Section section : outline.sections()) {
            sum += section.targetTokens().isPresent() ? section.targetTokens().getAsInt() : average;
        }
        return outline.isEmpty() ? USUAL_DOCUMENT : (int) Math.round(sum);
    }

    private static Path usualOut(Path brief) {
        String name = String.valueOf(brief.getFileName());
        String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        return Path.of(stem + "-draft.md");
    }
}
