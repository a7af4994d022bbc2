package dev.longhand.ui.shell;

import dev.longhand.ui.common.Texts;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** The one door to dialogs: asks for files, and before something is lost. */
public interface Dialogs {
    Optional<Path> chooseText(Texts texts);

    Optional<Path> chooseModel(Texts texts);

    /** @param title of the document, from which a name is proposed */
    Optional<Path> chooseSave(Texts texts, String title);

    /** Whether what has no file, or no verdict yet, may be lost. */
    boolean mayLose(Texts texts);

    /** Dialogs of the system over {@code window}. */
    static Dialogs over(Window window) {
        return new Dialogs() {
            @Override
            public Optional<Path> chooseText(Texts texts) {
                return path(chooser(texts, "files.text", "*.md", "*.markdown", "*.txt").showOpenDialog(window));
            }

            @Override
            public Optional<Path> chooseModel(Texts texts) {
                return path(chooser(texts, "files.model", "*.gguf").showOpenDialog(window));
            }

            @Override
            public Optional<Path> chooseSave(Texts texts, String title) {
                FileChooser chooser = chooser(texts, "files.text", "*.md");
                chooser.setInitialFileName(title.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]+", " ").strip() + ".md");
                return path(chooser.showSaveDialog(window));
            }

            @Override
            public boolean mayLose(Texts texts) {
                ButtonType leave = new ButtonType(texts.of("lose.leave"), ButtonBar.ButtonData.OK_DONE);
                ButtonType stay = new ButtonType(texts.of("lose.stay"), ButtonBar.ButtonData.CANCEL_CLOSE);
                Alert alert = new Alert(Alert.AlertType.CONFIRMATION, texts.of("lose.question"), stay, leave);
                alert.initOwner(window);
                alert.setHeaderText(null);
                alert.setTitle("Longhand");
                return alert.showAndWait().filter(leave::equals).isPresent();
            }
        };
    }

    private static FileChooser chooser(Texts texts, String key, String... patterns) {
        FileChooser chooser = new FileChooser();
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(texts.of(key), patterns));
        return chooser;
    }

    private static Optional<Path> path(@Nullable File file) {
        return Optional.ofNullable(file).map(File::toPath);
    }
}
