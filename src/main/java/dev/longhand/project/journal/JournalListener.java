package dev.longhand.project.journal;

import dev.longhand.project.disk.FileProblem;

/** Hears how a journal fares, on the journal's thread: return soon, and do not wait for the journal. */
public interface JournalListener {
    /**
     * The journal cannot be written. Told once until {@link #recovered}; everything appended waits in memory, and
     * writing is tried again. Told at the end too, if something could not be written before the journal was closed.
     */
    void problem(FileProblem problem);

    /** Everything appended is written again. */
    void recovered();

    /**
     * The file is gone, moved, or changed by another program, or lacks an entry: what is in it and what follows do not
     * fit. {@link Journal#rotate} with a new checkpoint puts that right; a file that comes back does so too.
     */
    void lost(FileProblem problem);
}
