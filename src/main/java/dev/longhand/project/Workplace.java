package dev.longhand.project;

import dev.longhand.project.disk.Disk;
import dev.longhand.project.disk.SystemDisk;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What an open document works with.
 *
 * @param disk its files are on
 * @param owner runs tasks on the thread that the document is confined to
 * @param listener hears of its files
 * @param program name and version, for the checkpoint
 * @param patience how long to wait for another process that is about to close the document
 */
public record Workplace(Disk disk, Executor owner, ProjectListener listener, String program, Duration patience) {
    /** On the system's disk, waiting for nobody. */
    public static Workplace of(Executor owner, ProjectListener listener, String program) {
        return new Workplace(new SystemDisk(), owner, listener, program, Duration.ZERO);
    }

    public Workplace withPatience(Duration time) {
        return new Workplace(disk, owner, listener, program, time);
    }
}
