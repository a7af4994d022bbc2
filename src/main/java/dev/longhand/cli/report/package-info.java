/** The JSON reports of the commands: what was drafted or measured, and how. */
@NullMarked
package dev.longhand.cli.report;

import org.jspecify.annotations.NullMarked;
