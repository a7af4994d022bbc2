/**
 * The page: the text with the candidate in its place, and the candidate's bar. Only this package knows RichTextFX. What
 * stands where is decided by {@link dev.longhand.ui.editor.PageText}, which has no nodes.
 */
@NullMarked
package dev.longhand.ui.editor;

import org.jspecify.annotations.NullMarked;
