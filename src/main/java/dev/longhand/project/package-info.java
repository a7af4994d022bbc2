/** Documents on disk: briefs that are read, and files that are written whole or not at all. */
@NullMarked
package dev.longhand.project;

import org.jspecify.annotations.NullMarked;
