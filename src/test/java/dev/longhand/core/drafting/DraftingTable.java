package dev.longhand.core.drafting;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Language;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Section;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.Session;
import dev.longhand.core.prompt.ContextTooSmallException;
import dev.longhand.core.prompt.PromptTexts;
import dev.longhand.engine.scripted.Script;
import dev.longhand.engine.scripted.ScriptedEngine;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/** A document, a scripted model and a drafter that belong together. */
final class DraftingTable implements AutoCloseable {
    final OwnerQueue owner = new OwnerQueue();
    final Document document;
    final Model model;
    final Drafter drafter;
    private final ScriptedEngine engine;
    private final Session session;

    DraftingTable(Script script, int context, DraftSettings settings, Document document) {
        this.document = document;
        this.engine = new ScriptedEngine(script);
        this.model = engine.model(context);
        try {
            this.session = model.open(context);
        } catch (dev.longhand.core.engine.EngineException e) {
            throw new AssertionError(e);
        }
        this.drafter = new Drafter(
                document, model, session, engine.name(), settings, PromptTexts.of(Language.ENGLISH), owner);
    }

    static DraftingTable of(Script script, String... headings) {
        return new DraftingTable(script, 8_192, DraftSettings.STANDARD, document(headings));
    }

    static Document document(String... headings) {
        return new Document(
                Brief.titled("Pumps"), new Outline(Arrays.stream(headings).map(Section::of).toList()));
    }

    /** Drafts a chunk and waits for its candidate. */
    void draft(ChunkOrder order) throws ContextTooSmallException {
        drafter.draft(order);
        awaitReview();
    }

    void awaitReview() {
        owner.runUntil(() -> drafter.state() == DraftState.IN_REVIEW);
    }

    String text() {
        return document.text().toString();
    }

    DraftOutcome unattended(DraftTarget target, UnattendedPolicy policy) {
        AtomicReference<DraftOutcome> outcome = new AtomicReference<>();
        new UnattendedDraft(drafter, target, policy, outcome::set).start();
        owner.runUntil(() -> outcome.get() != null);
        return outcome.get();
    }

    @Override
    public void close() {
        drafter.close();
        session.close();
        engine.close();
    }
}
