/** How the window looks: fonts, and light and dark. Colours are semantic tokens in {@code longhand.css}. */
@NullMarked
package dev.longhand.ui.theme;

import org.jspecify.annotations.NullMarked;
