/**
 * The desk: the one named thread on which a document and its drafter live, and the messages between it and the window.
 *
 * <p>Why not the JavaFX thread: planning a prompt tokenizes up to a whole context window, keeping a chunk counts words,
 * a checkpoint joins the text; each of these may take longer than a key press may. So the window never touches the
 * document. It has a mirror of the text that a key changes at once, and sends the desk each change as a delta; the desk
 * answers with changes of its own (a chunk kept, an undo) in batches, text at most 15 times a second and counters 5. A
 * change of the window's that crossed one of the desk's is not applied: the window puts it on top of the desk's and sends
 * it again, so both always end with the same text. Nothing here knows JavaFX.
 */
@NullMarked
package dev.longhand.ui.desk;

import org.jspecify.annotations.NullMarked;
