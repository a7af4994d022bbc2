/** The command line: commands, their options, what they print and their exit codes. */
@NullMarked
package dev.longhand.cli;

import org.jspecify.annotations.NullMarked;
