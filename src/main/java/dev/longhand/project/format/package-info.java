/** A document's sidecar as JSON: journal entries, candidates and the project file, written exactly and read strictly. */
@NullMarked
package dev.longhand.project.format;

import org.jspecify.annotations.NullMarked;
