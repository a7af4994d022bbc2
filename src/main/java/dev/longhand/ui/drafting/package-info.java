/** The drafting panel at the right: what the model sees, how far it is, and what holds for the next chunk. */
@NullMarked
package dev.longhand.ui.drafting;

import org.jspecify.annotations.NullMarked;
