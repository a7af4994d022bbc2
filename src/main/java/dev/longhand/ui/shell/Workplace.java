package dev.longhand.ui.shell;

import dev.longhand.core.document.Candidate;
import dev.longhand.core.document.Document;
import dev.longhand.core.drafting.DraftSettings;
import dev.longhand.core.engine.StopReason;
import dev.longhand.ui.desk.Desk;
import dev.longhand.ui.desk.DeskFile;
import dev.longhand.ui.desk.DeskNotice;
import dev.longhand.ui.desk.DeskStatus;
import dev.longhand.ui.desk.DeskThread;
import dev.longhand.ui.desk.DeskUpdate;
import dev.longhand.ui.desk.SaveState;
import dev.longhand.ui.desk.TextEvent;
import dev.longhand.ui.editor.PageText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** One open document as the window knows it, and what the writer can do with it. Has no nodes; JavaFX thread. */
public final class Workplace implements AutoCloseable {
    /** What shows the text. */
    public interface Page extends PageText.Screen {
        void apply(List<TextEvent> events);
    }

    private final Desk desk;
    private final PageText text;
    private final ObjectProperty<DeskStatus> status;
    private final BooleanProperty asking = new SimpleBooleanProperty();
    private final StringProperty direction = new SimpleStringProperty("");
    private final Consumer<DeskNotice> notices;
    private Optional<Page> page = Optional.empty();

    /**
     * @param thread on which the document lives from now on
     * @param file the document's files
     * @param window runs tasks on the JavaFX thread
     * @param notices hears what the writer should know
     */
    Workplace(
            DeskThread thread,
            Document document,
            DraftSettings settings,
            DeskFile file,
            Executor window,
            Consumer<DeskNotice> notices) {
        this.notices = notices;
        this.status = new SimpleObjectProperty<>(DeskStatus.initial(document, settings));
        String content = document.text().toString();
        this.desk = new Desk(thread, document, settings, file, window, this::heard);
        this.text = new PageText(
                content, (from, to, with) -> page.ifPresent(p -> p.replace(from, to, with)), desk::type);
    }

    private void heard(DeskUpdate update) {
        // First the numbers, so that the bar knows its candidate when the text makes room for it.
        update.status().ifPresent(now -> {
            if (!now.isInReview()) {
                asking.set(false);
            }
            status.set(now);
        });
        page.ifPresentOrElse(p -> p.apply(update.text()), () -> text.apply(update.text()));
        update.notices().forEach(notices);
    }

    /** From now on {@code newPage} shows the text; it has what stands in {@link #text} already. */
    void showOn(Page newPage) {
        page = Optional.of(newPage);
    }

    Desk desk() {
        return desk;
    }

    public PageText text() {
        return text;
    }

    public ReadOnlyObjectProperty<DeskStatus> statusProperty() {
        return status;
    }

    public DeskStatus status() {
        return status.get();
    }

    /** Whether the writer is asked if the candidate shall go. */
    ReadOnlyBooleanProperty askingProperty() {
        return asking;
    }

    /** What the writer says of the next chunk. */
    StringProperty directionProperty() {
        return direction;
    }

    void draftNext() {
        desk.draftNext(direction.get().strip(), false);
        direction.set("");
    }

    void draftMore() {
        desk.draftNext(direction.get().strip(), true);
        direction.set("");
    }

    void draftAt(int position) {
        desk.draftAt(position, direction.get().strip());
        direction.set("");
    }

    void keep() {
        takeOverEdit();
        desk.keep();
    }

    void reroll() {
        takeOverEdit();
        String before = status.get().open().map(o -> o.chunk().direction()).orElse("");
        desk.reroll(direction.get().isBlank() ? before : direction.get().strip());
        direction.set("");
    }

    void step(int steps) {
        takeOverEdit();
        desk.step(steps);
    }

    void continueCandidate() {
        takeOverEdit();
        desk.continueCandidate(0);
    }

    /** Doubles the chunk limit, and lets the candidate go on. */
    void raiseLimit() {
        DraftSettings s = status.get().settings();
        int limit = status.get().open().orElseThrow().limit();
        desk.settings(new DraftSettings(
                s.sampling(), s.seed(), Math.max(s.chunkTokens(), 2 * limit), s.chunkEnd(), s.stopStrings(), s.loops()));
        takeOverEdit();
        desk.continueCandidate(limit);
    }

    /** Takes the stop string that ended the candidate out of the rules, and lets it go on. */
    void dropStop() {
        if (reason() instanceof Optional<StopReason> reason && reason.isPresent()
                && reason.get() instanceof StopReason.StopStringMatched matched) {
            DraftSettings s = status.get().settings();
            desk.settings(new DraftSettings(
                    s.sampling(), s.seed(), s.chunkTokens(), s.chunkEnd(),
                    s.stopStrings().stream().filter(text -> !text.equals(matched.stop().text())).toList(), s.loops()));
            takeOverEdit();
            desk.continueCandidate(0);
        }
    }

    /** Cuts the candidate where it began to repeat itself. */
    void cutLoop() {
        if (reason().isPresent() && reason().get() instanceof StopReason.Loop loop) {
            String all = text.candidateText();
            desk.edit(all.substring(0, Math.clamp(loop.beganAt(), 0, all.length())));
        }
    }

    private Optional<StopReason> reason() {
        return status.get().open().flatMap(o -> o.candidate()).map(Candidate::stopReason);
    }

    /** Esc: ends what is being written; in review asks first, and drops the candidate when it is pressed again. */
    void stopOrDiscard() {
        if (status.get().isWriting() || status.get().auto()) {
            desk.stop();
        } else if (asking.get()) {
            asking.set(false);
            desk.discard();
        } else if (status.get().isInReview()) {
            asking.set(true);
        }
    }

    /** Takes the last action back; in a candidate that is being edited the last change of it. */
    void undo() {
        asking.set(false);
        if (!text.undoCandidateEdit()) {
            desk.undo();
        }
    }

    void redo() {
        asking.set(false);
        desk.redo();
    }

    void draftToTarget() {
        takeOverEdit();
        desk.draftToTarget();
    }

    void settings(DraftSettings settings) {
        desk.settings(settings);
    }

    /** What the writer changed in the candidate becomes a candidate of its own. */
    void takeOverEdit() {
        asking.set(false);
        if (text.isCandidateEdited() && status.get().isInReview()) {
            desk.edit(text.candidateText());
        }
    }

    /** Whether closing would lose something that has no file. */
    boolean isUnsaved() {
        DeskStatus now = status.get();
        boolean hasSomething = text.document().length() > 0 || now.open().isPresent();
        return now.saved() == SaveState.NO_FILE && hasSomething || now.saved() == SaveState.FAILED;
    }

    @Override
    public void close() {
        desk.close();
    }
}
