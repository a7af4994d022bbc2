/** Documents on disk: briefs that are read, outlines and Markdown that are written. */
@NullMarked
package dev.longhand.project;

import org.jspecify.annotations.NullMarked;
