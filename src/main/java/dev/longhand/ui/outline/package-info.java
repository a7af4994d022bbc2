/** The outline at the left: sections with how far each is. */
@NullMarked
package dev.longhand.ui.outline;

import org.jspecify.annotations.NullMarked;
