package dev.longhand.ui.desk;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.DocumentChange;
import dev.longhand.core.document.DocumentListener;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.document.TextEdit;
import dev.longhand.core.drafting.DraftListener;
import dev.longhand.core.drafting.DraftState;
import dev.longhand.core.engine.TokenCount;
import dev.longhand.core.engine.Timings;
import dev.longhand.core.prompt.ContextPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;

/** Hears document and drafter, and puts into the outbox what the window is to show of them. Used on the desk's thread. */
final class DeskReport implements DraftListener, DocumentListener {
    /** A speed means something once text has come for so long. */
    private static final double LEAST_MILLIS = 500;

    private final Document document;
    private final Outbox outbox;
    private final LongSupplier nanoTime;
    private final Set<Integer> editedChunks = new HashSet<>();
    private int ownChanges;
    private boolean typing;
    private Optional<CandidateStatus> open = Optional.empty();
    private boolean shown;
    private Progress progress = Progress.NONE;
    private long started;
    private long writingSince;

    DeskReport(Document document, Outbox outbox, LongSupplier nanoTime) {
        this.document = document;
        this.outbox = outbox;
        this.nanoTime = nanoTime;
    }

    /** How many changes the desk made by itself. */
    int ownChanges() {
        return ownChanges;
    }

    Optional<CandidateStatus> open() {
        return open.map(o -> new CandidateStatus(
                document.chunk(o.chunk().id()), o.number(), o.count(), o.candidate(), o.seed(), o.limit()));
    }

    Progress progress() {
        return progress;
    }

    /** Does what the writer typed; the window has it already. */
    void typed(int number, Runnable edit) {
        typing = true;
        try {
            edit.run();
        } finally {
            typing = false;
        }
        outbox.typed(number);
        outbox.counted();
    }

    /** Tokens of the kept chunks of a section, or of all. */
    TokenCount kept(OptionalInt section) {
        TokenCount sum = TokenCount.ZERO;
        for (Chunk chunk : document.keptChunks()) {
            if (section.isEmpty() || section.equals(chunk.section())) {
                TokenCount tokens = document.kept(chunk).orElseThrow().keptTokens();
                sum = sum.plus(editedChunks.contains(chunk.id()) ? TokenCount.about(tokens.value()) : tokens);
            }
        }
        return sum;
    }

    List<SectionStatus> sections() {
        List<SectionStatus> all = new ArrayList<>();
        for (int i = 0; i < document.outline().sections().size(); i++) {
            var section = document.outline().sections().get(i);
            all.add(new SectionStatus(section, kept(OptionalInt.of(i)), section.targetTokens().orElse(0)));
        }
        return all;
    }

    @Override
    public void changed(DocumentChange change) {
        if (!(change instanceof DocumentChange.Edited edited)) {
            return;
        }
        noteEdits(edited);
        if (!typing) {
            ownChanges++;
            outbox.text(new TextEvent.Edited(
                    edited.edits(), open.filter(o -> shown).map(o -> document.chunk(o.chunk().id()).place())));
            outbox.changed();
        }
    }

    /** The tokens of a text that the writer changed are no longer those that were sampled. */
    private void noteEdits(DocumentChange.Edited edited) {
        if (typing) {
            TextEdit edit = edited.edits().getFirst();
            document.keptChunks().stream()
                    .filter(c -> c.place().start() <= edit.at() && edit.at() <= c.place().end())
                    .forEach(c -> editedChunks.add(c.id()));
        }
        edited.chunks().forEach(c -> editedChunks.remove(c.id()));
    }

    @Override
    public void stateChanged(DraftState state) {
        if (state == DraftState.STREAMING) {
            writingSince = nanoTime.getAsLong();
            progress = new Progress(progress.prompt(), progress.reused(), progress.evaluated(), progress.generated(),
                    0, (writingSince - started) / 1e6);
        } else if (state == DraftState.IDLE) {
            hide();
        }
        outbox.changed();
    }

    @Override
    public void planned(Chunk chunk, ContextPlan plan) {
        started = nanoTime.getAsLong();
        progress = new Progress(TokenCount.exactly(plan.promptTokens()), TokenCount.ZERO, TokenCount.ZERO,
                TokenCount.ZERO, 0, 0);
    }

    @Override
    public void started(Chunk chunk, int number, Provenance provenance) {
        String base = provenance.basedOn().isPresent()
                ? document.candidate(chunk.id(), provenance.basedOn().getAsInt()).text()
                : "";
        open = Optional.of(new CandidateStatus(
                chunk, number, number, Optional.empty(), provenance.seed(), provenance.stopRules().tokenLimit()));
        show(chunk, base, true);
    }

    @Override
    public void promptProgress(int total, int reused, int evaluated) {
        progress = new Progress(progress.prompt(), TokenCount.exactly(reused), TokenCount.exactly(evaluated),
                TokenCount.ZERO, 0, 0);
        outbox.counted();
    }

    @Override
    public void streamed(String text, TokenCount tokensSoFar) {
        double millis = (nanoTime.getAsLong() - writingSince) / 1e6;
        progress = new Progress(
                progress.prompt(), progress.reused(), progress.evaluated(), tokensSoFar,
                millis < LEAST_MILLIS ? 0 : Timings.perSecond(tokensSoFar.value(), millis),
                progress.firstTokenMillis());
        outbox.streamed(text);
        outbox.counted();
    }

    @Override
    public void inReview(Chunk chunk, Candidate candidate) {
        open = Optional.of(new CandidateStatus(
                chunk, candidate.number(), document.candidates(chunk.id()).size(), Optional.of(candidate),
                candidate.provenance().seed(), candidate.provenance().stopRules().tokenLimit()));
        progress = new Progress(
                candidate.usage().prompt(), candidate.usage().reused(), candidate.usage().evaluated(),
                candidate.usage().generated(),
                Timings.perSecond(candidate.usage().generated().value(), candidate.timings().generationMillis()),
                candidate.timings().firstTokenMillis());
        show(chunk, candidate.text(), false);
        outbox.changed();
    }

    /** The drafter has gone, and whatever was open with it. */
    void left() {
        hide();
        outbox.changed();
    }

    private void show(Chunk chunk, String text, boolean writing) {
        shown = true;
        outbox.text(new TextEvent.Shown(
                chunk.id(), document.chunk(chunk.id()).place(), document.leadFor(chunk), text, writing));
    }

    private void hide() {
        open = Optional.empty();
        if (shown) {
            shown = false;
            outbox.text(new TextEvent.Hidden());
        }
    }
}
