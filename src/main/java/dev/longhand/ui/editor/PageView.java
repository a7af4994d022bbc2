package dev.longhand.ui.editor;

import dev.longhand.ui.common.Commands;
import dev.longhand.ui.common.Texts;
import dev.longhand.ui.desk.DeskStatus;
import dev.longhand.ui.desk.TextEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.geometry.Point2D;
import javafx.scene.control.Button;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.VirtualizedScrollPane;

/** The page as it is seen: a column of text in the middle, and over it the bar of the candidate. */
public final class PageView extends StackPane {
    /** The column of about 70 characters, with the margin in which the candidate's edge stands, in pixels. */
    private static final double COLUMN = 744;
    private static final double LEAST_MARGIN = 16;
    private static final double BAR_GAP = 10;

    private final PageText page;
    private final PageArea area;
    private final VirtualizedScrollPane<PageArea> scroll;
    private final Pane overlay = new Pane();
    private final CandidateBar bar;
    private final Button back;
    private final List<TextEvent> waiting = new ArrayList<>();
    private boolean following;

    /**
     * @param asking whether the writer is asked if the candidate shall go
     * @param refused is run when typing is not possible where it was tried
     */
    public PageView(
            PageText page,
            Texts texts,
            Commands commands,
            ObservableValue<DeskStatus> status,
            ObservableValue<Boolean> asking,
            Runnable refused) {
        this.page = page;
        this.area = new PageArea(page, refused);
        this.scroll = new VirtualizedScrollPane<>(area);
        this.bar = new CandidateBar(texts, commands, status, asking);
        this.back = new Button(texts.of("page.back"));
        back.getStyleClass().add("back");
        back.setOnAction(event -> {
            following = true;
            follow();
        });
        getStyleClass().add("page-zone");
        overlay.setPickOnBounds(false);
        overlay.getChildren().addAll(bar, back);
        bar.setManaged(false);
        back.setManaged(false);
        bar.setVisible(page.hasCandidate());
        back.setVisible(false);
        area.setAccessibleText(texts.of("page.name"));
        area.caretPositionProperty().addListener((o, old, now) -> area.setAccessibleHelp(caretLine()));
        getChildren().setAll(scroll, overlay);
        area.widthProperty().subscribe(width -> margins());
        area.viewportDirtyEvents().reduceSuccessions((a, b) -> b, Duration.ofMillis(10)).subscribe(e -> placeBar());
        area.addEventFilter(ScrollEvent.SCROLL, event -> scrolled(event.getDeltaY()));
        scroll.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> following = false);
        area.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            // A command is no sign that the writer looks elsewhere; a letter or an arrow is.
            if (!event.isShortcutDown() && !event.isAltDown()) {
                following = false;
            }
        });
        area.tint();
    }

    /** Takes over what happened on the desk; later, while an input method composes. */
    public void apply(List<TextEvent> events) {
        waiting.addAll(events);
        if (area.isComposing() || waiting.isEmpty()) {
            return;
        }
        List<TextEvent> now = List.copyOf(waiting);
        waiting.clear();
        boolean begins = now.stream().anyMatch(e -> e instanceof TextEvent.Shown shown && shown.writing());
        following = following || begins;
        page.apply(now);
        if (now.stream().anyMatch(e -> !(e instanceof TextEvent.Typed) && !(e instanceof TextEvent.Streamed))) {
            area.tint();
        }
        bar.setVisible(page.hasCandidate());
        follow();
        placeBar();
    }

    /** Shows a change that {@link PageText} made. */
    public void show(int from, int to, String with) {
        area.show(from, to, with);
    }

    @Override
    public void requestFocus() {
        area.requestFocus();
    }

    /** Puts the caret behind the candidate's text. */
    public void editCandidate() {
        if (page.hasCandidate()) {
            area.moveTo(page.candidateEnd());
            area.requestFollowCaret();
            area.requestFocus();
        }
    }

    /** Where a chunk at the caret would go, in characters of the document; empty inside the candidate. */
    public Optional<Integer> caretInDocument() {
        int caret = area.getCaretPosition();
        return page.hasCandidate() && caret >= page.candidateStart() && caret <= page.candidateEnd()
                ? Optional.empty()
                : Optional.of(Math.min(caret, page.document().length()));
    }

    /** Goes to the line {@code heading} and puts the caret there. */
    public void goToHeading(String heading) {
        for (int i = 0; i < area.getParagraphs().size(); i++) {
            String line = area.getText(i);
            if (line.startsWith("#") && line.replaceFirst("^#+\\s*", "").equals(heading)) {
                following = false;
                area.showParagraphAtTop(i);
                area.moveTo(i, line.length());
                area.requestFocus();
                return;
            }
        }
    }

    public void copy() {
        area.copy();
    }

    public void cut() {
        area.cut();
    }

    public void paste() {
        area.paste();
    }

    public void selectAll() {
        area.selectAll();
    }

    private String caretLine() {
        return area.getText(area.getCurrentParagraph());
    }

    private void margins() {
        double side = Math.max(LEAST_MARGIN, Math.floor((area.getWidth() - COLUMN) / 2));
        area.setPadding(new Insets(0, side, 16, side));
    }

    private void scrolled(double by) {
        if (by > 0) {
            following = false;
        }
        placeBar();
    }

    /** Keeps the end of the candidate in sight while the writer has not looked elsewhere. */
    private void follow() {
        if (following && page.hasCandidate()) {
            int last = area.paragraphAt(page.candidateEnd());
            area.showParagraphAtBottom(last);
        }
    }

    private void placeBar() {
        if (!bar.isVisible() || getScene() == null) {
            back.setVisible(false);
            return;
        }
        double x = area.getPadding().getLeft();
        double width = area.getWidth() - 2 * x;
        double lowest = getHeight() - CandidateBar.HEIGHT - 12;
        Optional<Bounds> end = area.getParagraphBoundsOnScreen(area.paragraphAt(page.candidateEnd()));
        double wanted = end.map(this::barTop).orElse(lowest);
        double y = Math.clamp(wanted, 8, lowest);
        bar.resizeRelocate(Math.round(x), Math.round(y), Math.round(width), CandidateBar.HEIGHT);
        back.setVisible(!following && end.isEmpty());
        back.autosize();
        back.relocate(Math.round(x + (width - back.getWidth()) / 2), Math.round(y - back.getHeight() - 8));
    }

    /** The last line of the candidate keeps room for the bar below itself. */
    private double barTop(Bounds onScreen) {
        Point2D bottom = overlay.screenToLocal(onScreen.getMinX(), onScreen.getMaxY());
        return bottom == null ? 0 : bottom.getY() - CandidateBar.HEIGHT - BAR_GAP;
    }
}
