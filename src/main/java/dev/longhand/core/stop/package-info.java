/** What ends a text: stop strings, limits and loops, matched the same way for every engine. */
@NullMarked
package dev.longhand.core.stop;

import org.jspecify.annotations.NullMarked;
