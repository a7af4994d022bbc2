package dev.longhand.engine.libllama;

import dev.longhand.core.engine.GenerationHandle;
import dev.longhand.core.engine.GenerationListener;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.Session;
import dev.longhand.engine.SessionThread;

/** A context with its thread and its random state. */
final class LibllamaSession implements Session {
    private final LibllamaModel model;
    private final NativeContext context;
    private final Chance chance;
    private final SessionThread thread;

    /** @param context is closed with the session */
    LibllamaSession(LibllamaModel model, NativeContext context) {
        this.model = model;
        this.context = context;
        this.chance = new Chance(context.model().library().samplers());
        this.thread = new SessionThread(this::release);
    }

    private void release() {
        chance.close();
        context.close();
    }

    @Override
    public int contextSize() {
        return context.window();
    }

    @Override
    public GenerationHandle generate(GenerationRequest request, GenerationListener listener) {
        return thread.start(request, listener, run -> new Generation(model, context, chance, run).run());
    }

    @Override
    public void close() {
        thread.close();
        model.closed(this);
    }
}
