/** What all views share: the words on the screen, numbers, icons, and the commands that menus, keys and buttons bring. */
@NullMarked
package dev.longhand.ui.common;

import org.jspecify.annotations.NullMarked;
