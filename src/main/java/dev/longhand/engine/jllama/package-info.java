/** The engine on java-llama.cpp 4.2.0: llama.cpp of March 2025, on every platform, with what it needs to be safe. */
@NullMarked
package dev.longhand.engine.jllama;

import org.jspecify.annotations.NullMarked;
