package dev.longhand.cli;

import dev.longhand.cli.report.DraftReport;
import dev.longhand.cli.report.ModelReport;
import dev.longhand.core.document.Document;
import dev.longhand.core.drafting.DraftOutcome;
import dev.longhand.core.drafting.KeptAmount;
import dev.longhand.core.engine.Model;

/** What a draft came to. Its last lines, its report and its exit code tell the same. */
record DraftEnd(DraftPreparation preparation, DraftOutcome outcome) {
    private Document document() {
        return preparation.document();
    }

    boolean reached() {
        return outcome.reached();
    }

    LengthText length() {
        return new LengthText(document(), preparation.target());
    }

    /**
     * How it ended; empty if it reached its target. Where nothing is kept there is no document to speak of, and where
     * the length is there although the draft is not, a reader would wonder.
     */
    String sentence() {
        if (outcome.end() == DraftOutcome.End.STOPPED && document().keptChunks().isEmpty()) {
            return "Stopped before anything was written; no document was made.";
        }
        boolean hasLength = KeptAmount.reached(document(), preparation.target());
        return reached() || !hasLength
                ? outcome.sentence()
                : "The length is reached, but the document is not finished. " + outcome.sentence();
    }

    DraftReport report(ChosenEngine engine, Model model, DraftRecord record) {
        DraftReport.Chunks chunks = DraftReport.chunks(document(), record.plans(), record.reasons());
        return new DraftReport(
                LonghandCommand.Version.number(),
                preparation.files().markdown().toString(),
                document().brief().title(),
                model.description().name(),
                ModelReport.of(preparation.model(), model.description()),
                engine.name(),
                engine.why(),
                preparation.context().tokens(),
                Checks.name(preparation.shape()),
                preparation.target().amount(),
                Checks.name(preparation.target().unit()),
                reached(),
                KeptAmount.tokens(document()).value(),
                KeptAmount.words(document()),
                sentence().isEmpty() ? "The target was reached." : sentence(),
                preparation.options().settings().seed(),
                preparation.options().settings().sampling(),
                chunks.kept(),
                chunks.rerolls(),
                preparation.notices());
    }
}
