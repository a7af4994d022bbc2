package dev.longhand.project.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes locks that another process may be about to give free. */
public final class Locks {
    private static final int AGAIN_MILLIS = 50;

    private Locks() {}

    /**
     * Locks a file as {@link Disk#lock} does, as soon as it is free. The system tells nobody when that is, so it is asked
     * again and again.
     *
     * @param patience how long to go on asking; zero asks once
     * @return empty if it was not free in time, or the thread was interrupted
     */
    public static Optional<Disk.HeldLock> take(Disk disk, Path file, Duration patience) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        Optional<Disk.HeldLock> lock = disk.lock(file);
        while (lock.isEmpty() && System.nanoTime() < until && isWaited()) {
            lock = disk.lock(file);
        }
        return lock;
    }

    private static boolean isWaited() {
        try {
            return !new CountDownLatch(1).await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
