/** Where the program starts: it builds the parts, wires them together, and has no logic of its own. */
@NullMarked
package dev.longhand;

import org.jspecify.annotations.NullMarked;
