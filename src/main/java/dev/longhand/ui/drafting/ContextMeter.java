package dev.longhand.ui.drafting;

import dev.longhand.core.prompt.ContextPlan;
import dev.longhand.core.prompt.PlanPart;
import dev.longhand.ui.common.Figures;
import dev.longhand.ui.common.Texts;
import dev.longhand.ui.common.Widgets;
import dev.longhand.ui.desk.DeskStatus;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The context window as a bar of what is in it, with the tokens of each part, and what was left out. */
final class ContextMeter extends VBox {
    private static final double BAR = 11;

    /** A part of the bar. */
    private record Share(String style, String name, int tokens, String remark) {}

    private final Texts texts;
    private final Label total = Widgets.label("", "figure");
    private final Bar bar = new Bar();
    private final VBox legend = new VBox(3);
    private List<Share> shares = List.of();
    private int window = 1;

    /** Lays its parts out by their share of the window. */
    private final class Bar extends Region {
        Bar() {
            getStyleClass().add("context-bar");
            setMinHeight(BAR);
            setMaxHeight(BAR);
        }

        void show() {
            getChildren().setAll(shares.stream().map(share -> {
                Region part = new Region();
                part.getStyleClass().addAll("part", share.style());
                return part;
            }).toList());
            requestLayout();
        }

        @Override
        protected void layoutChildren() {
            double x = 0;
            for (int i = 0; i < getChildren().size(); i++) {
                double width = getWidth() * shares.get(i).tokens() / window;
                getChildren().get(i).resizeRelocate(Math.round(x), 0, Math.round(x + width) - Math.round(x), BAR);
                x += width;
            }
        }
    }

    ContextMeter(Texts texts) {
        super(8);
        this.texts = texts;
        setId("context");
        HBox head = new HBox(Widgets.label(texts.of("context.title"), "caption"), Widgets.filler(), total);
        getChildren().setAll(head, bar, legend);
    }

    void show(DeskStatus status) {
        window = status.plan().map(ContextPlan::window)
                .orElse(status.model().map(DeskStatus.ModelStatus::window).orElse(0));
        if (window == 0) {
            total.setText("");
            window = 1;
            shares = List.of();
            Label hint = Widgets.label(texts.of("context.none"), "hint");
            hint.setWrapText(true);
            legend.getChildren().setAll(hint);
            bar.show();
            return;
        }
        List<Share> now = status.plan().map(plan -> shares(plan, status)).orElse(List.of());
        int used = now.stream().mapToInt(Share::tokens).sum();
        total.setText(Figures.whole(used) + " / " + Figures.whole(window));
        List<Share> all = new ArrayList<>(now);
        all.add(new Share("free", texts.of("context.free"), Math.max(0, window - used), ""));
        if (!all.equals(shares)) {
            shares = List.copyOf(all);
            bar.show();
            legend.getChildren().setAll(shares.stream().map(this::row).toList());
            status.plan().ifPresent(plan -> Tooltip.install(bar, Widgets.tooltip(inWords(plan))));
        }
    }

    private List<Share> shares(ContextPlan plan, DeskStatus status) {
        int fixed = sum(plan, PlanPart.Kind.SYSTEM, PlanPart.Kind.BRIEF, PlanPart.Kind.OUTLINE);
        int text = sum(plan, PlanPart.Kind.TEXT);
        int request = sum(plan, PlanPart.Kind.REQUEST, PlanPart.Kind.TEMPLATE);
        String leftOut = plan.leftOutTokens() > 0
                ? " · " + texts.of("context.leftOut", Figures.whole(plan.leftOutTokens()))
                : "";
        List<Share> shares = new ArrayList<>();
        shares.add(new Share("brief", texts.of("context.brief"), fixed, ""));
        shares.add(new Share("text", texts.of("context.text"), text, leftOut));
        shares.add(new Share("request", texts.of("context.request"), request, ""));
        shares.add(new Share("this-chunk", texts.of("context.chunk"), status.progress().generated().value(), ""));
        return shares;
    }

    private static int sum(ContextPlan plan, PlanPart.Kind... kinds) {
        return plan.parts().stream()
                .filter(PlanPart::included)
                .filter(part -> List.of(kinds).contains(part.kind()))
                .mapToInt(PlanPart::tokens)
                .sum();
    }

    private String inWords(ContextPlan plan) {
        List<String> lines = new ArrayList<>();
        for (PlanPart part : plan.parts()) {
            String name = part.label().isEmpty() ? texts.of("plan." + part.kind().name()) : part.label();
            String line = name + ": " + Figures.whole(part.tokens());
            lines.add(part.included() ? line : line + " (" + texts.of("context.out") + ")");
        }
        lines.add(texts.of("context.reserve", Figures.whole(plan.reserve())));
        return String.join("\n", lines);
    }

    private HBox row(Share share) {
        Region swatch = new Region();
        swatch.getStyleClass().addAll("swatch", share.style());
        HBox row = new HBox(8, swatch, Widgets.label(share.name()));
        if (!share.remark().isEmpty()) {
            row.getChildren().add(Widgets.label(share.remark(), "hint"));
        }
        row.getChildren().addAll(Widgets.filler(), Widgets.label(Figures.whole(share.tokens()), "figure"));
        row.getStyleClass().add("legend-row");
        return row;
    }
}
