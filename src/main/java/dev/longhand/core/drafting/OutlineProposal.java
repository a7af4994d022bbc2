package dev.longhand.core.drafting;

import dev.longhand.core.document.Brief;
import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.ChatTurn.Role;
import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.GenerationHandle;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopReason;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.prompt.PromptTexts;
import dev.longhand.core.schema.JsonReader;
import dev.longhand.core.schema.JsonValue;
import dev.longhand.core.schema.NotJsonException;
import dev.longhand.core.schema.SchemaCheck;
import dev.longhand.core.schema.SchemaDocument;
import dev.longhand.core.schema.SchemaGrammar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Lets a model propose the outline of a document, as JSON under a grammar. The answer is written some sections at a
 * time: what was taken so far is the beginning of the next answer, so that a heading that stands already can be left out
 * and asked for again. A model that has come to its end ("Summary") and repeats itself is asked again from an earlier
 * place on, and what it brings then goes there. What cannot be used is tried again with another seed, three times in a
 * row at most.
 *
 * <p>Confined to its owner's thread, as a {@link Drafter} is.
 */
public final class OutlineProposal {
    /** Sections that one generation writes. */
    static final int AT_ONCE = 10;

    private static final int LEAST_AT_ONCE = 3;

    /** Answers in a row without a new heading after which the model is taken to have no more of its own. */
    static final int BARREN = 8;

    /** How often in a row another seed is tried. */
    static final int RETRIES = 3;

    /** Tokens that a section takes at most: some 200 characters, where a bad tokenizer needs a token for each. */
    private static final int SECTION_TOKENS = 220;

    private final ProposedSections sections;
    private final Brief brief;
    private final OutlineSize size;
    private final OutlineSchema schema;
    private final Model model;
    private final Session session;
    private final PromptTexts texts;
    private final JsonReader json;
    private final Sampling sampling;
    private final SeedSequence seeds;
    private final Executor owner;
    private final OutlineListener listener;
    private Optional<GenerationHandle> handle = Optional.empty();
    private int atOnce = AT_ONCE;
    /** How many of the sections begin the answer; new ones go behind these. */
    private int place;
    /** Answers in a row that brought no new heading. */
    private int barren;
    private int generations;
    private int failures;
    private boolean stopping;
    private boolean finished;

    /**
     * @param session not used by anybody else until the end; not closed here
     * @param owner runs tasks one after another on the owner's thread, never inside {@code execute}
     */
    public OutlineProposal(
            Brief brief, OutlineSize size, Model model, Session session, PromptTexts texts, JsonReader json,
            Sampling sampling, long seed, Executor owner, OutlineListener listener) {
        this.brief = brief;
        this.size = size;
        this.schema = OutlineSchema.of(brief.language(), json);
        this.model = model;
        this.session = session;
        this.texts = texts;
        this.json = json;
        this.sampling = sampling;
        this.seeds = new SeedSequence(seed);
        this.owner = owner;
        this.listener = listener;
        this.sections = new ProposedSections(brief.title(), schema.section());
    }

    /** Tokens of a window in which a proposal of that size can be made, besides the brief's. */
    public static int room(OutlineSize size) {
        return 256 + 100 * size.sections() + SECTION_TOKENS * Math.min(AT_ONCE, size.sections());
    }

    /** Begins. */
    public void start() {
        generate();
    }

    /** Ends the proposal as soon as the running generation has ended. */
    public void stop() {
        stopping = true;
        handle.ifPresentOrElse(GenerationHandle::cancel, () -> finish(new OutlineOutcome.Stopped()));
    }

    private void generate() {
        int number = Math.min(atOnce, size.sections() - sections.size());
        String begun = sections.begun(place);
        List<PromptPart> prompt = model.renderChat(List.of(
                ChatTurn.of(Role.SYSTEM, texts.system()),
                ChatTurn.of(Role.USER, texts.brief(brief) + "\n" + texts.proposal()),
                ChatTurn.of(Role.ASSISTANT, begun)));
        // The grammar bounds every part, and the same words around each section are no loop.
        StopRules rules = new StopRules(List.of(), number * SECTION_TOKENS, 0, ChunkEnd.HARD, LoopRule.OFF);
        GenerationRequest request = GenerationRequest.of(prompt, sampling, seeds.seed(0, ++generations), rules)
                .withGrammar(grammar(number));
        handle = Optional.of(session.generate(request, new OwnerRelay(owner, (from, news) -> received(begun, news))));
    }

