package dev.longhand.project.journal;

/** Something done between two entries of a journal, on its thread. @param <T> what it gives */
@FunctionalInterface
public interface JournalTask<T> {
    T run(JournalTurn turn) throws Exception;
}
