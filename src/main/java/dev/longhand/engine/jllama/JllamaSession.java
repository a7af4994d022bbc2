package dev.longhand.engine.jllama;

import dev.longhand.core.engine.GenerationHandle;
import dev.longhand.core.engine.GenerationListener;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.Session;
import dev.longhand.engine.SessionThread;

/** A context that is lent to one user until it is closed. Its cache stays with it. */
final class JllamaSession implements Session {
    private final JllamaModel model;
    private final NativeModel lent;
    private final int contextSize;
    private final SessionThread thread;

    /** @param giveBack gives {@code lent} back */
    JllamaSession(JllamaModel model, NativeModel lent, int contextSize, Runnable giveBack) {
        this.model = model;
        this.lent = lent;
        this.contextSize = contextSize;
        this.thread = new SessionThread(giveBack);
    }

    @Override
    public int contextSize() {
        return contextSize;
    }

    @Override
    public GenerationHandle generate(GenerationRequest request, GenerationListener listener) {
        return thread.start(request, listener, run -> new Generation(model, lent, contextSize, run).run());
    }

    @Override
    public void close() {
        thread.close();
        model.closed(this);
    }
}
