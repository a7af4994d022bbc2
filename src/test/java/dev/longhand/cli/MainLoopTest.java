package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MainLoopTest {
    private final MainLoop loop = new MainLoop();

    @Test
    void whatOtherThreadsPostRunsHereInOrder() throws Exception {
        List<Integer> ran = new ArrayList<>();
        Thread here = Thread.currentThread();
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            other.execute(() -> {
                for (int i = 0; i < 1000; i++) {
                    int number = i;
                    loop.execute(() -> {
                        assertThat(Thread.currentThread()).isSameAs(here);
                        ran.add(number);
                    });
                }
            });
            loop.runUntil(() -> ran.size() == 1000, Duration.ofSeconds(10), () -> {});
        }
        assertThat(ran).isSorted().hasSize(1000);
    }

    @Test
    void itTicksWhileNothingIsPosted() throws Exception {
        AtomicInteger ticks = new AtomicInteger();
        loop.runUntil(() -> ticks.get() == 3, Duration.ofMillis(5), ticks::incrementAndGet);
        assertThat(ticks).hasValue(3);
    }

    @Test
    void itTicksHoweverMuchIsPosted() throws Exception {
        AtomicInteger ticks = new AtomicInteger();
        loop.execute(new Runnable() {
            @Override
            public void run() {
                loop.execute(this);
            }
        });
        loop.runUntil(() -> ticks.get() == 3, Duration.ofMillis(5), ticks::incrementAndGet);
        assertThat(ticks).hasValue(3);
    }

    @Test
    void nothingRunsOnceItIsDone() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        loop.execute(ran::incrementAndGet);
        loop.execute(ran::incrementAndGet);
        loop.runUntil(() -> ran.get() == 1, Duration.ofSeconds(10), () -> {});
        assertThat(ran).hasValue(1);
    }

    @Test
    void whatATaskThrowsComesOut() {
        loop.execute(() -> {
            throw new IllegalStateException("a bug");
        });
        assertThatThrownBy(() -> loop.runUntil(() -> false, Duration.ofSeconds(10), () -> {}))
                .isInstanceOf(IllegalStateException.class);
    }
}
