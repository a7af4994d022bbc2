package dev.longhand.project;

import dev.longhand.project.disk.FileProblem;

/** Hears what becomes of an open document's files. Called on the owner's thread. */
public interface ProjectListener {
    /** Nobody needs to know. */
    ProjectListener NONE = new ProjectListener() {};

    /** The document cannot be written. It stays in memory, and writing is tried again. Told once for each reason. */
    default void failing(FileProblem problem) {}

    /** What could not be written is written. */
    default void recovered() {}

    /** Something about the files that the writer should know. */
    default void noticed(Notice notice) {}
}
