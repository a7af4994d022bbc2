/** The document in memory: brief, outline, text, chunks with their candidates, and undo. */
@NullMarked
package dev.longhand.core.document;

import org.jspecify.annotations.NullMarked;
