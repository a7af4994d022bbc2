package dev.longhand.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/** Light or dark, as the system is or as the writer chose. Used on the JavaFX thread. */
public final class Appearance {
    /** What the writer can choose. */
    public enum Choice {
        SYSTEM,
        LIGHT,
        DARK
    }

    private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");
    private static final List<String> FONTS = List.of(
            "LonghandSans-Regular.ttf", "LonghandSans-Bold.ttf", "SourceSerif4-Regular.ttf", "SourceSerif4-Bold.ttf",
            "SourceSerif4-It.ttf");

    private final Scene scene;
    private final ObjectProperty<Choice> choice = new SimpleObjectProperty<>(Choice.SYSTEM);

    public Appearance(Scene scene) {
        this.scene = scene;
        for (String font : FONTS) {
            Font.loadFont(resource("fonts/" + font), 13);
        }
        scene.getStylesheets().add(resource("longhand.css"));
        Platform.getPreferences().colorSchemeProperty().subscribe(scheme -> apply());
        choice.subscribe(c -> apply());
        scene.rootProperty().subscribe(root -> apply());
    }

    public ObjectProperty<Choice> choiceProperty() {
        return choice;
    }

    public boolean isDark() {
        return switch (choice.get()) {
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
            case LIGHT -> false;
            case DARK -> true;
        };
    }

    private void apply() {
        boolean dark = isDark();
        Application.setUserAgentStylesheet(
                dark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        scene.getRoot().pseudoClassStateChanged(DARK, dark);
    }

    private static String resource(String name) {
        return Objects.requireNonNull(Appearance.class.getResource(name)).toExternalForm();
    }
}
