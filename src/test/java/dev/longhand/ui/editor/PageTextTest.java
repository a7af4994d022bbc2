package dev.longhand.ui.editor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longhand.core.document.ManuscriptText;
import dev.longhand.core.document.Place;
import dev.longhand.core.document.TextEdit;
import dev.longhand.ui.desk.TextEvent;
import dev.longhand.ui.desk.Typing;
import dev.longhand.ui.editor.PageText.Ground;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PageTextTest {
    private final StringBuilder screen = new StringBuilder();
    private final Deque<Typing> sent = new ArrayDeque<>();

    private PageText page(String text) {
        screen.setLength(0);
        screen.append(text);
        return new PageText(text, screen::replace, sent::add);
    }

    private void type(PageText page, int at, String text) {
        assertThat(page.ground(at, at)).isNotEqualTo(Ground.CLOSED);
        screen.insert(at, text);
        page.typed(at, "", text);
    }

    private static TextEvent.Shown shown(int at, String lead, String text, boolean writing) {
        return new TextEvent.Shown(1, Place.at(at), lead, text, writing);
    }

    @Test
    void aCandidateStandsInItsPlaceAndStreamsThere() {
        PageText page = page("One.\n\nThree.");
        page.apply(List.of(shown(4, "\n\n", "", true), new TextEvent.Streamed("Tw"), new TextEvent.Streamed("o.")));
        assertThat(screen).hasToString("One.\n\nTwo.\n\nThree.");
        assertThat(page.document()).hasToString("One.\n\nThree.");
        assertThat(screen.substring(page.candidateTextStart(), page.candidateEnd())).isEqualTo("Two.");
    }

    @Test
    void keepingChangesNothingOnTheScreen() {
        List<String> replacements = new ArrayList<>();
        PageText page = new PageText("One.", (from, to, with) -> replacements.add(with), typing -> {});
        page.apply(List.of(shown(4, "\n\n", "Two.", false)));
        replacements.clear();
        page.apply(List.of(
                new TextEvent.Edited(List.of(new TextEdit(4, "", "\n\nTwo.")), Optional.of(new Place(4, 6, 10))),
                new TextEvent.Hidden()));
        assertThat(replacements).isEmpty();
        assertThat(page.document()).hasToString("One.\n\nTwo.");
    }

    @Test
    void typingBeforeTheCandidateMovesItAlong() {
        PageText page = page("One.");
        page.apply(List.of(shown(4, "\n\n", "", true), new TextEvent.Streamed("Two")));
        type(page, 4, "!");
        type(page, 0, "> ");
        page.apply(List.of(new TextEvent.Streamed(" and")));
        assertThat(screen).hasToString("> One.!\n\nTwo and");
        assertThat(page.document()).hasToString("> One.!");
        assertThat(sent).extracting(Typing::beforeCandidate).containsExactly(true, false);
    }

    @Test
    void whatIsBeingWrittenIsClosedToTyping() {
        PageText page = page("One.\n\nThree.");
        page.apply(List.of(shown(4, "\n\n", "Two.", true)));
        assertThat(page.ground(8, 8)).isEqualTo(Ground.CLOSED);
        assertThat(page.ground(5, 5)).isEqualTo(Ground.CLOSED);
        assertThat(page.ground(2, 8)).isEqualTo(Ground.CLOSED);
        assertThat(page.ground(4, 4)).isEqualTo(Ground.DOCUMENT);
        assertThat(page.ground(10, 10)).isEqualTo(Ground.DOCUMENT);
        page.apply(List.of(shown(4, "\n\n", "Two.", false)));
        assertThat(page.ground(8, 8)).isEqualTo(Ground.CANDIDATE);
        assertThat(page.ground(10, 10)).isEqualTo(Ground.CANDIDATE);
        assertThat(page.ground(5, 8)).isEqualTo(Ground.CLOSED);
    }

    @Test
    void theCandidateIsEditedInItsPlaceAndItsEditsAreTakenBack() {
        PageText page = page("One.");
        page.apply(List.of(shown(4, "\n\n", "Two.", false)));
        type(page, 9, " or so");
        assertThat(page.candidateText()).isEqualTo("Two or so.");
        assertThat(page.isCandidateEdited()).isTrue();
        assertThat(sent).isEmpty();
        assertThat(page.undoCandidateEdit()).isTrue();
        assertThat(screen).hasToString("One.\n\nTwo.");
        assertThat(page.undoCandidateEdit()).isFalse();
    }

    @Test
    void aKeptChunkInReviewIsHiddenBehindItsCandidate() {
        PageText page = page("One.\n\nTwo.\n\nThree.");
        page.apply(List.of(new TextEvent.Shown(1, new Place(4, 6, 10), "\n\n", "2.", false)));
        assertThat(screen).hasToString("One.\n\n2.\n\nThree.");
        type(page, screen.length(), "!");
        assertThat(page.document()).hasToString("One.\n\nTwo.\n\nThree.!");
        page.apply(List.of(new TextEvent.Typed(1), new TextEvent.Hidden()));
        assertThat(screen).hasToString("One.\n\nTwo.\n\nThree.!");
    }

    /** However typing and the desk's own changes cross, both end with the same text, and the screen shows it. */
    @Property(tries = 400)
    void windowAndDeskEndWithTheSameText(@ForAll long seed) {
        sent.clear();
        Random random = new Random(seed);
        ManuscriptText desk = new ManuscriptText("Alpha beta.\nGamma delta.\n");
        PageText page = page(desk.toString());
        Deque<TextEvent> told = new ArrayDeque<>();
        int changes = 0;
        for (int i = 0; i < 60 || !sent.isEmpty() || !told.isEmpty(); i++) {
            int what = i < 60 ? random.nextInt(4) : 2 + i % 2;
            if (what == 0) {
                int from = random.nextInt(screen.length() + 1);
                int to = from + random.nextInt(Math.min(6, screen.length() - from + 1));
                String removed = screen.substring(from, to);
                String with = removed.isEmpty() || random.nextBoolean() ? "w" + i : "";
                screen.replace(from, to, with);
                page.typed(from, removed, with);
            } else if (what == 1) {
                int from = random.nextInt(desk.length() + 1);
                int to = from + random.nextInt(Math.min(6, desk.length() - from + 1));
                changes++;
                told.add(new TextEvent.Edited(
                        List.of(desk.replace(from, to, "D" + i)), Optional.empty()));
            } else if (what == 2 && !sent.isEmpty()) {
                Typing typing = sent.removeFirst();
                if (typing.seen() == changes) {
                    desk.replace(typing.from(), typing.from() + typing.removed(), typing.inserted());
                    told.add(new TextEvent.Typed(typing.number()));
                }
            } else if (!told.isEmpty()) {
                List<TextEvent> batch = new ArrayList<>();
                for (int n = 1 + random.nextInt(told.size()); n > 0; n--) {
                    batch.add(told.removeFirst());
                }
                page.apply(batch);
            }
        }
        assertThat(page.document()).hasToString(desk.toString());
        assertThat(screen).hasToString(desk.toString());
    }
}
