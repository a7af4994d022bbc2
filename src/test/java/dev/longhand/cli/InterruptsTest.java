package dev.longhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sun.misc.Signal;

class InterruptsTest {
    @Test
    void theFirstSignalAsksAndTheSecondEnds() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        Interrupts interrupts = new Interrupts(first::countDown, second::countDown);
        try {
            Signal.raise(new Signal("INT"));
            assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(second.getCount()).isOne();
            Signal.raise(new Signal("TERM"));
            assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            interrupts.close();
        }
    }
}
