package dev.longhand.ui.desk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Collects what the window is to hear and sends it in batches: streamed text at most 15 times a second, counters 5, all
 * else at the end of the turn in which it happened. The next batch waits until the window has taken the last one, so
 * that a slow window gets fewer and larger ones. Used on the desk's thread.
 */
final class Outbox {
    private static final long TEXT_NANOS = Duration.ofMillis(1000).toNanos() / 15;
    private static final long COUNTER_NANOS = Duration.ofMillis(200).toNanos();

    private final DeskThread thread;
    private final Executor window;
    private final Consumer<DeskUpdate> receiver;
    private final Supplier<DeskStatus> status;
    private final LongSupplier nanoTime;
    private final List<TextEvent> text = new ArrayList<>();
    private final StringBuilder streamed = new StringBuilder();
    private final List<DeskNotice> notices = new ArrayList<>();
    private boolean counted;
    private boolean urgent;
    private boolean underWay;
    private boolean timed;
    private long lastText;
    private long lastStatus;

    Outbox(
            DeskThread thread,
            Executor window,
            Consumer<DeskUpdate> receiver,
            Supplier<DeskStatus> status,
            LongSupplier nanoTime) {
        this.thread = thread;
        this.window = window;
        this.receiver = receiver;
        this.status = status;
        this.nanoTime = nanoTime;
        this.lastText = nanoTime.getAsLong() - COUNTER_NANOS;
        this.lastStatus = lastText;
    }

    /** The text changed in a way that the window should show at once. */
    void text(TextEvent event) {
        joinStreamed();
        text.add(event);
        urgent = true;
    }

    void streamed(String piece) {
        streamed.append(piece);
    }

    /** The writer's own typing was taken over; nothing on the screen changes by it. */
    void typed(int number) {
        if (!text.isEmpty() && text.getLast() instanceof TextEvent.Typed) {
            text.removeLast();
        }
        joinStreamed();
        text.add(new TextEvent.Typed(number));
    }

    void notice(DeskNotice notice) {
        notices.add(notice);
        urgent = true;
    }

    /** A number changed. */
    void counted() {
        counted = true;
    }

    /** Something changed that decides what the writer can do. */
    void changed() {
        counted = true;
        urgent = true;
    }

    /** Sends what has to be sent now, and sees to the rest. To be called whenever the desk has done something. */
    void turnEnded() {
        if (underWay || !hasNews()) {
            return;
        }
        long now = nanoTime.getAsLong();
        long wait = urgent ? 0 : due() - now;
        if (wait <= 0) {
            send(now);
        } else if (!timed) {
            timed = true;
            thread.after(Duration.ofNanos(wait), () -> {
                timed = false;
                turnEnded();
            });
        }
    }

    private boolean hasNews() {
        return urgent || counted || !text.isEmpty() || !streamed.isEmpty();
    }

    private long due() {
        boolean hasText = !text.isEmpty() || !streamed.isEmpty();
        long textDue = hasText ? lastText + TEXT_NANOS : Long.MAX_VALUE;
        long statusDue = counted ? lastStatus + COUNTER_NANOS : Long.MAX_VALUE;
        return Math.min(textDue, statusDue);
    }

    private void send(long now) {
        joinStreamed();
        boolean withStatus = urgent || counted && now >= lastStatus + COUNTER_NANOS;
        DeskUpdate update = new DeskUpdate(
                text, withStatus ? Optional.of(status.get()) : Optional.empty(), notices);
        lastText = now;
        if (withStatus) {
            lastStatus = now;
            counted = false;
        }
        text.clear();
        notices.clear();
        urgent = false;
        underWay = true;
        window.execute(() -> {
            try {
                receiver.accept(update);
            } finally {
                thread.execute(() -> {
                    underWay = false;
                    turnEnded();
                });
            }
        });
    }

    private void joinStreamed() {
        if (!streamed.isEmpty()) {
            text.add(new TextEvent.Streamed(streamed.toString()));
            streamed.setLength(0);
        }
    }
}
