package dev.longhand.cli;

import dev.longhand.cli.report.BenchReport;
import dev.longhand.core.engine.ChunkEnd;
import dev.longhand.core.engine.EngineException;
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
import dev.longhand.core.engine.TokenIds;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures one model. Each run reads a prompt that is new from its first token, writes, writes again from the same
 * prompt (a reroll), and goes on after the text with a short request (a next chunk).
 */
final class Bench {
    /** Room for the request of the next chunk, in tokens. */
    static final int REQUEST_ROOM = 64;

    private static final String FILLER =
            "The operator reads the gauge at the same time every day and enters the value in the log. ";
    private static final String REQUEST = "\n\nWrite the next section.\n\n";

    private final Model model;
    private final int context;
    private final int generate;
    private final Consumer<String> progress;

    /**
     * @param context tokens of the window
     * @param generate tokens to write in each generation
     * @param progress is told what is being measured
     */
    Bench(Model model, int context, int generate, Consumer<String> progress) {
        this.model = model;
        this.context = context;
        this.generate = generate;
        this.progress = progress;
    }

    /**
     * @param size tokens of the prompt
     * @throws EngineException if there is no memory for the window, or a generation fails
     */
    BenchReport.Size measure(int size, int runs) throws EngineException, InterruptedException {
        List<BenchReport.Run> measured = new ArrayList<>();
        try (Session session = model.open(context)) {
            // The first generation of a session pays for memory that is touched for the first time.
            generate(session, prompt(Math.min(size, 64), 0), 0);
            for (int run = 1; run <= runs; run++) {
                progress.accept("%s tokens: run %d of %d".formatted(Numbers.whole(size), run, runs));
                PromptPart prompt = prompt(size, run);
                GenerationResult first = generate(session, List.of(prompt), run);
                GenerationResult reroll = generate(session, List.of(prompt), run + runs);
                List<PromptPart> after = new ArrayList<>(List.of(prompt));
                after.addAll(reroll.tokens().isPresent()
                        ? reroll.tokens().get().parts()
                        : List.of(new PromptPart.Text(reroll.text())));
                after.add(new PromptPart.Text(REQUEST));
                measured.add(BenchReport.Run.of(first, reroll, generate(session, after, run)));
            }
        }
        return BenchReport.Size.of(size, measured);
    }

    private GenerationResult generate(Session session, PromptPart prompt, long seed)
            throws EngineException, InterruptedException {
        return generate(session, List.of(prompt), seed);
    }

    private GenerationResult generate(Session session, List<PromptPart> prompt, long seed)
            throws EngineException, InterruptedException {
        // The end token is barred, so that every run writes the same number of tokens.
        StopRules rules = new StopRules(List.of(), generate, generate, ChunkEnd.HARD, LoopRule.OFF);
        GenerationHandle handle =
                session.generate(GenerationRequest.of(prompt, Sampling.STANDARD, seed, rules), result -> {});
        GenerationResult result = handle.await();
        if (result.stopReason() instanceof StopReason.Failed failed) {
            throw new EngineException(failed.code(), failed.message());
        }
        return result;
    }

    /** Exactly {@code size} tokens, different for every run from the first token on. */
    private PromptPart prompt(int size, int run) {
        StringBuilder text = new StringBuilder(Integer.toString(run)).append(". ");
        TokenIds tokens = TokenIds.NONE;
        while (tokens.size() < size) {
            text.append(FILLER.repeat(Math.max(1, (size - tokens.size()) / 8)));
            tokens = model.tokenize(text.toString());
        }
        return new PromptPart.Tokens(tokens.slice(0, size));
    }
}
