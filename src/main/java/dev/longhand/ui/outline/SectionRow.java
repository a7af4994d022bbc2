package dev.longhand.ui.outline;

import dev.longhand.ui.common.Figures;
import dev.longhand.ui.common.Texts;
import dev.longhand.ui.common.Widgets;
import dev.longhand.ui.desk.SectionStatus;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One section: number, heading, kept and target tokens, and a bar of what is kept and what this chunk adds. */
final class SectionRow extends HBox {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final double BAR = 3;

    private final Texts texts;
    private final Label amount = Widgets.label("", "figure");
    private final Region kept = new Region();
    private final Region chunk = new Region();
    private final Track track = new Track();
    private double keptShare;
    private double chunkShare;

    /** The bar; its parts are laid out by their share of its width. */
    private final class Track extends Region {
        Track() {
            getStyleClass().add("track");
            kept.getStyleClass().add("kept");
            chunk.getStyleClass().add("chunk");
            getChildren().addAll(kept, chunk);
            setMinHeight(BAR);
            setMaxHeight(BAR);
        }

        @Override
        protected void layoutChildren() {
            double done = Math.round(getWidth() * keptShare);
            kept.resizeRelocate(0, 0, done, BAR);
            chunk.resizeRelocate(done, 0, Math.min(getWidth() - done, Math.round(getWidth() * chunkShare)), BAR);
        }
    }

    SectionRow(int number, String heading, Texts texts, Consumer<String> goTo) {
        super(8);
        this.texts = texts;
        getStyleClass().add("section-row");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        Label digit = Widgets.label(Integer.toString(number), "number");
        digit.setMinWidth(18);
        Label name = Widgets.label(heading, "heading");
        name.setWrapText(true);
        name.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        amount.setMinWidth(Region.USE_PREF_SIZE);
        HBox line = new HBox(8, name, amount);
        line.setAlignment(Pos.TOP_LEFT);
        VBox body = new VBox(5, line, track);
        HBox.setHgrow(body, Priority.ALWAYS);
        getChildren().setAll(digit, body);
        setOnMouseClicked(event -> goTo.accept(heading));
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                goTo.accept(heading);
                event.consume();
            }
        });
    }

    /** @param writing tokens of the candidate that is open in this section */
    void show(SectionStatus status, boolean current, int writing) {
        pseudoClassStateChanged(CURRENT, current);
        String text = status.target() > 0
                ? Figures.count(status.kept()) + " / " + Figures.whole(status.target())
                : Figures.count(status.kept());
        amount.setText(text);
        setAccessibleText(texts.of("outline.row", status.section().heading(), text));
        keptShare = status.share();
        chunkShare = status.target() > 0 ? Math.min(1, writing / (double) status.target()) : writing > 0 ? 0.5 : 0;
        track.requestLayout();
    }
}
