/** The append-only, checksummed journal of a document: it numbers, writes, reads and mends lines, and ignores what they mean. */
@NullMarked
package dev.longhand.project.journal;

import org.jspecify.annotations.NullMarked;