    private String grammar(int number) {
        SchemaDocument section = isForced() ? schema.sectionWithout(sections.taken()) : schema.section();
        return SchemaGrammar.goingOn(section, place == 0 ? "" : ", ", number, "]}");
    }

    private void received(String begun, OwnerRelay.News news) {
        if (finished) {
            return;
        }
        news.progress().ifPresent(progress -> listener.promptProgress(progress[0], progress[1] + progress[2]));
        if (!news.text().isEmpty()) {
            listener.written(sections.size(), news.tokens());
        }
        if (news.result().isPresent()) {
            handle = Optional.empty();
            judge(begun, news.result().get());
        }
    }

    private void judge(String begun, GenerationResult result) {
        switch (result.stopReason()) {
            case StopReason.Cancelled ignored -> finish(new OutlineOutcome.Stopped());
            case StopReason.Failed failed -> finish(new OutlineOutcome.Failed(failed.code(), failed.message()));
            case StopReason.ContextFull full -> settle("the context window of " + full.window() + " tokens is full");
            default -> {
                Optional<String> problem = take(begun + result.text());
                if (stopping) {
                    finish(new OutlineOutcome.Stopped());
                } else if (problem.isPresent()) {
                    failed(problem.get());
                } else {
                    failures = 0;
                    goOn();
                }
            }
        }
    }

    /**
     * Whether the grammar rules out the headings that stand. Free to choose, a model finds better ones: where a small
     * model is forced it lengthens one that stands, and copies that from then on.
     */
    private boolean isForced() {
        return barren >= BARREN;
    }

    private void goOn() {
        if (sections.size() == size.sections()) {
            propose(Optional.empty());
        } else if (isForced() && isEnough()) {
            settle("the model has no more headings that differ");
        } else {
            generate();
        }
    }

    /** Takes the new sections of an answer. @return why it cannot be used, if that is so */
    private Optional<String> take(String answer) {
        int before = sections.size();
        try {
            JsonValue outline = json.read(answer);
            Optional<String> problem = SchemaCheck.problem(schema.whole(), outline);
            if (problem.isPresent()) {
                return problem;
            }
            if (outline instanceof JsonValue.Members(Map<String, JsonValue> members)
                    && members.get("sections") instanceof JsonValue.Array(List<JsonValue> all)) {
                for (JsonValue section : all.subList(Math.min(place, all.size()), all.size())) {
                    place += sections.take(section, place) ? 1 : 0;
                }
            }
        } catch (NotJsonException broken) {
            return Optional.of(broken.sentence());
        }
        // Where most headings stood already it is no use to ask for many at once.
        atOnce = Math.clamp(2L * (sections.size() - before), LEAST_AT_ONCE, AT_ONCE);
        boolean forced = isForced();
        barren = sections.size() > before ? 0 : barren + 1;
        place = barren == 0 ? place : earlierPlace();
        return forced && barren > 0 ? Optional.of("All its headings stand in the outline already.") : Optional.empty();
    }

    /** Further back with every barren answer, though behind the first section; at the end for what is forced. */
    private int earlierPlace() {
        int all = sections.size();
        return isForced() ? all : Math.min(all, Math.max(1, all * (BARREN - barren) / BARREN));
    }

    private void failed(String why) {
        if (++failures > RETRIES) {
            settle("what it wrote could not be used " + failures + " times in a row");
        } else {
            listener.retried(why);
            generate();
        }
    }

    /** Some of the sections are an outline too, with longer ones. */
    private boolean isEnough() {
        return sections.size() >= size.fewest();
    }

    /** The model brings no more. */
    private void settle(String why) {
        if (!isEnough()) {
            finish(new OutlineOutcome.Refused("The model brought no outline: " + why
                    + "; write an outline into the brief, or choose another model or seed."));
            return;
        }
        propose(Optional.of("The outline has %d sections instead of %d: %s."
                .formatted(sections.size(), size.sections(), why)));
    }

    private void propose(Optional<String> notice) {
        finish(new OutlineOutcome.Proposed(sections.outline(size.targetTokens()), notice));
    }

    private void finish(OutlineOutcome outcome) {
        if (!finished) {
            finished = true;
            listener.finished(outcome);
        }
    }
}
