package dev.longhand.core.drafting;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Chunk;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Provenance;
import dev.longhand.core.document.Provenance.Derivation;
import dev.longhand.core.engine.GenerationHandle;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.Session;
import dev.longhand.core.prompt.ContextPlan;
import dev.longhand.core.prompt.ContextPlanner;
import dev.longhand.core.prompt.ContextTooSmallException;
import dev.longhand.core.prompt.PromptTexts;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The chunk loop as a state machine: one chunk at a time is drafted, reviewed, and kept or discarded. Confined to its
 * owner's thread: every method is called there, and every listener is; engine events come there through the executor.
 * A command that does not fit the state throws {@link IllegalStateException} and changes nothing.
 */
public final class Drafter implements AutoCloseable {
    /** How much of the text before a candidate the engine gets to see loops and code blocks across the seam. */
    private static final int PRECEDING_CHARACTERS = 6_000;

    private final Document document;
    private final Model model;
    private final Session session;
    private final CandidateFactory factory;
    private final Executor owner;
    private final ContextPlanner planner;
    private final DraftListeners listeners = new DraftListeners();
    private DraftSettings settings;
    private DraftState state = DraftState.IDLE;
    private Optional<InReview> open = Optional.empty();
    private Optional<Running> running = Optional.empty();
    private Optional<ContextPlan> lastPlan = Optional.empty();
    private final SamplerPlace sampler = new SamplerPlace();

    /** The chunk that is open; {@code selected} is the number of the candidate shown, 0 while there is none. */
    private record InReview(int chunk, ChunkOrder order, int selected) {}

    /** A generation under way; {@code base} is the candidate that it lengthens. */
    private record Running(OwnerRelay relay, GenerationHandle handle, GenerationRequest request,
            Optional<Candidate> base) {}

    /**
     * @param document on whose thread this drafter lives
     * @param model of {@code session}
     * @param session not used by anybody else; not closed here
     * @param engineName for provenance
     * @param owner runs tasks one after another on the owner's thread, never inside {@code execute}
     */
    public Drafter(
            Document document, Model model, Session session, String engineName, DraftSettings settings,
            PromptTexts texts, Executor owner) {
        this.document = document;
        this.model = model;
        this.session = session;
        this.factory = new CandidateFactory(model, engineName);
        this.settings = settings;
        this.owner = owner;
        this.planner = new ContextPlanner(model, texts);
    }

    public void addListener(DraftListener listener) {
        listeners.add(listener);
    }

    public void removeListener(DraftListener listener) {
        listeners.remove(listener);
    }

    /** Runs a task on the owner's thread once every listener has heard what is being told now. */
    void later(Runnable task) {
        owner.execute(task);
    }

    public DraftState state() {
        return state;
    }

    public Document document() {
        return document;
    }

    public DraftSettings settings() {
        return settings;
    }

    /** Sets what holds from the next generation on. */
    public void settings(DraftSettings newSettings) {
        settings = newSettings;
    }

    /** The plan of the running or last generation. */
    public Optional<ContextPlan> plan() {
        return lastPlan;
    }

    /** The chunk that is being drafted or reviewed. */
    public Optional<Chunk> openChunk() {
        return open.map(o -> document.chunk(o.chunk()));
    }

    /** The candidate in review. */
    public Optional<Candidate> selected() {
        return open.filter(o -> o.selected() > 0).map(o -> document.candidate(o.chunk(), o.selected()));
    }

    /**
     * Drafts a chunk; the state must be IDLE.
     *
     * @throws ContextTooSmallException if the window cannot hold it; nothing has changed then
     */
    public void draft(ChunkOrder order) throws ContextTooSmallException {
        expect(DraftState.IDLE);
        int position = order.position().orElse(document.text().length());
        Chunk chunk = document.open(position, order.section(), order.kind(), order.asked(), order.direction());
        try {
            start(chunk, order, order, Optional.empty());
        } catch (ContextTooSmallException | RuntimeException e) {
            document.withdraw(chunk.id());
            throw e;
        }
    }

    /** Generates another candidate for the chunk in review, with the direction it had. */
    public void reroll() throws ContextTooSmallException {
        reroll(inReview().order().direction());
    }

    /** Generates another candidate for the chunk in review, with another direction. */
    public void reroll(String direction) throws ContextTooSmallException {
        InReview review = inReview();
        reroll(review.order().withDirection(direction));
    }

