package dev.longhand.project.journal;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * What waits for the journal's thread. Whoever puts something in holds the lock for as long as it takes to add to a
 * list; the thread is woken by the first entry of a batch and by what somebody waits for, not by every entry.
 */
final class Inbox {
    /** How long entries may wait to be written together. */
    static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final System.Logger LOG = System.getLogger(Inbox.class.getName());

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<JournalOrder> waiting = new ArrayList<>();
    /** When the first of those that wait came. */
    private long since;

    private boolean urgent;
    private boolean closed;

    Inbox(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @return false if the inbox is closed */
    boolean put(JournalOrder order) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            boolean first = waiting.isEmpty();
            if (first) {
                since = nanoTime.getAsLong();
            }
            waiting.add(order);
            if (first || (order.urgent() && !urgent)) {
                urgent |= order.urgent();
                changed.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is put in any more; what is in it is taken at once. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a batch is ready or a time has come. @param due as of the clock. @return what came; perhaps nothing */
    List<JournalOrder> take(OptionalLong due) {
        lock.lock();
        try {
            while (!ready(due)) {
                await(toWait(due));
            }
            List<JournalOrder> taken = waiting;
            waiting = new ArrayList<>();
            urgent = false;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #take} would not wait. */
    boolean ready(OptionalLong due) {
        lock.lock();
        try {
            OptionalLong wait = toWait(due);
            return wait.isPresent() && wait.getAsLong() <= 0;
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds until something is to be done; empty if nothing is. */
    private OptionalLong toWait(OptionalLong due) {
        if (closed || urgent) {
            return OptionalLong.of(0);
        }
        long now = nanoTime.getAsLong();
        long forBatch = waiting.isEmpty() ? Long.MAX_VALUE : since + BATCH_NANOS - now;
        long forDue = due.isEmpty() ? Long.MAX_VALUE : due.getAsLong() - now;
        long wait = Math.min(forBatch, forDue);
        return wait == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(wait);
    }

    private void await(OptionalLong wait) {
        try {
            if (wait.isPresent()) {
                // What woke it does not matter: the time is looked at again.
                long _ = changed.awaitNanos(wait.getAsLong());
            } else {
                changed.await();
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "Something interrupted a journal; it goes on.", e);
        }
    }
}
