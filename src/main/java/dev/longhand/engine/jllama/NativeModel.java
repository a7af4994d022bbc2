package dev.longhand.engine.jllama;

import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.NativeCalls;
import de.kherud.llama.NativeCalls.Output;
import dev.longhand.core.engine.EngineException;
import dev.longhand.core.engine.TokenIds;
import dev.longhand.engine.Tokenizer;

/**
 * One model in native memory with its one context. The library never frees it, so it is made only by
 * {@link NativePool}, which lends it out again.
 *
 * <p>{@link #encode}, {@link #decode} and {@link #applyTemplate} read only the vocabulary: they are thread-safe and do
 * not wait for a task. Everything else belongs to the one session it is lent to.
 */
final class NativeModel implements Tokenizer.Library {
    private final LlamaModel model;
    private final NativeCalls calls;
    /** The tokens whose KV the context has, as far as is certain: the native cache may hold more after them. */
    private TokenIds cached = TokenIds.NONE;

    private NativeModel(LlamaModel model) {
        this.model = model;
        this.calls = new NativeCalls(model);
    }

    /** Prompts are evaluated in batches of so many tokens. */
    static final int BATCH_TOKENS = 512;

    static NativeModel load(NativePool.Key key) throws EngineException {
        NativeLibrary.prepare();
        try {
            ModelParameters parameters = new ModelParameters()
                    .setModel(key.file().toString())
                    .setCtxSize(key.contextSize())
                    .setBatchSize(BATCH_TOKENS)
                    .setUbatchSize(BATCH_TOKENS)
                    .setParallel(1)
                    // The file's own template is a program, and the library runs it while it loads: it could go on
                    // for ever. A template of ours in its place keeps it from being looked at.
                    .setChatTemplate(key.template())
                    .disableContextShift()
                    .disableLog();
            if (key.threads() > 0) {
                parameters.setThreads(key.threads()).setThreadsBatch(key.threads());
            }
            return new NativeModel(new LlamaModel(parameters));
        } catch (LinkageError e) {
            throw new EngineException(
                    "ENGINE-LIBRARY",
                    "The engine's library cannot be loaded here; on Linux install libgomp, on Windows the Visual C++"
                            + " run-time libraries.",
                    e);
        } catch (RuntimeException e) {
            throw new EngineException(
                    "MODEL-LOAD",
                    "The engine cannot load this model; check that the file is whole, and try a smaller context or"
                            + " another model.",
                    e);
        }
    }

    @Override
    public int[] encode(String text) {
        return model.encode(text);
    }

    @Override
    public String decode(int[] ids) {
        return model.decode(ids);
    }

    /** Renders messages by the template the model was loaded with. Only ASCII comes through unharmed. */
    String applyTemplate(String request) {
        return model.applyTemplate(request);
    }

    TokenIds cached() {
        return cached;
    }

    void cached(TokenIds tokens) {
        cached = tokens;
    }

    /** Evaluates a prompt, as far as the cache does not have it, and waits for the end of that. */
    void evaluate(TokenIds prompt) throws Failure {
        int task = start(CompletionRequest.evaluate(prompt));
        while (!receive(task).last()) {
            // The one token that the library samples after it is of no interest.
        }
    }

    int start(String request) throws Failure {
        try {
            return calls.start(request);
        } catch (RuntimeException e) {
            throw new Failure(e);
        }
    }

    /** The next output of a task; only the thread that receives may cancel. */
    Output receive(int task) throws Failure {
        try {
            return calls.receive(task);
        } catch (RuntimeException e) {
            throw new Failure(e);
        }
    }

    void cancel(int task) {
        calls.cancel(task);
    }

    /** The library failed in the middle of a task: what is in its cache is not known. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(RuntimeException cause) {
            super(cause);
        }

        /** True if the window was full, which the library tells as an error. */
        boolean windowFull() {
            String message = String.valueOf(getMessage());
            return message.contains("context shift is disabled") || message.contains("available context size");
        }
    }
}
