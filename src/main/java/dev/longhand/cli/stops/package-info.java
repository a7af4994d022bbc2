/** The stop checks: a suite of cases, held in data, that brings about every stop reason on any engine. */
@NullMarked
package dev.longhand.cli.stops;

import org.jspecify.annotations.NullMarked;
