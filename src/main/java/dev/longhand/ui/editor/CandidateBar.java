package dev.longhand.ui.editor;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.engine.StopOrigin;
import dev.longhand.core.engine.StopReason;
import dev.longhand.ui.common.Commands;
import dev.longhand.ui.common.Figures;
import dev.longhand.ui.common.Texts;
import dev.longhand.ui.common.Widgets;
import dev.longhand.ui.desk.CandidateStatus;
import dev.longhand.ui.desk.DeskStatus;
import dev.longhand.ui.desk.Progress;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * The bar over the candidate: first row why it stopped and what helps, with the numbers; second row the verdict. It has
 * the same height and the same buttons in the same places while the model writes and in review.
 */
final class CandidateBar extends VBox {
    static final double HEIGHT = 82;

    private static final PseudoClass WRITING = PseudoClass.getPseudoClass("writing");
    private static final PseudoClass ENDED = PseudoClass.getPseudoClass("ended");
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

    private final Texts texts;
    private final Commands commands;
    private final Label badge = Widgets.label("", "badge");
    private final HBox helps = new HBox(6);
    private final Label hint = Widgets.label("", "hint");
    private final Label numbers = Widgets.label("", "numbers");
    private final Label place = Widgets.label("1 / 1", "place");
    private String shown = "";

    CandidateBar(
            Texts texts, Commands commands, ObservableValue<DeskStatus> status, ObservableValue<Boolean> asking) {
        this.texts = texts;
        this.commands = commands;
        getStyleClass().add("candidate-bar");
        setId("candidate-bar");
        setMinHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        badge.setId("reason");
        badge.setFocusTraversable(true);
        badge.setMinWidth(Region.USE_PREF_SIZE);
        numbers.setId("numbers");
        numbers.setMinWidth(Region.USE_PREF_SIZE);
        hint.setTextOverrun(OverrunStyle.ELLIPSIS);
        hint.setMinWidth(0);
        place.setId("place");
        HBox first = new HBox(8, badge, helps, hint, Widgets.filler(), numbers);
        Button earlier = arrow("candidate.earlier", "‹");
        Button later = arrow("candidate.later", "›");
        HBox second = new HBox(
                8,
                Widgets.button(commands.get("candidate.keep"), texts, "accent"),
                Widgets.button(commands.get("candidate.reroll"), texts),
                earlier,
                place,
                later,
                Widgets.button(commands.get("candidate.edit"), texts, "flat"),
                Widgets.filler(),
                Widgets.button(commands.get("candidate.discard"), texts, "flat"));
        helps.getStyleClass().add("row");
        first.getStyleClass().add("row");
        second.getStyleClass().add("row");
        getChildren().setAll(first, second);
        status.subscribe(now -> show(now, asking.getValue()));
        asking.subscribe(now -> show(status.getValue(), now));
    }

    private Button arrow(String id, String sign) {
        Button button = Widgets.button(commands.get(id), texts, "arrow");
        button.setGraphic(null);
        button.setText(sign);
        button.setTooltip(Widgets.tooltip(
                commands.get(id).label(texts) + "  " + commands.get(id).keysLabel()));
        return button;
    }

    private void show(DeskStatus status, boolean asking) {
        if (status.open().isEmpty()) {
            return;
        }
        CandidateStatus open = status.open().get();
        place.setText(open.number() + " / " + open.count());
        numbers.setText(numbers(open, status.progress()));
        Optional<Candidate> candidate = open.candidate();
        badge.pseudoClassStateChanged(WRITING, candidate.isEmpty());
        if (candidate.isEmpty()) {
            badge.setText(writing(status, open));
            badge.setTooltip(null);
            badge.setAccessibleText(badge.getText());
            badge.pseudoClassStateChanged(ENDED, false);
            badge.pseudoClassStateChanged(FAILED, false);
            helps(List.of());
            hint.setText(texts.of("bar.stops"));
            return;
        }
        StopReason reason = candidate.get().stopReason();
        StopReason.Type type = reason.type();
        badge.setText(texts.reasons().name(reason)
                + (reason instanceof StopReason.TokenLimit limit ? " · " + Figures.whole(limit.limit()) : ""));
        badge.pseudoClassStateChanged(ENDED, type == StopReason.Type.END_OF_TEXT);
        badge.pseudoClassStateChanged(FAILED, type == StopReason.Type.FAILED || type == StopReason.Type.TIMED_OUT);
        String why = texts.reasons().full(reason) + ".\n" + texts.of("why." + type.name());
        badge.setTooltip(Widgets.tooltip(why));
        badge.setAccessibleText(why);
        if (asking) {
            helps(List.of());
            hint.setText(texts.of("bar.discard"));
        } else {
            helps(helps(reason));
            hint.setText(hint(candidate.get()));
        }
    }

    private String hint(Candidate candidate) {
        return candidate.sameTextAs().isPresent()
                ? texts.of("bar.same", candidate.sameTextAs().getAsInt())
                : "";
    }

    private String writing(DeskStatus status, CandidateStatus open) {
        Progress progress = status.progress();
        if (progress.generated().value() == 0) {
            return texts.of("bar.reading",
                    Figures.whole((long) progress.reused().value() + progress.evaluated().value()),
                    Figures.whole(progress.prompt().value()));
        }
        return texts.of("bar.writing", Figures.count(progress.generated()), Figures.whole(open.limit()));
    }

    private String numbers(CandidateStatus open, Progress progress) {
        String tokens = texts.of("bar.tokens", Figures.count(
                open.candidate().map(Candidate::keptTokens).orElse(progress.generated())));
        String speed = progress.perSecond() > 0
                ? " · " + texts.of("bar.speed", Figures.tenths(progress.perSecond()))
                : "";
        return tokens + speed + " · " + texts.of("bar.seed", Long.toString(open.seed()));
    }

    /** The commands that help with a reason. */
    private static List<String> helps(StopReason reason) {
        return switch (reason) {
            case StopReason.TokenLimit _ -> List.of("candidate.continue", "candidate.raiseLimit");
            case StopReason.StopStringMatched matched when matched.stop().origin() == StopOrigin.WRITER ->
                List.of("candidate.dropStop");
            case StopReason.StopStringMatched _ -> List.of();
            case StopReason.EndOfText _, StopReason.Cancelled _, StopReason.Interrupted _, StopReason.ContextFull _ ->
                List.of("candidate.continue");
            case StopReason.Loop _ -> List.of("candidate.cutLoop");
            case StopReason.TimedOut _, StopReason.Failed _ -> List.of("candidate.retry");
        };
    }

    private void helps(List<String> ids) {
        String wanted = String.join(" ", ids);
        if (!wanted.equals(shown)) {
            shown = wanted;
            helps.getChildren().setAll(ids.stream()
                    .map(id -> Widgets.button(commands.get(id), texts, ids.indexOf(id) > 0 ? "flat" : "plain"))
                    .toList());
        }
    }
}
