/** The one door to files: every operation on a document's files goes through {@link Disk}, so that tests can fail it. */
@NullMarked
package dev.longhand.project.disk;

import org.jspecify.annotations.NullMarked;
