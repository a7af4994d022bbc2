package dev.longhand.project.journal;

import java.io.IOException;

/** The journal between two entries, for a task on its thread. */
public interface JournalTurn {
    /** The number of the entry before; 0 if there was none. */
    long last();

    /**
     * Writes an entry now, and returns when it is on the disk itself.
     *
     * @param json as in {@link Journal#append}
     * @throws IOException if that fails; the entry may come to stand in the journal all the same
     */
    void write(String json) throws IOException;

    /**
     * Writes an entry as {@link #write} does that the checkpoint of this turn does not contain: should the checkpoint come
     * to stand, the new file begins with the same entry. Whenever the program ends, one of the two files has it.
     *
     * @param json as in {@link Journal#append}
     * @throws IOException as {@link #write}
     */
    void carry(String json) throws IOException;
}
