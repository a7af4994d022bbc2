package dev.longhand.core.drafting;

import dev.longhand.core.engine.GenerationListener;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.TokenCount;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Carries a generation's events from the session's thread to the owner's: at most one task waits at a time, so that a
 * slow owner gets fewer and larger pieces, never a queue that grows.
 */
final class OwnerRelay implements GenerationListener {
    /** What came since the owner last looked. */
    record News(Optional<int[]> progress, String text, TokenCount tokens, Optional<GenerationResult> result) {}

    /** The owner's side. */
    interface Receiver {
        void received(OwnerRelay from, News news);
    }

    private final Executor owner;
    private final Receiver receiver;
    private final StringBuilder text = new StringBuilder();
    private TokenCount tokens = TokenCount.ZERO;
    private Optional<int[]> progress = Optional.empty();
    private Optional<GenerationResult> result = Optional.empty();
    private boolean waiting;

    OwnerRelay(Executor owner, Receiver receiver) {
        this.owner = owner;
        this.receiver = receiver;
    }

    @Override
    public void promptProgress(int total, int reused, int evaluated) {
        post(() -> progress = Optional.of(new int[] {total, reused, evaluated}));
    }

    @Override
    public void text(String piece, TokenCount tokensSoFar) {
        post(() -> {
            text.append(piece);
            tokens = tokensSoFar;
        });
    }

    @Override
    public void finished(GenerationResult generationResult) {
        post(() -> result = Optional.of(generationResult));
    }

    private void post(Runnable change) {
        boolean first;
        synchronized (this) {
            change.run();
            first = !waiting;
            waiting = true;
        }
        if (first) {
            owner.execute(() -> receiver.received(this, take()));
        }
    }

    private synchronized News take() {
        News news = new News(progress, text.toString(), tokens, result);
        text.setLength(0);
        progress = Optional.empty();
        waiting = false;
        return news;
    }
}
