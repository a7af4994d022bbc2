package dev.longhand.engine;

import dev.longhand.core.engine.Capability;
import dev.longhand.core.engine.ChatTurn;
import dev.longhand.core.engine.ChatTurn.Role;
import dev.longhand.core.engine.Engine;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.LoadOptions;
import dev.longhand.core.engine.LoadProgress;
import dev.longhand.core.engine.LoopRule;
import dev.longhand.core.engine.Model;
import dev.longhand.core.engine.PromptPart;
import dev.longhand.core.engine.Sampling;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.StopRules;
import dev.longhand.core.engine.TokenIds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One engine with one model, and what the contract tests ask of it again and again. */
final class EngineUnderTest {
    /** The window of most tests, in tokens. */
    static final int WINDOW = 2048;

    private final Engine engine;
    private final Path file;
    private final LoadOptions options;
    private final Model model;
    private final List<Session> opened = new ArrayList<>();

    EngineUnderTest(Engine engine, Path file, int largestContext) throws EngineException {
        this.engine = engine;
        this.file = file;
        this.options = LoadOptions.context(largestContext);
        this.model = load();
    }

    Engine engine() {
        return engine;
    }

    Model model() {
        return model;
    }

    /** The same file once more, with the same options. */
    Model load() throws EngineException {
        return engine.load(file, options, LoadProgress.SILENT);
    }

    int largestContext() {
        return options.contextSize();
    }

    boolean can(Capability capability) {
        return model.capabilities().contains(capability);
    }

    Session open() throws EngineException {
        return open(WINDOW);
    }

    /** A session that is closed after the test. */
    Session open(int contextSize) throws EngineException {
        Session session = model.open(contextSize);
        opened.add(session);
        return session;
    }

    void closeSessions() {
        opened.forEach(Session::close);
        opened.clear();
    }

    Witness witness() {
        return new Witness(this);
    }

    /** Starts a generation, waits for its end and checks it. */
    GenerationResult generate(Session session, GenerationRequest request) throws InterruptedException {
        return witness().start(session, request).result();
    }

    /** A conversation as Longhand has it with a model: the last request is open. */
    List<PromptPart> chat() {
        return model.renderChat(List.of(
                ChatTurn.of(
                        Role.SYSTEM,
                        "You are the drafting assistant of Longhand. You write long technical documents in Markdown,"
                                + " section by section."),
                ChatTurn.of(
                        Role.USER,
                        "Title: The Tide Gauge\nAudience: harbour staff\n\nOutline:\n1. Care of the Float\n\n"
                                + "Write section 1: Care of the Float (about 300 tokens)"),
                ChatTurn.of(Role.ASSISTANT, "## Care of the Float\n\n")));
    }

    /**
     * Plain text of about {@code tokens} tokens, at most as many.
     *
     * @param beginning a word that no other prompt of the test begins with, so that nothing of it is in the cache
     */
    List<PromptPart> longPrompt(String beginning, int tokens) {
        String sentence = " The keeper reads the gauge at noon, writes the height of the water and closes the lid.";
        TokenIds unit = model.tokenize(sentence);
        TokenIds begun = model.tokenize(beginning);
        return List.of(
                new PromptPart.Text(beginning + sentence.repeat((tokens - begun.size()) / unit.size())));
    }

    /** A request that goes on for exactly {@code tokens} tokens unless something stops it. */
    static GenerationRequest endless(List<PromptPart> prompt, int tokens) {
        return request(prompt, 1, tokens, tokens);
    }

    static GenerationRequest request(List<PromptPart> prompt, long seed, int limit, int minimum) {
        StopRules rules = StopRules.limit(limit).withMinimumTokens(minimum).withLoops(LoopRule.OFF);
        return GenerationRequest.of(prompt, Sampling.STANDARD, seed, rules);
    }

    /** A request that is held to exactly {@code text}. */
    static GenerationRequest literal(List<PromptPart> prompt, String text, int limit) {
        return request(prompt, 1, limit, 0).withGrammar("root ::= " + quoted(text));
    }

    /** Whether the prompt ends with some bytes of a character whose rest is to be generated. */
    boolean beginsInsideACharacter(GenerationRequest request) {
        return !request.prompt().isEmpty()
                && request.prompt().getLast() instanceof PromptPart.Tokens(TokenIds ids)
                && model.detokenize(ids).endsWith("\uFFFD");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
