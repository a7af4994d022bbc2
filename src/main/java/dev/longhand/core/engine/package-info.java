/** The one door to any engine: what can be asked of a model, and everything that comes back. */
@NullMarked
package dev.longhand.core.engine;

import org.jspecify.annotations.NullMarked;
