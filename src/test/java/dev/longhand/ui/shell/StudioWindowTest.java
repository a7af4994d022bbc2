package dev.longhand.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.engine.StopReason;
import dev.longhand.engine.scripted.Gate;
import dev.longhand.engine.scripted.Script;
import dev.longhand.ui.desk.CandidateStatus;
import dev.longhand.ui.desk.SaveState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Drives the real window by its keys, over the scripted engine. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StudioWindowTest {
    private static Candidate candidate(StudioTable table) {
        return table.get(() -> table.place().status().open().flatMap(CandidateStatus::candidate).orElseThrow());
    }

    private static String document(StudioTable table) {
        return table.get(() -> table.place().text().document().toString());
    }

    @Test
    void aChunkIsDraftedInItsPlaceAndKept() throws Exception {
        try (StudioTable table = StudioTable.of(Script.answer("The pump stands on a slab."), 200, "Tools", "Valves")) {
            table.press("draft.next");
            table.awaitReview();
            assertThat(table.page()).isEqualTo("## Tools\n\nThe pump stands on a slab.");
            assertThat(document(table)).isEmpty();
            assertThat(table.words("reason")).isEqualTo("Model ended its answer");
            assertThat(table.words("numbers")).startsWith(candidate(table).keptTokens() + " tokens");
            assertThat(table.words("counter-chunk")).isEqualTo(candidate(table).usage().generated().toString());
            table.press("candidate.keep");
            table.awaitIdle();
            assertThat(document(table)).isEqualTo("## Tools\n\nThe pump stands on a slab.");
            assertThat(table.page()).isEqualTo(document(table));
            table.press("draft.next");
            table.awaitReview();
            assertThat(table.page()).startsWith("## Tools\n\nThe pump stands on a slab.\n\n## Valves\n\n");
        }
    }

    @Test
    void escStopsAndKeepsWhatIsThereThenAsksBeforeItDiscards() throws Exception {
        Gate gate = new Gate();
        try (StudioTable table = StudioTable.of(Script.endless().pacedBy(gate), 1_000, "Tools")) {
            table.press("draft.next");
            gate.open(20);
            table.until(() -> table.page().length() > "## Tools\n\n".length() + 20);
            assertThat(table.isEnabled("candidate-keep")).isFalse();
            table.press("candidate.discard");
            table.awaitReview();
            assertThat(table.words("reason")).isEqualTo("You stopped it");
            assertThat(table.page()).isEqualTo("## Tools\n\n" + candidate(table).text());
            table.press("candidate.discard");
            assertThat(table.place().status().isInReview()).isTrue();
            table.press("candidate.discard");
            table.awaitIdle();
            assertThat(table.page()).isEmpty();
        }
    }

    @Test
    void afterThreeRerollsTheFirstCandidateIsStillThere() throws Exception {
        try (StudioTable table = StudioTable.of(Script.texts("One.", "Two.", "Three.", "Four."), 200, "Tools")) {
            table.press("draft.next");
            table.awaitReview();
            for (int number = 2; number <= 4; number++) {
                table.press("candidate.reroll");
                String place = number + " / " + number;
                table.until(() -> table.words("place").equals(place) && table.place().status().isInReview());
            }
            assertThat(table.page()).endsWith("Four.");
            for (int i = 0; i < 3; i++) {
                table.press("candidate.earlier");
            }
            table.until(() -> table.words("place").equals("1 / 4"));
            assertThat(table.isEnabled("candidate-earlier")).isFalse();
            assertThat(table.page()).endsWith("One.");
            table.press("candidate.keep");
            table.awaitIdle();
            assertThat(document(table)).isEqualTo("## Tools\n\nOne.");
        }
    }

    @Test
    void aCandidateAtItsLimitIsContinued() throws Exception {
        try (StudioTable table = StudioTable.of(Script.answer("First part. Second part. Third part."), 4, "Tools")) {
            table.press("draft.next");
            table.awaitReview();
            assertThat(table.words("reason")).isEqualTo("Chunk limit reached · 4");
            assertThat(table.isEnabled("candidate-raiseLimit")).isTrue();
            String first = candidate(table).text();
            table.press("candidate.continue");
            table.until(() -> table.words("place").equals("2 / 2") && table.place().status().isInReview());
            assertThat(candidate(table).text()).startsWith(first).hasSizeGreaterThan(first.length());
            assertThat(table.page()).endsWith(candidate(table).text());
        }
    }

    @Test
    void typingElsewhereWhileItStreamsLandsWhereItBelongs() throws Exception {
        Gate gate = new Gate();
        Script first = Script.answer("Alpha.");
        Script second = Script.answer("Beta gamma delta epsilon zeta eta theta.").pacedBy(gate);
        AtomicBoolean begun = new AtomicBoolean();
        Script script = scene -> (begun.getAndSet(true) ? second : first).begin(scene);
        try (StudioTable table = StudioTable.of(script, 200, "A", "B")) {
            table.press("draft.next");
            table.awaitReview();
            table.press("candidate.keep");
            table.awaitIdle();
            table.press("draft.next");
            gate.open(3);
            table.until(() -> table.page().contains("## B\n\nB"));
            table.caret(text -> text.indexOf("Alpha.") + "Alpha.".length());
            table.robot.write(" More");
            table.caret(text -> text.indexOf("## B\n\nB") + "## B\n\nB".length());
            table.robot.write("x");
            gate.open(100);
            table.awaitReview();
            assertThat(table.page()).isEqualTo(
                    "## A\n\nAlpha. More\n\n## B\n\nBeta gamma delta epsilon zeta eta theta.");
            table.press("candidate.keep");
            table.awaitIdle();
            assertThat(document(table)).isEqualTo(table.page());
        }
    }

    @Test
    void verdictsAndTypingAreUndoneAndDoneAgain() throws Exception {
        try (StudioTable table = StudioTable.of(Script.answer("One."), 200, "Tools")) {
            table.press("draft.next");
            table.awaitReview();
            table.press("candidate.keep");
            table.awaitIdle();
            table.caret(String::length);
            table.robot.write(" Two");
            table.until(() -> document(table).endsWith("One. Two"));
            List<String> seen = new ArrayList<>();
            while (!table.page().isEmpty()) {
                String before = table.page();
                seen.addFirst(before);
                table.press("edit.undo");
                table.until(() -> !table.page().equals(before));
            }
            assertThat(seen).startsWith("## Tools\n\nOne.").endsWith("## Tools\n\nOne. Two");
            for (String text : seen) {
                table.press("edit.redo");
                table.until(() -> table.page().equals(text));
            }
            assertThat(document(table)).isEqualTo("## Tools\n\nOne. Two");
        }
    }

    @Test
    void theCandidateIsEditedInItsPlaceAndKeptSo() throws Exception {
        try (StudioTable table = StudioTable.of(Script.answer("One."), 200, "Tools")) {
            table.press("draft.next");
            table.awaitReview();
            table.press("candidate.edit");
            table.robot.write(" And two");
            table.press("candidate.keep");
            table.awaitIdle();
            assertThat(document(table)).isEqualTo("## Tools\n\nOne. And two");
            assertThat(table.page()).isEqualTo(document(table));
        }
    }

    @Test
    void aFailureOfTheEngineIsSaidWithWhatHelps() throws Exception {
        try (StudioTable table = StudioTable.of(Script.prose().failingAfter(5), 200, "Tools")) {
            table.press("draft.next");
            table.awaitReview();
            assertThat(candidate(table).stopReason()).isInstanceOf(StopReason.Failed.class);
            assertThat(table.words("reason")).isEqualTo("The engine failed");
            assertThat(table.isEnabled("candidate-retry")).isTrue();
        }
    }

    @Test
    void aDocumentIsDraftedToItsTarget() throws Exception {
        try (StudioTable table = StudioTable.of(Script.prose(), 200, "Tools", "Valves")) {
            table.press("draft.toTarget");
            table.until(() -> !table.place().status().auto() && table.studio.noticeProperty().get().isPresent());
            table.awaitIdle();
            assertThat(document(table)).contains("## Tools\n\n", "## Valves\n\n");
            assertThat(table.page()).isEqualTo(document(table));
        }
    }

    @Test
    void aDocumentThatWasClosedIsThereAgainWithWhatWaitsForAVerdict(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("pumps.md");
        try (StudioTable table = StudioTable.of(Script.texts("One.", "Two.", "Three."), 200, "Tools", "Valves")) {
            table.act(() -> table.studio.saveTo(file));
            table.press("draft.next");
            table.awaitReview();
            table.press("candidate.keep");
            table.awaitIdle();
            table.caret(String::length);
            table.robot.write(" Typed");
            table.press("draft.next");
            table.awaitReview();
            table.press("candidate.reroll");
            table.until(() -> table.words("place").equals("2 / 2") && table.place().status().isInReview());
        }
        assertThat(file).content().isEqualTo("## Tools\n\nOne. Typed\n");
        try (StudioTable table = StudioTable.reopened(Script.answer("Four."), file)) {
            table.awaitReview();
            table.until(() -> table.words("place").equals("2 / 2"));
            assertThat(table.page()).isEqualTo("## Tools\n\nOne. Typed\n\n## Valves\n\nThree.");
            table.press("candidate.earlier");
            table.until(() -> table.page().endsWith("Two."));
            table.press("candidate.keep");
            table.awaitIdle();
            table.until(() -> table.place().status().saved() == SaveState.SAVED);
            assertThat(file).content().isEqualTo("## Tools\n\nOne. Typed\n\n## Valves\n\nTwo.\n");
        }
    }

    @Test
    void theWindowSpeaksChineseToo() throws Exception {
        try (StudioTable table = StudioTable.of(Script.answer("一句话。"), 200, "工具")) {
            table.act(() -> table.view.language(Locale.SIMPLIFIED_CHINESE));
            table.press("draft.next");
            table.awaitReview();
            assertThat(table.words("reason")).isEqualTo("模型已写完");
            assertThat(table.words("candidate-keep")).isEqualTo("采用");
        }
    }
}
