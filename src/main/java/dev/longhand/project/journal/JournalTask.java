package dev.longhand.project.journal;

/** Something done between two entries of a journal, on its thread. @param <T> what it gives */
@FunctionalInterface
public interface JournalTask<T> {
    /** @param last the number of the entry before; 0 if there was none */
    T run(long last) throws Exception;
}
