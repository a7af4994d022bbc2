package dev.longhand.cli;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Section;
import dev.longhand.core.drafting.DraftShape;
import dev.longhand.core.drafting.DraftTarget;
import dev.longhand.core.drafting.OutlineSize;
import dev.longhand.model.GgufHeader;
import dev.longhand.model.ModelFileException;
import dev.longhand.project.BriefException;
import dev.longhand.project.BriefFile;
import dev.longhand.project.MarkdownFile;
import dev.longhand.project.disk.FileProblem;
import dev.longhand.project.disk.WholeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything a draft needs, looked at before a model is loaded, so that bad input is found while it costs nothing.
 *
 * @param brief what the writer asks for
 * @param outline the sections; may be empty
 * @param proposal the size of the outline that the model shall propose first, if it shall
 * @param shape how the document is drafted
 * @param target how long the document shall be
 * @param model the model's file
 * @param context the window
 * @param document the file to write
 * @param report the report to write, if one is wanted
 * @param notices what the writer should know, a sentence each
 */
record DraftPreparation(
        DraftOptions options,
        Brief brief,
        Outline outline,
        Optional<OutlineSize> proposal,
        DraftShape shape,
        DraftTarget target,
        Path model,
        ContextChoice context,
        MarkdownFile document,
        Optional<WholeFile> report,
        List<String> notices) {
    /** A section without a target, and a document without an outline, in tokens. */
    private static final int USUAL_SECTION = 300;
    private static final int USUAL_DOCUMENT = 1_024;

    static DraftPreparation of(DraftOptions options, Surroundings around) throws BadInput {
        try {
            BriefFile brief = BriefFile.read(options.brief());
            boolean proposes = options.proposeOutline() && brief.outline().isEmpty();
            DraftShape shape = proposes ? DraftShape.SECTIONS : shape(options, brief);
            DraftTarget target = options.target().orElse(DraftTarget.tokens(
                    proposes ? OutlineSize.USUAL_TARGET : usualTarget(brief.outline())));
            Optional<OutlineSize> proposal = proposes
                    ? Optional.of(OutlineSize.of(target, brief.brief().language()))
                    : Optional.empty();
            Path model = options.model().isPresent() ? options.model().get() : around.defaultModel().file();
            GgufHeader header = GgufHeader.read(model);
            int chunk = options.settings().chunkTokens();
            ContextChoice context = ContextChoice.of(
                    options.context(), header, around.memory().bytes(),
                    ContextChoice.needed(
                            brief.brief(), proposal.map(OutlineRun::standIn).orElse(brief.outline()), target, chunk),
                    options.force());
            MarkdownFile document = document(options);
            Optional<WholeFile> report =
                    options.report().isPresent() ? Optional.of(WholeFile.at(options.report().get())) : Optional.empty();
            DistinctFiles files = new DistinctFiles(header, options.brief());
            files.write("--out", document.path());
            files.write("--out", document.backup());
            if (report.isPresent()) {
                files.write("--json", report.get().path());
            }
            List<String> notices = new ArrayList<>(brief.notices());
            notices.addAll(context.notices());
            if (options.proposeOutline() && !proposes) {
                notices.add("The brief has an outline, so none is proposed.");
            }
            if (shape == DraftShape.SECTIONS) {
                TargetNotice.of(brief.brief(), brief.outline(), target).ifPresent(notices::add);
            }
            return new DraftPreparation(
                    options, brief.brief(), brief.outline(), proposal, shape, target, model, context, document, report, notices);
        } catch (BriefException refused) {
            throw new BadInput(refused.sentence());
        } catch (ModelFileException refused) {
            throw new BadInput(refused.sentence());
        } catch (FileProblem refused) {
            throw new BadInput(refused.sentence());
        }
    }

    /** The same with an outline that was proposed. What was to be noted has been, when it was. */
    DraftPreparation outlined(Outline proposed) {
        return new DraftPreparation(
                options, brief, proposed, Optional.empty(), shape, target, model, context, document, report, List.of());
    }

    private static DraftShape shape(DraftOptions options, BriefFile brief) throws BadInput {
        boolean outlined = !brief.outline().isEmpty();
        DraftShape shape = options.shape().orElse(outlined ? DraftShape.SECTIONS : DraftShape.ANSWER);
        if (shape == DraftShape.SECTIONS && !outlined) {
            throw new BadInput("The brief " + options.brief() + " has no outline to draft by sections;"
                    + " end it with a numbered list of headings, or add --propose-outline.");
        }
        return shape;
    }

    private static int usualTarget(Outline outline) {
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

    private static MarkdownFile document(DraftOptions options) throws FileProblem {
        String name = String.valueOf(options.brief().getFileName());
        String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        return MarkdownFile.at(options.out().orElse(Path.of(stem + "-draft.md")));
    }
}
