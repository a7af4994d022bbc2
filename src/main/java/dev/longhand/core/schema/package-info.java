/** JSON schemas of documents: what they allow, the GBNF grammar that holds a model to them, and the check afterwards. */
@NullMarked
package dev.longhand.core.schema;

import org.jspecify.annotations.NullMarked;
