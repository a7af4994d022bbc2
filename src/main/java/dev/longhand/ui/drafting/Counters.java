package dev.longhand.ui.drafting;

import dev.longhand.ui.common.Figures;
import dev.longhand.ui.common.Texts;
import dev.longhand.ui.common.Widgets;
import dev.longhand.ui.desk.CandidateStatus;
import dev.longhand.ui.desk.DeskStatus;
import dev.longhand.ui.desk.Progress;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The three numbers that say how long this is, how far to go, and how fast; and how the whole document stands. */
final class Counters extends VBox {
    private final Texts texts;
    private final Label prompt = Widgets.label("", "hint");
    private final Figure chunk = new Figure("counter-chunk", 92);
    private final Figure left = new Figure("counter-left", 84);
    private final Figure speed = new Figure("counter-speed", 112);
    private final ProgressBar bar = new ProgressBar(0);

    /** A large number over a few small words. */
    private static final class Figure extends VBox {
        private final Label number = Widgets.label("0", "big");
        private final Label words = Widgets.label("", "small");

        Figure(String id, double width) {
            number.setId(id);
            words.setMinWidth(0);
            getChildren().setAll(number, words);
            HBox.setHgrow(this, Priority.ALWAYS);
            setMaxWidth(Double.MAX_VALUE);
            setPrefWidth(width);
        }

        void show(String value, String meaning) {
            number.setText(value);
            words.setText(meaning);
        }
    }

    Counters(Texts texts) {
        super(8);
        this.texts = texts;
        prompt.setId("counter-prompt");
        HBox head = new HBox(Widgets.label(texts.of("now.title"), "caption"), Widgets.filler(), prompt);
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().add("target-bar");
        bar.setAccessibleText(texts.of("now.progress"));
        getChildren().setAll(head, new HBox(8, chunk, left, speed), bar);
    }

    void show(DeskStatus status) {
        Progress progress = status.progress();
        int limit = status.open().map(CandidateStatus::limit).orElse(status.settings().chunkTokens());
        prompt.setText(progress.prompt().value() == 0
                ? ""
                : status.isWriting() && progress.generated().value() == 0
                        ? texts.of("now.reading",
                                Figures.whole((long) progress.reused().value() + progress.evaluated().value()),
                                Figures.count(progress.prompt()))
                        : texts.of("now.prompt",
                                Figures.count(progress.prompt()), Figures.count(progress.reused())));
        chunk.show(Figures.count(progress.generated()), texts.of("now.chunk", Figures.whole(limit)));
        int here = status.open().isPresent()
                ? status.open().get().candidate().map(c -> c.keptTokens().value())
                        .orElse(progress.generated().value())
                : 0;
        int done = status.kept().value() + here;
        int missing = Math.max(0, status.target().amount() - done);
        left.show((status.kept().exact() ? "" : "≈") + Figures.whole(missing), texts.of("now.left"));
        speed.show(
                progress.perSecond() > 0 ? Figures.tenths(progress.perSecond()) : "–",
                progress.firstTokenMillis() > 0
                        ? texts.of("now.speed", Figures.millis(progress.firstTokenMillis()))
                        : texts.of("bar.unit"));
        bar.setProgress(Math.min(1, done / (double) status.target().amount()));
    }
}
