/** The chunk loop: drafting, keeping and rerolling one chunk at a time, and policies for unattended drafting. */
@NullMarked
package dev.longhand.core.drafting;

import org.jspecify.annotations.NullMarked;
