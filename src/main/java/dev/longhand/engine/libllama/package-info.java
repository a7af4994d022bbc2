/** The engine on current llama.cpp, called in this process through {@code java.lang.foreign}. */
@NullMarked
package dev.longhand.engine.libllama;

import org.jspecify.annotations.NullMarked;
