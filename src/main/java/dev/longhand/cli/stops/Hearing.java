package dev.longhand.cli.stops;

import dev.longhand.core.engine.GenerationHandle;
import dev.longhand.core.engine.GenerationListener;
import dev.longhand.core.engine.GenerationRequest;
import dev.longhand.core.engine.GenerationResult;
import dev.longhand.core.engine.Session;
import dev.longhand.core.engine.TokenCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Hears one generation from its start to its end. Read it only after {@link #of} has returned it. */
final class Hearing implements GenerationListener {
    private final Optional<String> cancelAfter;
    private final CompletableFuture<GenerationHandle> handle = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final List<Place> places = new ArrayList<>();
    private int finishedCalls;

    /** How much text there was after so many tokens. */
    private record Place(int tokens, int length) {}

    private Hearing(Optional<String> cancelAfter) {
        this.cancelAfter = cancelAfter;
    }

    /** What a generation brought, and what was heard of it. */
    record Heard(GenerationResult result, Hearing hearing) {}

    /**
     * Generates and waits for the end.
     *
     * @param cancelAfter cancel as soon as so much was heard
     */
    static Heard of(Session session, GenerationRequest request, Optional<String> cancelAfter)
            throws InterruptedException {
        Hearing hearing = new Hearing(cancelAfter);
        GenerationHandle handle = session.generate(request, hearing);
        hearing.handle.complete(handle);
        return new Heard(handle.await(), hearing);
    }

    @Override
    public void text(String piece, TokenCount tokensSoFar) {
        text.append(piece);
        places.add(new Place(tokensSoFar.value(), text.length()));
        if (cancelAfter.isPresent() && text.indexOf(cancelAfter.get()) >= 0) {
            // The handle is there as soon as the session has returned it, so this waits for a moment at most.
            handle.join().cancel();
        }
    }

    @Override
    public void finished(GenerationResult result) {
        finishedCalls++;
    }

    String text() {
        return text.toString();
    }

    int finishedCalls() {
        return finishedCalls;
    }

    /** The fewest tokens that bring {@code length} characters of the text. */
    int tokensAt(int length) {
        return length == 0
                ? 0
                : places.stream()
                        .filter(place -> place.length() >= length)
                        .mapToInt(Place::tokens)
                        .findFirst()
                        .orElse(places.isEmpty() ? 0 : places.getLast().tokens());
    }

    /** The text that {@code tokens} bring. */
    String textAt(int tokens) {
        return places.stream()
                .filter(place -> place.tokens() <= tokens)
                .reduce((earlier, later) -> later)
                .map(place -> text.substring(0, place.length()))
                .orElse("");
    }
}
