package dev.longhand.ui.shell;

import dev.longhand.ui.common.Commands;
import dev.longhand.ui.common.Texts;
import dev.longhand.ui.common.Widgets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What the window shows while no document is open: how to begin. */
final class StartPage extends VBox {
    StartPage(Texts texts, Commands commands) {
        super(12);
        getStyleClass().add("start-page");
        setId("start-page");
        Label what = Widgets.label(texts.of("start.what"), "lead");
        what.setWrapText(true);
        Label brief = Widgets.label(texts.of("start.brief"), "hint");
        brief.setWrapText(true);
        HBox buttons = new HBox(
                8,
                Widgets.button(commands.get("file.sample"), texts, "accent"),
                Widgets.button(commands.get("file.open"), texts));
        buttons.setAlignment(Pos.CENTER_LEFT);
        VBox column = new VBox(16, Widgets.label("Longhand", "product"), what, buttons, brief);
        column.getStyleClass().add("column");
        column.setMaxWidth(520);
        setAlignment(Pos.CENTER);
        getChildren().setAll(column);
    }
}
