/** Model files: what their headers say, what they need, and what the machine has. No native code. */
@NullMarked
package dev.longhand.model;

import org.jspecify.annotations.NullMarked;
