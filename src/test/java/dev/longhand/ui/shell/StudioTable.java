package dev.longhand.ui.shell;

import dev.longhand.core.document.Brief;
import dev.longhand.core.document.Document;
import dev.longhand.core.document.Outline;
import dev.longhand.core.document.Section;
import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.engine.scripted.Script;
import dev.longhand.engine.scripted.ScriptedEngine;
import dev.longhand.model.AvailableMemory;
import dev.longhand.ui.common.Texts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The real window over the scripted engine, and the hands of a writer at it. */
final class StudioTable implements AutoCloseable {
    /** Sections that are done as soon as they have a sentence, in tokens. */
    private static final int SHORT = 5;

    private static final Path HOME = Path.of(System.getProperty("longhand.home", "."));

    final FxRobot robot = new FxRobot();
    final Studio studio;
    final StudioView view;
    private final Stage stage;

    StudioTable(Script script, Document document, Locale locale) throws TimeoutException {
        this(script, studio -> studio.open(document), locale);
    }

    /** A document that has files already. */
    static StudioTable reopened(Script script, Path file) throws TimeoutException {
        return new StudioTable(script, studio -> studio.open(file), Locale.ENGLISH);
    }

    private StudioTable(Script script, Consumer<Studio> begin, Locale locale) throws TimeoutException {
        FxToolkit.registerPrimaryStage();
        studio = new Studio(
                new EngineRoom(() -> new ScriptedEngine(script), AvailableMemory.ofThisMachine()),
                Optional.of(HOME),
                Platform::runLater);
        view = get(() -> new StudioView(studio, new NoDialogs(), locale));
        stage = get(() -> {
            Stage shown = new Stage();
            shown.setScene(view.scene());
            shown.setWidth(1_000);
            shown.setHeight(900);
            shown.show();
            begin.accept(studio);
            return shown;
        });
        until(() -> studio.workplaceProperty().get().filter(p -> p.status().model().isPresent()).isPresent());
        press("view.page");
    }

    /** A document with these headings, drafted in chunks of at most {@code limit} tokens. */
    static StudioTable of(Script script, int limit, String... headings) throws TimeoutException {
        StudioTable table = new StudioTable(script, document(headings), Locale.ENGLISH);
        DraftSettings s = table.place().status().settings();
        table.act(() -> table.place().settings(new DraftSettings(
                s.sampling(), s.seed(), limit, s.chunkEnd(), s.stopStrings(), s.loops())));
        table.until(() -> table.place().status().settings().chunkTokens() == limit);
        return table;
    }

    static Document document(String... headings) {
        return new Document(
                Brief.titled("Pumps"), new Outline(Arrays.stream(headings)
                        .map(heading -> new Section(heading, "", OptionalInt.of(SHORT)))
                        .toList()));
    }

    Workplace place() {
        return studio.workplaceProperty().get().orElseThrow();
    }

    void act(Runnable action) {
        get(() -> {
            action.run();
            return true;
        });
    }

    <T> T get(Supplier<T> value) {
        return WaitForAsyncUtils.waitForAsyncFx(30_000, value::get);
    }

    /** Waits until {@code condition}, asked on the JavaFX thread, holds. */
    void until(BooleanSupplier condition) throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> get(condition::getAsBoolean));
    }

    /** Presses the keys of a command. */
    void press(String command) {
        var keys = get(() -> view.commands().get(command)).keys().orElseThrow();
        String text = keys.getName();
        KeyCode code = KeyCode.valueOf(switch (text.substring(text.lastIndexOf('+') + 1)) {
            case "Esc", "Escape" -> "ESCAPE";
            case "1" -> "DIGIT1";
            case "2" -> "DIGIT2";
            default -> text.substring(text.lastIndexOf('+') + 1).toUpperCase(Locale.ROOT);
        });
        KeyCode[] modifiers = Arrays.stream(text.split("\\+"))
                .map(name -> switch (name) {
                    case "Shortcut", "Ctrl" -> KeyCode.CONTROL;
                    case "Shift" -> KeyCode.SHIFT;
                    case "Alt" -> KeyCode.ALT;
                    default -> KeyCode.UNDEFINED;
                })
                .filter(key -> key != KeyCode.UNDEFINED)
                .toArray(KeyCode[]::new);
        robot.press(modifiers);
        robot.push(code);
        robot.release(modifiers);
        WaitForAsyncUtils.waitForFxEvents();
    }

    void awaitReview() throws TimeoutException {
        until(() -> place().status().isInReview());
    }

    void awaitIdle() throws TimeoutException {
        until(() -> place().status().open().isEmpty() && !place().status().isWriting());
    }

    /** What the page shows, as its widget has it. */
    String page() {
        return get(() -> view.scene().lookup("#page") instanceof Node node ? widgetText(node) : "");
    }

    private static String widgetText(Node node) {
        try {
            return String.valueOf(node.getClass().getMethod("getText").invoke(node));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Puts the caret at a place of the page. */
    void caret(Function<String, Integer> position) {
        act(() -> {
            Node node = view.scene().lookup("#page");
            node.requestFocus();
            try {
                Class.forName("org.fxmisc.richtext.StyleClassedTextArea").getMethod("moveTo", int.class)
                        .invoke(node, position.apply(widgetText(node)));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** The words on a label or button. */
    String words(String id) {
        return get(() -> view.scene().lookup("#" + id) instanceof Labeled labeled ? labeled.getText() : "");
    }

    boolean isEnabled(String id) {
        return get(() -> view.scene().lookup("#" + id) instanceof Button button && !button.isDisabled());
    }

    @Override
    public void close() {
        act(stage::hide);
        studio.close();
    }

    /** Tests answer what dialogs would ask. */
    static final class NoDialogs implements Dialogs {
        @Override
        public Optional<Path> chooseText(Texts texts) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> chooseModel(Texts texts) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> chooseSave(Texts texts, String title) {
            return Optional.empty();
        }

        @Override
        public boolean mayLose(Texts texts) {
            return true;
        }
    }
}
