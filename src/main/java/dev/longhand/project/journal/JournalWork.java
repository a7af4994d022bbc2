package dev.longhand.project.journal;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.FileProblem;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
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

    private final Disk disk;
    private final Path path;
    private final JournalFile file;
    private final JournalListener listener;
    private final Deque<JournalOrder> orders = new ArrayDeque<>();
    private final List<CompletableFuture<Long>> commits = new ArrayList<>();
    private final List<CompletableFuture<Long>> attempts = new ArrayList<>();
    /** What the listener heard since all was well. */
    private final Set<State> told = EnumSet.noneOf(State.class);
    /** The rotation whose checkpoint is written, while its new file is not made yet. */
    private JournalOrder.@Nullable Rotate renewing;

    private State state = State.GOOD;
    /** Why the last attempt failed. */
    private FileProblem problem;
    private long last;
    /** Entries that will be in the next checkpoint only. */
    private int unwritable;

    private long retryAt;
    private OptionalLong forceBy = OptionalLong.empty();

    /** @param next the number of the first entry */
    JournalWork(Disk disk, Path path, JournalFile file, long next, JournalListener listener) {
        this.disk = disk;
        this.path = path;
        this.file = file;
        this.last = next - 1;
        this.listener = listener;
        this.problem = new FileProblem("JOURNAL-ERROR", "The journal " + path + " could not be written.");
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
            LOG.log(Level.WARNING, "The journal " + path + " could not be closed.", open);
        }
        if (unsaved == 0) {
            all.complete(last);
            safe();
        }
        failWaiting();
        if (unsaved > 0) {
            FileProblem problem = new FileProblem(
                    "JOURNAL-UNSAVED",
                    "The last " + unsaved + " changes could not be written to " + path
                            + "; keep a copy of the text elsewhere.");
            tell(() -> listener.problem(problem));
        }
    }

    private void attempt(long now) {
        try {
            advance(now);
        } catch (JournalLostException lost) {
            lost(State.LOST, "was deleted, moved or changed by another program");
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
        attempts.forEach(attempt -> attempt.completeExceptionally(problem));
        attempts.clear();
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
            if (state != State.GOOD || !commits.isEmpty() || !attempts.isEmpty() || !orders.isEmpty() || isDue(forceBy, now)) {
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
            case JournalOrder.Commit commit -> commits.add(commit.done());
            case JournalOrder.Attempt attempt -> attempts.add(attempt.done());
            case JournalOrder.Aside<?> aside -> aside.now();
            case JournalOrder.Run<?> run ->
                run.done().completeExceptionally(new FileProblem(
                        Journal.LOST, "The journal " + path + " was lost before this could be done; try again."));
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
            lost(State.INCOMPLETE, "lacks a change that the program could not write down");
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
        safe();
    }

    /** Everything up to the last entry is on the disk. */
    private void safe() {
        commits.forEach(commit -> commit.complete(last));
        commits.clear();
        attempts.forEach(attempt -> attempt.complete(last));
        attempts.clear();
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
        try {
            rotation.checkpoint().run(new Turn(writable));
            file.forget();
            unwritable = 0;
            safe();
            return true;
        } catch (Throwable thrown) {
            // Errors too: whoever waits must hear of it. The journal goes on in its old file.
            rotation.done().completeExceptionally(thrown);
            return false;
        }
    }

    private final class Turn implements JournalTurn {
        private final boolean writable;

        Turn(boolean writable) {
            this.writable = writable;
        }

        @Override
        public long last() {
            return last;
        }

        @Override
        public void write(String json) throws IOException {
            byte[] line = LineFormat.encode(last + 1, json);
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
            told.clear();
            tell(listener::recovered);
        }
    }

    private void failed(IOException failed, long now) {
        state = state == State.INCOMPLETE ? state : State.FAILING;
        retryAt = now + RETRY_NANOS;
        FileProblem why = why(failed);
        problem = why;
        if (told.add(State.FAILING)) {
            LOG.log(Level.WARNING, "The journal " + path + " cannot be written.", failed);
            tell(() -> listener.problem(why));
        }
    }

    /** What a disk says of itself while it fails may fail too. */
    private FileProblem why(IOException failed) {
        try {
            return FileProblem.of(disk, path, "could not be written", failed);
        } catch (Throwable again) {
            return new FileProblem(
                    "JOURNAL-ERROR", "The journal " + path + " could not be written; save the document elsewhere.", failed);
        }
    }

    private void lost(State now, String how) {
        state = now;
        FileProblem why = new FileProblem(
                Journal.LOST, "The journal " + path + " " + how + "; save the document to begin a new one.");
        problem = why;
        if (told.add(state)) {
            tell(() -> listener.lost(why));
        }
    }

    private void failWaiting() {
        FileProblem closed =
                new FileProblem("JOURNAL-CLOSED", "The journal " + path + " was closed before this was on the disk.");
        commits.forEach(commit -> commit.completeExceptionally(closed));
        attempts.forEach(attempt -> attempt.completeExceptionally(closed));
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

    /** Whatever goes wrong while somebody is told must not keep the journal from writing. */
    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (Throwable thrown) {
            LOG.log(Level.ERROR, "A listener of the journal failed.", thrown);
        }
    }
}
