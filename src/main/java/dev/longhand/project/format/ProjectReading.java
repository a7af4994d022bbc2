package dev.longhand.project.format;

/** What a {@code project.json} turned out to be. */
public sealed interface ProjectReading {
    /**
     * A file that this version understands.
     *
     * @param unknown what else stands in it, to be written again
     */
    record Understood(ProjectFile file, UnknownMembers unknown) implements ProjectReading {}

    /**
     * A file of a newer version of the program, of which nothing else was looked at.
     *
     * @param found its schema's number
     */
    record NewerSchema(int found) implements ProjectReading {}
}
