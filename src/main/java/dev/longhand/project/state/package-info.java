/** What a document's sidecar holds, as data: its settings, the checkpoint, and the entries of the journal. */
@NullMarked
package dev.longhand.project.state;

import org.jspecify.annotations.NullMarked;