    /** Generates another candidate for the chunk in review, by a changed order for the same place. */
    void reroll(ChunkOrder order) throws ContextTooSmallException {
        InReview review = inReview();
        start(document.chunk(review.chunk()).directed(order.direction()), order, order, Optional.empty());
        document.direct(review.chunk(), order.direction());
    }

    /**
     * Lengthens the selected candidate from where it stopped; the result is a further candidate.
     *
     * @param limit most tokens to add, at least 1
     */
    public void continueCandidate(int limit) throws ContextTooSmallException {
        InReview review = inReview();
        Candidate base = selected().orElseThrow();
        ChunkOrder order = review.order();
        ChunkOrder longer = new ChunkOrder(
                order.position(), order.section(), order.kind(), order.asked(), limit, 0, order.direction());
        start(document.chunk(review.chunk()), longer, order, Optional.of(base));
    }

    /** Asks the running generation to end; it comes to review with what was streamed. Else does nothing. */
    public void cancel() {
        running.ifPresent(r -> r.handle().cancel());
    }

    /** Shows another candidate of the chunk in review, by its number (from 1). */
    public void select(int number) {
        InReview review = inReview();
        if (number < 1 || number > document.candidates(review.chunk()).size()) {
            throw new NoSuchElementException("no candidate " + number);
        }
        review(new InReview(review.chunk(), review.order(), number));
    }

    /** Replaces the selected candidate's text by the writer's; the result is a further candidate. */
    public void edit(String text) {
        change(text, Derivation.EDITED);
    }

    /** Cuts the selected candidate to its first {@code length} characters; the result is a further candidate. */
    public void cut(int length) {
        change(selected().orElseThrow(() -> wrong("no candidate")).text().substring(0, length), Derivation.CUT);
    }

    /** Puts the selected candidate's text into the document. */
    public void keep() {
        InReview review = inReview();
        Chunk chunk = document.keep(review.chunk(), review.selected());
        Candidate candidate = document.candidate(review.chunk(), review.selected());
        open = Optional.empty();
        become(DraftState.IDLE);
        listeners.tell(l -> l.kept(chunk, candidate));
    }

    /** Takes a kept chunk's text out of the document and brings its candidates back to review; state IDLE. */
    public void unkeep(int chunk) {
        expect(DraftState.IDLE);
        Chunk kept = document.chunk(chunk);
        int selected = kept.kept().orElseThrow(() -> wrong("chunk " + chunk + " is not kept"));
        Chunk back = document.unkeep(chunk);
        listeners.tell(l -> l.removed(back));
        review(new InReview(chunk, orderOf(back), selected));
    }

    /** Drops the chunk in review; its candidates stay in the document's history. */
    public void discard() {
        InReview review = inReview();
        Chunk chunk = document.discard(review.chunk());
        open = Optional.empty();
        become(DraftState.IDLE);
        listeners.tell(l -> l.removed(chunk));
    }

    /**
     * Brings a chunk that has candidates to review; state IDLE. A kept chunk keeps its text meanwhile, and its kept
     * candidate is shown; else the last one is.
     */
    public void review(int chunk) {
        expect(DraftState.IDLE);
        int last = document.candidates(chunk).size();
        if (last == 0) {
            throw wrong("chunk " + chunk + " has nothing to review");
        }
        Chunk reopened = document.reopen(chunk);
        review(new InReview(chunk, orderOf(reopened), reopened.kept().orElse(last)));
    }

    /** Ends the review without a verdict: an open chunk stays open, a kept one stays as it is. */
    public void leave() {
        inReview();
        open = Optional.empty();
        become(DraftState.IDLE);
    }

    /** Takes the document's last action back; not while a generation runs. */
    public void undo() {
        step(Document::undo);
    }

    /** Does again what was undone last; not while a generation runs. */
    public void redo() {
        step(Document::redo);
    }

    /** After it the chunk in review may have had its verdict, or lost it, and then nothing is in review. */
    private void step(Consumer<Document> step) {
        if (state != DraftState.IDLE && state != DraftState.IN_REVIEW) {
            throw wrong("the drafter is " + state);
        }
        Optional<Chunk.Status> before = openChunk().map(Chunk::status);
        step.accept(document);
        if (!openChunk().map(Chunk::status).equals(before)) {
            leave();
        }
    }

