package dev.longhand.ui.shell;

import dev.longhand.ui.common.Commands;
import dev.longhand.ui.common.Texts;
import dev.longhand.ui.common.Widgets;
import dev.longhand.ui.desk.DeskStatus;
import dev.longhand.ui.desk.TextEvent;
import dev.longhand.ui.drafting.DraftingView;
import dev.longhand.ui.editor.PageView;
import dev.longhand.ui.outline.OutlineView;
import dev.longhand.ui.theme.Appearance;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The whole window: the start page, or a document between its outline and the drafting panel. */
public final class StudioView {
    /** In a narrower window the drafting panel lies over the page, and only when it is asked for, in pixels. */
    private static final double NARROW = 1_180;

    private final Studio studio;
    private final Dialogs dialogs;
    private final Scene scene = new Scene(new StackPane(), 1_440, 900);
    private final Appearance appearance = new Appearance(scene);
    private Texts texts;
    private Commands commands = new Commands();
    private Optional<PageView> page = Optional.empty();
    private Optional<Parent> outline = Optional.empty();
    private Optional<Parent> drafting = Optional.empty();
    private boolean draftingWanted = true;

    /** @param dialogs asks for files, and before something is lost */
    public StudioView(Studio studio, Dialogs dialogs, Locale locale) {
        this.studio = studio;
        this.dialogs = dialogs;
        this.texts = Texts.of(locale);
        studio.workplaceProperty().subscribe(place -> build());
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> commands.keyPressed(event));
        scene.widthProperty().subscribe(width -> arrange());
        scene.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
            }
        });
        scene.setOnDragDropped(event -> {
            event.getDragboard().getFiles().forEach(file -> {
                if (file.getName().endsWith(".gguf")) {
                    studio.load(file.toPath());
                } else if (mayLeave()) {
                    studio.open(file.toPath());
                }
            });
            event.setDropCompleted(true);
        });
    }

    public Scene scene() {
        return scene;
    }

    /** Every command that can be done in the window as it is now. */
    public Commands commands() {
        return commands;
    }

    public Appearance appearance() {
        return appearance;
    }

    public void language(Locale locale) {
        texts = Texts.of(locale);
        build();
    }

    /** Asks, if closing the document that is open would lose something. */
    public boolean mayLeave() {
        Optional<Workplace> place = studio.workplaceProperty().get();
        place.ifPresent(Workplace::takeOverEdit);
        return place.filter(Workplace::isUnsaved).isEmpty() || dialogs.mayLose(texts);
    }

    private void build() {
        Optional<Workplace> place = studio.workplaceProperty().get();
        page = Optional.empty();
        commands = StudioCommands.of(new WindowFrame(), place, () -> page.orElseThrow());
        BorderPane root = new BorderPane();
        root.getStyleClass().add("studio");
        root.setTop(new VBox(new StudioMenu(commands, texts)));
        if (place.isPresent()) {
            document(root, place.get());
        } else {
            outline = Optional.empty();
            drafting = Optional.empty();
            root.setCenter(new StartPage(texts, commands));
        }
        NoticeStrip strip = new NoticeStrip(texts, studio);
        ((VBox) root.getTop()).getChildren().add(strip);
        scene.setRoot(root);
        arrange();
        page.ifPresent(PageView::requestFocus);
    }

    private void document(BorderPane root, Workplace place) {
        PageView view = new PageView(
                place.text(), texts, commands, place.statusProperty(), place.askingProperty(),
                () -> studio.say(Studio.Notice.of("notice.closed")));
        page = Optional.of(view);
        place.showOn(new Workplace.Page() {
            @Override
            public void apply(List<TextEvent> events) {
                view.apply(events);
            }

            @Override
            public void replace(int from, int to, String with) {
                view.show(from, to, with);
            }
        });
        outline = Optional.of(new OutlineView(texts, place.statusProperty(), view::goToHeading));
        drafting = Optional.of(new DraftingView(
                texts, commands, place.statusProperty(), place.directionProperty(), place::settings));
        ((VBox) root.getTop()).getChildren().add(titleBar(place));
        root.setLeft(outline.get());
        root.setCenter(view);
        root.setRight(drafting.get());
        root.setBottom(new StatusBar(texts, place.statusProperty(), studio.loadingProperty()));
    }

    private HBox titleBar(Workplace place) {
        Label title = Widgets.label("", "title");
        Label saved = Widgets.label("", "hint");
        saved.setId("saved");
        Button theme = new Button("", new FontIcon(Feather.MOON));
        theme.getStyleClass().addAll("flat", "icon");
        theme.setAccessibleText(texts.of("view.theme"));
        theme.setTooltip(Widgets.tooltip(texts.of("view.theme")));
        theme.setOnAction(event -> appearance.choiceProperty()
                .set(appearance.isDark() ? Appearance.Choice.LIGHT : Appearance.Choice.DARK));
        Button panel = new Button("", new FontIcon(Feather.SIDEBAR));
        panel.getStyleClass().addAll("flat", "icon");
        panel.setId("toggle-drafting");
        panel.setAccessibleText(commands.get("view.drafting").label(texts));
        panel.setTooltip(Widgets.tooltip(commands.get("view.drafting").label(texts)));
        panel.setOnAction(event -> commands.get("view.drafting").run());
        place.statusProperty().subscribe(now -> {
            title.setText(now.brief().title());
            saved.setText(saved(now));
        });
        HBox bar = new HBox(12, title, saved, Widgets.filler(), panel, theme);
        bar.getStyleClass().add("title-bar");
        return bar;
    }

    private String saved(DeskStatus now) {
        return now.saved() == dev.longhand.ui.desk.SaveState.FAILED
                ? now.saveSentence()
                : texts.of("saved." + now.saved().name());
    }

    /** Puts the panels where there is room for them. */
    private void arrange() {
        if (!(scene.getRoot() instanceof BorderPane root) || drafting.isEmpty()) {
            return;
        }
        boolean narrow = scene.getWidth() < NARROW;
        Parent panel = drafting.get();
        panel.setVisible(draftingWanted && (!narrow || overlayWanted));
        panel.setManaged(panel.isVisible());
        outline.ifPresent(o -> o.pseudoClassStateChanged(NARROW_CLASS, narrow));
        root.requestLayout();
    }

    private static final javafx.css.PseudoClass NARROW_CLASS = javafx.css.PseudoClass.getPseudoClass("narrow");
    private boolean overlayWanted;

    private final class WindowFrame implements StudioCommands.Frame {
        @Override
        public void chooseFile() {
            if (mayLeave()) {
                dialogs.chooseText(texts).ifPresent(studio::open);
            }
        }

        @Override
        public void chooseModel() {
            dialogs.chooseModel(texts).ifPresent(studio::load);
        }

        @Override
        public void chooseSave() {
            String title = studio.workplaceProperty().get()
                    .map(place -> place.status().brief().title())
                    .orElse("");
            dialogs.chooseSave(texts, title).ifPresent(studio::saveTo);
        }

        @Override
        public void openSample() {
            boolean chinese = texts.locale().getLanguage().equals("zh");
            if (mayLeave()) {
                studio.sample(chinese).ifPresentOrElse(
                        studio::open, () -> studio.say(Studio.Notice.of("notice.noSample")));
            }
        }

        @Override
        public void quit() {
            if (mayLeave()) {
                scene.getWindow().hide();
            }
        }

        @Override
        public void appearance(Appearance.Choice choice) {
            appearance.choiceProperty().set(choice);
        }

        @Override
        public void language(String tag) {
            StudioView.this.language(Locale.forLanguageTag(tag));
        }

        @Override
        public void toggleOutline() {
            outline.ifPresent(o -> {
                o.setVisible(!o.isVisible());
                o.setManaged(o.isVisible());
            });
        }

        @Override
        public void toggleDrafting() {
            if (scene.getWidth() < NARROW) {
                overlayWanted = !overlayWanted;
                draftingWanted = draftingWanted || overlayWanted;
            } else {
                draftingWanted = !draftingWanted;
            }
            arrange();
        }

        @Override
        public void focusPage() {
            page.ifPresent(PageView::requestFocus);
        }
    }

    /** One line over the page that says what the writer should know, until it is put away. */
    private static final class NoticeStrip extends HBox {
        NoticeStrip(Texts texts, Studio studio) {
            super(12);
            Label sentence = Widgets.label("");
            sentence.setId("notice");
            sentence.setWrapText(true);
            Label code = Widgets.label("", "code");
            Button copy = new Button(texts.of("notice.copy"));
            copy.getStyleClass().add("flat");
            copy.setOnAction(event -> {
                ClipboardContent content = new ClipboardContent();
                content.putString(sentence.getText() + " [" + code.getText() + "]");
                Clipboard.getSystemClipboard().setContent(content);
            });
            Button away = new Button(texts.of("notice.dismiss"));
            away.getStyleClass().add("flat");
            away.setOnAction(event -> studio.dismissNotice());
            getStyleClass().add("notice-strip");
            getChildren().setAll(sentence, code, Widgets.filler(), copy, away);
            studio.noticeProperty().subscribe(notice -> {
                setVisible(notice.isPresent());
                setManaged(notice.isPresent());
                notice.ifPresent(n -> {
                    sentence.setText(texts.of(n.key(), n.carried()));
                    code.setText(n.code());
                    copy.setVisible(!n.code().isEmpty());
                });
            });
        }
    }
}
