package dev.longhand.project.journal;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What a journal is asked to do, in this order. */
sealed interface JournalOrder {
    /** Whether somebody waits for it. */
    default boolean urgent() {
        return true;
    }

    record Append(Supplier<String> json) implements JournalOrder {
        @Override
        public boolean urgent() {
            return false;
        }
    }

    record Commit(CompletableFuture<Long> done) implements JournalOrder {}

    /** A commit that fails with the first attempt that does. */
    record Attempt(CompletableFuture<Long> done) implements JournalOrder {}

    /** A task whose result nobody but its future sees. */
    record Run<T>(JournalTask<T> task, CompletableFuture<T> done) implements JournalOrder {
        void now(JournalTurn turn) {
            try {
                done.complete(task.run(turn));
            } catch (Throwable thrown) {
                // Errors too: whoever waits must hear of it, and the journal goes on.
                done.completeExceptionally(thrown);
            }
        }
    }

    /** A task that needs no journal, done in its turn even while that cannot be written. */
    record Aside<T>(Callable<T> task, CompletableFuture<T> done) implements JournalOrder {
        void now() {
            try {
                done.complete(task.call());
            } catch (Throwable thrown) {
                done.completeExceptionally(thrown);
            }
        }
    }

    record Rotate(JournalTask<?> checkpoint, CompletableFuture<Void> done) implements JournalOrder {}
}
