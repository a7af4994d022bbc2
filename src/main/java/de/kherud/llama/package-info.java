/**
 * One class of Longhand's in the package of java-llama.cpp: the calls that take a prompt as token ids, and the mark of
 * the last output, are visible only here.
 */
@NullMarked
package de.kherud.llama;

import org.jspecify.annotations.NullMarked;
