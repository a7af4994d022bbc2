package dev.longhand.ui.shell;

import dev.longhand.ui.common.Figures;
import dev.longhand.ui.common.Texts;
import dev.longhand.ui.common.Widgets;
import dev.longhand.ui.desk.DeskStatus;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** The bottom line: model, quantization, engine and window; at the right what is kept. */
final class StatusBar extends HBox {
    private final Texts texts;
    private final Label model = Widgets.label("", "strong");
    private final Label quantization = Widgets.label("");
    private final Label engine = Widgets.label("");
    private final Label kept = Widgets.label("");
    private Optional<Double> loading = Optional.empty();

    StatusBar(Texts texts, ObservableValue<DeskStatus> status, ObservableValue<Optional<Double>> load) {
        super(16);
        this.texts = texts;
        getStyleClass().add("status-bar");
        setId("status-bar");
        model.setId("model-name");
        kept.setId("kept");
        getChildren().setAll(model, quantization, engine, Widgets.filler(), kept);
        status.subscribe(this::show);
        load.subscribe(share -> {
            loading = share;
            show(status.getValue());
        });
    }

    private void show(DeskStatus status) {
        Optional<DeskStatus.ModelStatus> now = status.model();
        model.setText(loading
                .map(share -> texts.of("status.loading", Figures.whole(Math.round(100 * share))))
                .or(() -> now.map(DeskStatus.ModelStatus::name))
                .orElse(texts.of("status.noModel")));
        quantization.setText(now.map(DeskStatus.ModelStatus::quantization).orElse(""));
        engine.setText(now.map(m -> m.engine() + " · " + Figures.whole(m.window())).orElse(""));
        kept.setText(texts.of("status.kept", Figures.count(status.kept())));
    }
}
