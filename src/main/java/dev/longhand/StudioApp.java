package dev.longhand;

import dev.longhand.core.engine.Engine;
import dev.longhand.model.AvailableMemory;
import dev.longhand.ui.shell.Dialogs;
import dev.longhand.ui.shell.EngineRoom;
import dev.longhand.ui.shell.Studio;
import dev.longhand.ui.shell.StudioView;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.stage.Stage;

/** Builds the studio, wires it together, and shows it until its window is closed. */
final class StudioApp {
    private static final Logger LOG = System.getLogger(StudioApp.class.getName());
    private static final String NO_DISPLAY = "Longhand's window needs a display, and there is none here;"
            + " draft on the command line instead: longhand draft BRIEF (longhand --help shows more).";

    private StudioApp() {}

    /** @return the exit code: 0, or 1 if no window can be shown */
    static int run(Supplier<Engine> engine, AvailableMemory memory, Optional<Path> home, PrintStream err)
            throws InterruptedException {
        Studio studio = new Studio(new EngineRoom(engine, memory), home, Platform::runLater);
        CountDownLatch closed = new CountDownLatch(1);
        if (isWithoutDisplay(System.getProperty("os.name", ""), System.getenv()) || !start(studio, closed)) {
            err.println(NO_DISPLAY);
            return 1;
        }
        closed.await();
        studio.close();
        return 0;
    }

    /** GTK asks for a display only when it is too late to say so in a sentence. */
    static boolean isWithoutDisplay(String system, Map<String, String> environment) {
        boolean named = !environment.getOrDefault("DISPLAY", "").isEmpty()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
        return system.startsWith("Linux") && !named && System.getProperty("glass.platform") == null;
    }

    private static boolean start(Studio studio, CountDownLatch closed) {
        try {
            Platform.startup(() -> show(studio, closed));
            return true;
        } catch (RuntimeException | LinkageError noToolkit) {
            LOG.log(Level.ERROR, "no window", noToolkit);
            return false;
        }
    }

    private static void show(Studio studio, CountDownLatch closed) {
        Stage stage = new Stage();
        StudioView view = new StudioView(studio, Dialogs.over(stage), Locale.getDefault(Locale.Category.DISPLAY));
        stage.setTitle("Longhand");
        stage.setScene(view.scene());
        stage.setMinWidth(800);
        stage.setMinHeight(560);
        stage.setOnCloseRequest(event -> {
            if (!view.mayLeave()) {
                event.consume();
            }
        });
        stage.setOnHidden(event -> closed.countDown());
        stage.show();
    }
}
