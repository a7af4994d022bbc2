/** What the model is told: the prompt texts, and which parts of brief and document go into its window. */
@NullMarked
package dev.longhand.core.prompt;

import org.jspecify.annotations.NullMarked;
