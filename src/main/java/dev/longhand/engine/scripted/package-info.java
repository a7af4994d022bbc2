/** A deterministic engine for tests: it writes what a script says, with exact numbers and no model file. */
@NullMarked
package dev.longhand.engine.scripted;

import org.jspecify.annotations.NullMarked;
