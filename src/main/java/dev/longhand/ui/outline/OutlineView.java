package dev.longhand.ui.outline;

import dev.longhand.ui.common.Figures;
import dev.longhand.ui.common.Texts;
import dev.longhand.ui.common.Widgets;
import dev.longhand.ui.desk.DeskStatus;
import dev.longhand.ui.desk.SectionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The sections of the document with their kept and target tokens; a click goes to one. */
public final class OutlineView extends VBox {
    private final Texts texts;
    private final Consumer<String> goTo;
    private final Label total = Widgets.label("", "figure");
    private final VBox rows = new VBox(2);
    private final Label empty;
    private final List<SectionRow> sections = new ArrayList<>();

    /** @param goTo gets the heading of a section that was clicked */
    public OutlineView(Texts texts, ObservableValue<DeskStatus> status, Consumer<String> goTo) {
        this.texts = texts;
        this.goTo = goTo;
        this.empty = Widgets.label(texts.of("outline.empty"), "hint");
        empty.setWrapText(true);
        getStyleClass().addAll("side", "outline");
        setId("outline");
        HBox head = new HBox(Widgets.label(texts.of("outline.title"), "caption"), Widgets.filler(), total);
        head.getStyleClass().add("head");
        ScrollPane scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Label brief = Widgets.label("", "hint");
        brief.setWrapText(true);
        VBox foot = new VBox(6, Widgets.label(texts.of("brief.title"), "caption"), brief);
        foot.getStyleClass().add("foot");
        getChildren().setAll(head, scroll, foot);
        status.subscribe(now -> {
            String about = String.join("\n", List.of(now.brief().audience(), now.brief().style()).stream()
                    .filter(text -> !text.isBlank())
                    .toList());
            brief.setText(about);
            foot.setVisible(!about.isEmpty());
            show(now);
        });
    }

    private void show(DeskStatus status) {
        total.setText(Figures.count(status.kept()) + " / " + Figures.whole(status.target().amount()));
        List<SectionStatus> now = status.sections();
        if (sections.size() != now.size() || now.isEmpty()) {
            sections.clear();
            for (int i = 0; i < now.size(); i++) {
                SectionRow row = new SectionRow(i + 1, now.get(i).section().heading(), texts, goTo);
                sections.add(row);
            }
            rows.getChildren().setAll(sections);
            if (now.isEmpty()) {
                rows.getChildren().setAll(empty);
            }
        }
        for (int i = 0; i < now.size(); i++) {
            boolean current = status.section().isPresent() && status.section().getAsInt() == i;
            boolean open = current && status.open().isPresent();
            int writing = open
                    ? status.open().get().candidate().map(c -> c.keptTokens().value())
                            .orElse(status.progress().generated().value())
                    : 0;
            sections.get(i).show(now.get(i), current, writing);
        }
    }
}
