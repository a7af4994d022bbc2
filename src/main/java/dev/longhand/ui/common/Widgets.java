package dev.longhand.ui.common;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** Small controls that look alike everywhere. */
public final class Widgets {
    private Widgets() {}

    /** A button of a command, with its keys on it. */
    public static Button button(Command command, Texts texts, String... styles) {
        Button button = new Button(command.label(texts));
        button.setId(command.id().replace('.', '-'));
        button.getStyleClass().addAll(styles);
        if (!command.keysLabel().isEmpty()) {
            Label keys = label(command.keysLabel(), "keys");
            button.setGraphic(keys);
            button.setContentDisplay(ContentDisplay.RIGHT);
            button.setGraphicTextGap(8);
        }
        button.setAccessibleText(command.label(texts));
        button.disableProperty().bind(Bindings.not(command.enabled()));
        button.setOnAction(event -> command.run());
        button.setFocusTraversable(true);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    public static Label label(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    public static Tooltip tooltip(String text) {
        Tooltip tooltip = new Tooltip(text);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(360);
        return tooltip;
    }

    /** Empty space that takes what is left. */
    public static Region filler() {
        Region region = new Region();
        HBox.setHgrow(region, Priority.ALWAYS);
        return region;
    }
}
