package dev.longhand.ui.drafting;

import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.core.engine.Sampling;
import dev.longhand.ui.common.Commands;
import dev.longhand.ui.common.Texts;
import dev.longhand.ui.common.Widgets;
import dev.longhand.ui.desk.DeskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Context, counters, the direction for the next chunk, and the settings that hold from the next generation on. */
public final class DraftingView extends VBox {
    private final Texts texts;
    private final ObservableValue<DeskStatus> status;
    private final Consumer<DraftSettings> settings;
    private final ContextMeter context;
    private final Counters counters;
    private final VBox stops = new VBox(6);
    private final TextField newStop = new TextField();
    private final TextField limit = new TextField();
    private final ToggleGroup presets = new ToggleGroup();
    private List<String> shownStops = List.of();

    /**
     * @param direction what the writer says of the next chunk
     * @param settings gets what shall hold from now on
     */
    public DraftingView(
            Texts texts,
            Commands commands,
            ObservableValue<DeskStatus> status,
            StringProperty direction,
            Consumer<DraftSettings> settings) {
        this.texts = texts;
        this.status = status;
        this.settings = settings;
        this.context = new ContextMeter(texts);
        this.counters = new Counters(texts);
        getStyleClass().addAll("side", "drafting");
        setId("drafting");
        TextField line = new TextField();
        line.setId("direction");
        line.setPromptText(texts.of("direction.prompt"));
        line.setAccessibleText(texts.of("direction.title"));
        line.textProperty().bindBidirectional(direction);
        VBox all = new VBox(
                18,
                context,
                counters,
                group(texts.of("direction.title"), line),
                group(texts.of("stops.title"), stops, newStop, limitRow()),
                group(texts.of("sampling.title"), presetRow()));
        all.getStyleClass().add("groups");
        ScrollPane scroll = new ScrollPane(all);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Button next = Widgets.button(commands.get("draft.next"), texts);
        Button target = Widgets.button(commands.get("draft.toTarget"), texts);
        for (Button button : List.of(next, target)) {
            button.setMaxWidth(Double.MAX_VALUE);
        }
        VBox foot = new VBox(8, next, target);
        foot.getStyleClass().add("foot");
        getChildren().setAll(scroll, foot);
        newStop.setId("new-stop");
        newStop.setPromptText(texts.of("stops.add"));
        newStop.setAccessibleText(texts.of("stops.add"));
        newStop.setOnAction(event -> addStop());
        status.subscribe(this::show);
    }

    private static VBox group(String title, javafx.scene.Node... nodes) {
        VBox group = new VBox(8, Widgets.label(title, "caption"));
        group.getChildren().addAll(nodes);
        return group;
    }

    private HBox limitRow() {
        limit.setId("chunk-limit");
        limit.setPrefColumnCount(6);
        limit.getStyleClass().add("figure-field");
        limit.setAccessibleText(texts.of("stops.limit"));
        limit.setOnAction(event -> setLimit());
        limit.focusedProperty().subscribe(focused -> {
            if (!focused) {
                setLimit();
            }
        });
        HBox row = new HBox(
                8, Widgets.label(texts.of("stops.limit")), Widgets.filler(), limit, Widgets.label(texts.of("bar.many"), "hint"));
        row.getStyleClass().add("setting-row");
        return row;
    }

    private HBox presetRow() {
        HBox row = new HBox(4);
        for (Preset preset : Preset.values()) {
            ToggleButton button = new ToggleButton(texts.of("sampling." + preset.name()));
            button.setId("preset-" + preset.name());
            button.setTooltip(Widgets.tooltip(texts.of("sampling." + preset.name() + ".why")));
            button.setToggleGroup(presets);
            button.setUserData(preset);
            button.setOnAction(event -> {
                button.setSelected(true);
                change(sampling(preset.sampling()));
            });
            row.getChildren().add(button);
        }
        row.getStyleClass().add("presets");
        return row;
    }

    private DraftSettings sampling(Sampling sampling) {
        DraftSettings s = status.getValue().settings();
        return new DraftSettings(sampling, s.seed(), s.chunkTokens(), s.chunkEnd(), s.stopStrings(), s.loops());
    }

    private void setLimit() {
        DraftSettings s = status.getValue().settings();
        String digits = limit.getText().replaceAll("[^0-9]", "");
        int tokens = digits.isEmpty() || digits.length() > 7 ? 0 : Integer.parseInt(digits);
        if (tokens < 1 || tokens > 1_000_000) {
            limit.setText(dev.longhand.ui.common.Figures.whole(s.chunkTokens()));
        } else if (tokens != s.chunkTokens()) {
            change(new DraftSettings(s.sampling(), s.seed(), tokens, s.chunkEnd(), s.stopStrings(), s.loops()));
        }
    }

    private void addStop() {
        String text = newStop.getText().replace("\\n", "\n").replace("\\t", "\t");
        DraftSettings s = status.getValue().settings();
        if (!text.isEmpty() && !s.stopStrings().contains(text)) {
            List<String> more = new ArrayList<>(s.stopStrings());
            more.add(text);
            change(withStops(s, more));
        }
        newStop.clear();
    }

    private static DraftSettings withStops(DraftSettings s, List<String> strings) {
        return new DraftSettings(s.sampling(), s.seed(), s.chunkTokens(), s.chunkEnd(), strings, s.loops());
    }

    private void change(DraftSettings next) {
        settings.accept(next);
    }

    private void show(DeskStatus now) {
        context.show(now);
        counters.show(now);
        if (!limit.isFocused()) {
            limit.setText(dev.longhand.ui.common.Figures.whole(now.settings().chunkTokens()));
        }
        presets.getToggles().forEach(toggle -> toggle.setSelected(
                ((Preset) toggle.getUserData()).sampling().equals(now.settings().sampling())));
        if (!now.settings().stopStrings().equals(shownStops)) {
            shownStops = now.settings().stopStrings();
            stops.getChildren().setAll(shownStops.stream().map(this::stopRow).toList());
        }
    }

    private HBox stopRow(String text) {
        Label string = Widgets.label(text.replace("\n", "\\n").replace("\t", "\\t"), "stop-string");
        HBox.setHgrow(string, Priority.ALWAYS);
        string.setMaxWidth(Double.MAX_VALUE);
        Button remove = new Button("✕");
        remove.getStyleClass().addAll("flat", "tiny");
        remove.setAccessibleText(texts.of("stops.remove", text));
        remove.setOnAction(event -> {
            DraftSettings s = status.getValue().settings();
            change(withStops(s, s.stopStrings().stream().filter(other -> !other.equals(text)).toList()));
        });
        HBox row = new HBox(6, string, remove);
        row.getStyleClass().add("setting-row");
        return row;
    }
}
