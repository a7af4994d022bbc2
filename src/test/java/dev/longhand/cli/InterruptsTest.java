package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import sun.misc.Signal;

class InterruptsTest {
    @Test
    void theFirstSignalAsksAndTheSecondEnds() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        Interrupts interrupts = new Interrupts(first::countDown, second::countDown);
        try {
            Signal.raise(new Signal(Signals.interrupt()));
            assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(second.getCount()).isOne();
            Signal.raise(new Signal("TERM"));
            assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            interrupts.close();
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no hang-up")
    void aClosedTerminalAsksHoweverOftenItIsTold() throws Exception {
        assumeThat(Signals.hangUpArrives()).as("the hang-up is not kept from the tests").isTrue();
        CountDownLatch first = new CountDownLatch(1);
        AtomicInteger second = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        Runnable count = () -> {
            second.incrementAndGet();
            ended.countDown();
        };
        try (Interrupts interrupts = new Interrupts(first::countDown, count)) {
            Signal.raise(new Signal("HUP"));
            assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
            Signal.raise(new Signal("HUP"));
            Signal.raise(new Signal(Signals.interrupt()));
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(second).as("signals that end the process").hasValue(1);
    }
}
