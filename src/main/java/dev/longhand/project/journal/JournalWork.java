package dev.longhand.project.journal;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the journal's thread does with its orders: one after another, in bounded time, and again where something failed.
 * Times are those of a clock that only counts, in nanoseconds. Not thread-safe.
 */
final class JournalWork {
    /** How long lines may stand in the file without being forced to the disk. */
    static final long FORCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** How soon it is tried again after a failure while nothing is appended. */
    static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final System.Logger LOG = System.getLogger(JournalWork.class.getName());
    private static final int TRIES_AT_END = 3;

    private enum State {
        GOOD,
        /** Writing failed; it is tried again. */
        FAILING,
        /** The file is not there; it may come back. */
        LOST,
        /** An entry is missing; only a checkpoint helps. */
        INCOMPLETE
    }

    private final JournalFile file;
    private final JournalReport report;
    private final Deque<JournalOrder> orders = new ArrayDeque<>();
    private final JournalPromises promises = new JournalPromises();
    /** The rotation whose checkpoint is written, while its new file is not made yet. */
    private JournalOrder.@Nullable Rotate renewing;

    private State state = State.GOOD;
    private long last;
    /** Entries that will be in the next checkpoint only. */
    private int unwritable;

    private long retryAt;
    private OptionalLong forceBy = OptionalLong.empty();

    /** @param next the number of the first entry */
    JournalWork(Disk disk, Path path, JournalFile file, long next, JournalListener listener) {
        this.file = file;
        this.last = next - 1;
        this.report = new JournalReport(disk, path, listener);
    }

    /** When there is something to do even if no order comes. */
    OptionalLong due() {
        return switch (state) {
            case GOOD -> forceBy;
            case FAILING, LOST -> OptionalLong.of(retryAt);
            case INCOMPLETE -> OptionalLong.empty();
        };
    }

    /** Does what was ordered and what is due. */
    void step(List<JournalOrder> fresh, long now) {
        orders.addAll(fresh);
        if (!fresh.isEmpty() || isDue(due(), now)) {
            attempt(now);
        }
    }

    /** Writes and forces what is left, fails what cannot be done any more, and closes the file. */
    void finish(long now) {
        CompletableFuture<Long> all = new CompletableFuture<>();
        orders.add(new JournalOrder.Commit(all));
        for (int tries = 0; tries < TRIES_AT_END && !all.isDone(); tries++) {
            attempt(now);
        }
        long unsaved = orders.stream().filter(JournalOrder.Append.class::isInstance).count() + unwritable;
        unsaved += file.unforced();
        try {
            file.close();
        } catch (Throwable open) {
            // Whoever waits must hear of what was not done.
            LOG.log(Level.WARNING, "A journal could not be closed.", open);
        }
        if (unsaved == 0) {
            all.complete(last);
            promises.keep(last);
        }
        failWaiting();
        report.unsaved(unsaved);
    }

    private void attempt(long now) {
        try {
            advance(now);
        } catch (JournalLostException lost) {
            state = State.LOST;
            report.lost("was deleted, moved or changed by another program");
            retryAt = now + RETRY_NANOS;
        } catch (IOException failed) {
            failed(failed, now);
        } catch (Throwable thrown) {
            // Errors too: what waits in memory must still be written.
            failed(new IOException("the program failed: " + thrown, thrown), now);
        }
        if (state != State.GOOD && supersede()) {
            attempt(now);
        } else if (state != State.GOOD) {
            refuse();
        }
    }

    /** Fails what does not wait until the journal can be written again. */
    private void refuse() {
        if (renewing != null) {
            // Its checkpoint is written; the new file is a matter of the journal alone.
            renewing.done().complete(null);
        }
        FileProblem problem = report.problem();
        promises.disappoint(problem);
        for (JournalOrder order : orders) {
            switch (order) {
                case JournalOrder.Attempt attempt -> attempt.done().completeExceptionally(problem);
                case JournalOrder.Run<?> run -> run.done().completeExceptionally(problem);
                case JournalOrder.Aside<?> aside -> aside.now();
                case JournalOrder.Append _, JournalOrder.Commit _, JournalOrder.Rotate _ -> {
                    // They wait.
                }
            }
        }
        orders.removeIf(order -> order instanceof JournalOrder.Attempt
                || order instanceof JournalOrder.Run<?>
                || order instanceof JournalOrder.Aside<?>);
    }

    private void advance(long now) throws IOException {
        if (renewing != null) {
            renew(renewing);
        }
        do {
            while (orders.peek() != null && !isBarrier(orders.peek())) {
                take(orders.remove());
            }
            if (state == State.INCOMPLETE) {
                return;
            }
            file.write();
            if (file.needsForce() && forceBy.isEmpty()) {
                forceBy = OptionalLong.of(now + FORCE_NANOS);
            }
            if (state != State.GOOD || !promises.isEmpty() || !orders.isEmpty() || isDue(forceBy, now)) {
                force();
            }
            works();
            barrier(orders.poll());
        } while (!orders.isEmpty());
    }

    private static boolean isBarrier(JournalOrder order) {
        return order instanceof JournalOrder.Run<?> || order instanceof JournalOrder.Rotate;
    }

