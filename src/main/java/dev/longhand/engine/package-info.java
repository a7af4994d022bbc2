/** What every engine needs for a correct generation: the session's thread and the life of one generation on it. */
@NullMarked
package dev.longhand.engine;

import org.jspecify.annotations.NullMarked;
