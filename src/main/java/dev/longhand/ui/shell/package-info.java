/** The window: its frame, its commands, and what is open in it. */
@NullMarked
package dev.longhand.ui.shell;

import org.jspecify.annotations.NullMarked;
