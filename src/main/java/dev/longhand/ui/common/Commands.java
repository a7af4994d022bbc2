package dev.longhand.ui.common;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;

/** All commands of the window, in one place. */
public final class Commands {
    private final Map<String, Command> all = new LinkedHashMap<>();

    /** Adds a command; its id and its keys must be new. */
    public void add(Command command) {
        boolean taken = command.keys().isPresent()
                && all.values().stream().anyMatch(c -> c.keys().equals(command.keys()));
        if (taken || all.putIfAbsent(command.id(), command) != null) {
            throw new IllegalArgumentException("There is such a command already: " + command.id());
        }
    }

    public Command get(String id) {
        Command command = all.get(id);
        if (command == null) {
            throw new NoSuchElementException("no command " + id);
        }
        return command;
    }

    public Collection<Command> all() {
        return all.values();
    }

    /**
     * Runs the command of a key press, before any control sees the key. A text field keeps the keys that edit text.
     */
    public void keyPressed(KeyEvent event) {
        boolean inField = event.getTarget() instanceof TextInputControl;
        for (Command command : all.values()) {
            boolean matches = command.keys().filter(keys -> keys.match(event)).isPresent();
            if (matches && !(inField && command.id().startsWith("edit."))) {
                if (command.run()) {
                    event.consume();
                }
                return;
            }
        }
    }
}
