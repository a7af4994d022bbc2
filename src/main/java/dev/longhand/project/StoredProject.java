package dev.longhand.project;

import dev.longhand.project.format.ProjectFile;
import dev.longhand.project.format.UnknownMembers;
import dev.longhand.project.state.Checkpoint;

/**
 * A checkpoint as it was read.
 *
 * @param checkpoint with its text and candidates
 * @param file the project file that it came from
 * @param unknown what else stands in that
 * @param whole false if its text or some of its candidates were lost and had to be made up for
 */
record StoredProject(Checkpoint checkpoint, ProjectFile file, UnknownMembers unknown, boolean whole) {}
