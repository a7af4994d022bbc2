package dev.longhand.ui.common;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.scene.input.KeyCombination;

/**
 * Something the writer can do, wherever it is offered: in a menu, by a key, on a button.
 *
 * @param id its words stand in the texts under {@code command.ID}
 * @param keys that bring it about
 * @param enabled whether it can be done now
 * @param action what it does, on the JavaFX thread
 */
public record Command(String id, Optional<KeyCombination> keys, BooleanExpression enabled, Runnable action) {
    public static final BooleanExpression ALWAYS = Bindings.createBooleanBinding(() -> true);

    /** @param keys as {@link KeyCombination#valueOf} reads them; empty for none */
    public static Command of(String id, String keys, BooleanExpression enabled, Runnable action) {
        return new Command(
                id, keys.isEmpty() ? Optional.empty() : Optional.of(KeyCombination.valueOf(keys)), enabled, action);
    }

    /** Does it, unless it cannot be done now. @return whether it was done */
    public boolean run() {
        if (!enabled.get()) {
            return false;
        }
        action.run();
        return true;
    }

    /** The words for a menu or a button. */
    public String label(Texts texts) {
        return texts.of("command." + id);
    }

    /** The keys as they stand on a button, such as {@code Ctrl+R}; empty without any. */
    public String keysLabel() {
        return keys.map(KeyCombination::getDisplayText).orElse("").replace("Enter", "⏎").replace("Escape", "Esc").replace("Left", "←")
                .replace("Right", "→");
    }
}