    /** Cancels what runs and hears nothing any more; to keep what was streamed, cancel and wait for the review first. */
    @Override
    public void close() {
        cancel();
        running = Optional.empty();
        state = DraftState.CLOSED;
    }

    /**
     * @param order for this generation
     * @param lasting the chunk's order, by which it is rerolled later
     * @param base the candidate to lengthen
     */
    private void start(Chunk chunk, ChunkOrder order, ChunkOrder lasting, Optional<Candidate> base)
            throws ContextTooSmallException {
        DraftRequest request = new DraftRequest(document, settings, chunk, order, base);
        ContextPlan plan = planner.plan(
                document, chunk, request.begun(), session.contextSize(), request.stopRules().mostTokens(), lastPlan);
        int number = document.candidates(chunk.id()).size() + 1;
        long seed = new SeedSequence(settings.seed()).seed(chunk.id(), number);
        GenerationRequest generation = new GenerationRequest(
                plan.prompt(), settings.sampling(), seed, request.stopRules(), sampler.goesOn(document, chunk, base),
                Optional.empty(), request.precedingText(PRECEDING_CHARACTERS));
        OwnerRelay relay = new OwnerRelay(owner, this::received);
        GenerationHandle handle = session.generate(generation, relay);
        running = Optional.of(new Running(relay, handle, generation, base));
        lastPlan = Optional.of(plan);
        int selected = open.filter(o -> o.chunk() == chunk.id()).map(InReview::selected).orElse(0);
        open = Optional.of(new InReview(chunk.id(), lasting, selected));
        become(DraftState.PROCESSING_PROMPT);
        listeners.tell(l -> l.planned(chunk, plan));
        Provenance provenance = factory.provenance(generation, seed, chunk.direction(), base);
        listeners.tell(l -> l.started(chunk, number, provenance));
    }

    private void received(OwnerRelay from, OwnerRelay.News news) {
        if (running.isEmpty() || running.get().relay() != from) {
            return;
        }
        news.progress().ifPresent(p -> listeners.tell(l -> l.promptProgress(p[0], p[1], p[2])));
        if (!news.text().isEmpty()) {
            if (state == DraftState.PROCESSING_PROMPT) {
                become(DraftState.STREAMING);
            }
            listeners.tell(l -> l.streamed(news.text(), news.tokens()));
        }
        news.result().ifPresent(result -> {
            Running ended = running.get();
            InReview review = open.orElseThrow();
            List<Candidate> earlier = document.candidates(review.chunk());
            Candidate candidate = factory.candidate(
                    earlier, result, ended.request(), document.chunk(review.chunk()).direction(), ended.base());
            running = Optional.empty();
            document.add(review.chunk(), candidate);
            sampler.standsAfter(review.chunk(), candidate.number());
            review(new InReview(review.chunk(), review.order(), candidate.number()));
        });
    }

    private void change(String text, Derivation how) {
        InReview review = inReview();
        Candidate base = document.candidate(review.chunk(), review.selected());
        Candidate changed = factory.changed(base, document.candidates(review.chunk()).size() + 1, text, how);
        document.add(review.chunk(), changed);
        review(new InReview(review.chunk(), review.order(), changed.number()));
    }

    private void review(InReview review) {
        open = Optional.of(review);
        become(DraftState.IN_REVIEW);
        Chunk chunk = document.chunk(review.chunk());
        Candidate candidate = document.candidate(review.chunk(), review.selected());
        listeners.tell(l -> l.inReview(chunk, candidate));
    }

    /** The order of a chunk that was drafted earlier, with the limit that holds now. */
    ChunkOrder orderOf(Chunk chunk) {
        return new ChunkOrder(
                OptionalInt.of(chunk.place().start()), chunk.section(), chunk.kind(), chunk.asked(),
                settings.chunkTokens(), 0, chunk.direction());
    }

    private InReview inReview() {
        expect(DraftState.IN_REVIEW);
        return open.orElseThrow();
    }

    private void expect(DraftState wanted) {
        if (state != wanted) {
            throw wrong("the drafter is " + state + ", not " + wanted);
        }
    }

    private static IllegalStateException wrong(String why) {
        return new IllegalStateException(why);
    }

    private void become(DraftState next) {
        if (state != next) {
            state = next;
            listeners.tell(l -> l.stateChanged(next));
        }
    }
}
