/** What another program changed in a document's file, found by diff and brought into the document in memory. */
@NullMarked
package dev.longhand.project.merge;

import org.jspecify.annotations.NullMarked;