    private static boolean isDue(OptionalLong time, long now) {
        return time.isPresent() && time.getAsLong() - now <= 0;
    }

    private void take(JournalOrder order) {
        switch (order) {
            case JournalOrder.Append append -> {
                if (state == State.INCOMPLETE) {
                    unwritable++;
                } else {
                    encode(append);
                }
            }
            case JournalOrder.Commit commit -> promises.add(commit);
            case JournalOrder.Attempt attempt -> promises.add(attempt);
            case JournalOrder.Aside<?> aside -> aside.now();
            case JournalOrder.Run<?> run -> run.done().completeExceptionally(report.passed());
            case JournalOrder.Rotate rotate -> throw new IllegalStateException("A rotation is none of " + rotate);
        }
    }

    private void encode(JournalOrder.Append append) {
        try {
            file.add(LineFormat.encode(last + 1, append.json().get()));
        } catch (RuntimeException | StackOverflowError noEntry) {
            LOG.log(Level.ERROR, "An entry of the journal could not be encoded.", noEntry);
            writeWhatIsWhole();
            unwritable++;
            state = State.INCOMPLETE;
            report.lost("lacks a change that the program could not write down");
        }
        // The missing one has its number too, so that nobody replays what follows as if nothing were missing.
        last++;
    }

    private void writeWhatIsWhole() {
        try {
            file.write();
            force();
        } catch (IOException failed) {
            LOG.log(Level.DEBUG, "Before an entry that is missing.", failed);
        }
    }

    private void force() throws IOException {
        file.force();
        forceBy = OptionalLong.empty();
        promises.keep(last);
    }

    private void barrier(@Nullable JournalOrder order) throws IOException {
        if (order instanceof JournalOrder.Run<?> run) {
            run.now(new Turn(true));
        } else if (order instanceof JournalOrder.Rotate rotation && isCheckpointed(rotation, true)) {
            renew(rotation);
        }
    }

    /** @param writable false if the journal cannot be written: what the checkpoint has to say of itself is in itself */
    private boolean isCheckpointed(JournalOrder.Rotate rotation, boolean writable) {
        Turn turn = new Turn(writable);
        try {
            rotation.checkpoint().run(turn);
            file.forget();
            turn.carried.forEach(file::add);
            unwritable = 0;
            promises.keep(last);
            return true;
        } catch (Throwable thrown) {
            // Errors too: whoever waits must hear of it. The journal goes on in its old file.
            rotation.done().completeExceptionally(thrown);
            return false;
        }
    }

    private final class Turn implements JournalTurn {
        private final boolean writable;
        private final List<byte[]> carried = new ArrayList<>();

        Turn(boolean writable) {
            this.writable = writable;
        }

        @Override
        public long last() {
            return last;
        }

        @Override
        public void write(String json) throws IOException {
            write(LineFormat.encode(last + 1, json));
        }

        @Override
        public void carry(String json) throws IOException {
            byte[] line = LineFormat.encode(last + 1, json);
            carried.add(line);
            write(line);
        }

        private void write(byte[] line) throws IOException {
            last++;
            // Even where it must wait: if the checkpoint fails, what follows has the next number.
            file.add(line);
            if (writable) {
                file.write();
                file.force();
            }
        }
    }

    private void renew(JournalOrder.Rotate rotation) throws IOException {
        renewing = rotation;
        file.renew();
        renewing = null;
        forceBy = OptionalLong.empty();
        rotation.done().complete(null);
    }

    /**
     * While the journal cannot be written, a checkpoint makes everything before it safe, so that a rotation need not
     * wait for what stands before it; nor for the new file of the one before.
     *
     * @return whether there was one, and its checkpoint is written
     */
    private boolean supersede() {
        if (orders.stream().noneMatch(JournalOrder.Rotate.class::isInstance)) {
            return false;
        }
        while (true) {
            JournalOrder order = orders.remove();
            if (!(order instanceof JournalOrder.Rotate rotation)) {
                take(order);
            } else if (isCheckpointed(rotation, false)) {
                if (renewing != null) {
                    renewing.done().complete(null);
                }
                renewing = rotation;
                state = State.FAILING;
                return true;
            } else {
                return supersede();
            }
        }
    }

    private void works() {
        if (state != State.GOOD) {
            state = State.GOOD;
            report.recovered();
        }
    }

    private void failed(IOException failed, long now) {
        state = state == State.INCOMPLETE ? state : State.FAILING;
        retryAt = now + RETRY_NANOS;
        report.failed(failed);
    }

    private void failWaiting() {
        FileProblem closed = report.closed();
        promises.breakAll(closed);
        for (JournalOrder order : orders) {
            switch (order) {
                case JournalOrder.Append _ -> {
                    // Counted.
                }
                case JournalOrder.Commit commit -> commit.done().completeExceptionally(closed);
                case JournalOrder.Attempt attempt -> attempt.done().completeExceptionally(closed);
                case JournalOrder.Run<?> run -> run.done().completeExceptionally(closed);
                case JournalOrder.Aside<?> aside -> aside.now();
                case JournalOrder.Rotate rotate -> rotate.done().completeExceptionally(closed);
            }
        }
        if (renewing != null) {
            renewing.done().completeExceptionally(closed);
        }
    }
}
