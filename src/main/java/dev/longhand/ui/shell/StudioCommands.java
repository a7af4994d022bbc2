package dev.longhand.ui.shell;

import dev.longhand.ui.common.Command;
import dev.longhand.ui.common.Commands;
import dev.longhand.ui.desk.DeskStatus;
import dev.longhand.ui.editor.PageView;
import dev.longhand.ui.theme.Appearance;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;

/** Makes every command of the window; menus, keys and buttons all come from here. */
final class StudioCommands {
    private static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");

    private final Commands all = new Commands();
    private final Frame frame;

    /** What commands do to the window itself. */
    interface Frame {
        void chooseFile();

        void chooseModel();

        void chooseSave();

        void openSample();

        void quit();

        void appearance(Appearance.Choice choice);

        void language(String tag);

        void toggleOutline();

        void toggleDrafting();

        void focusPage();
    }

    private StudioCommands(Frame frame) {
        this.frame = frame;
    }

    /**
     * @param place the document that is open; without one only files can be opened
     * @param page gives what shows it
     */
    static Commands of(Frame frame, Optional<Workplace> place, Supplier<PageView> page) {
        StudioCommands made = new StudioCommands(frame);
        made.window(place.isPresent());
        place.ifPresent(p -> made.document(p, page));
        return made.all;
    }

    private void window(boolean isOpen) {
        add("file.open", "Shortcut+O", frame::chooseFile);
        add("file.sample", "", frame::openSample);
        add("file.quit", "Shortcut+Q", frame::quit);
        add("model.choose", "Shortcut+M", frame::chooseModel);
        add("view.system", "", () -> frame.appearance(Appearance.Choice.SYSTEM));
        add("view.light", "", () -> frame.appearance(Appearance.Choice.LIGHT));
        add("view.dark", "", () -> frame.appearance(Appearance.Choice.DARK));
        add("view.english", "", () -> frame.language("en"));
        add("view.chinese", "", () -> frame.language("zh"));
        if (isOpen) {
            add("file.saveAs", "Shortcut+Shift+S", frame::chooseSave);
            add("view.outline", "Shortcut+Digit1", frame::toggleOutline);
            add("view.drafting", "Shortcut+Digit2", frame::toggleDrafting);
            add("view.page", "F6", frame::focusPage);
        }
    }

    private void document(Workplace place, Supplier<PageView> page) {
        add("file.save", "Shortcut+S", () -> {
            place.takeOverEdit();
            if (place.status().saved() == dev.longhand.ui.desk.SaveState.NO_FILE) {
                frame.chooseSave();
            } else {
                place.desk().save();
            }
        });
        // A candidate that the writer has changed takes its changes back first, whatever the document can.
        add("edit.undo", "Shortcut+Z", place::undo);
        add("edit.redo", MAC ? "Shortcut+Shift+Z" : "Shortcut+Y", when(place, DeskStatus::canRedo), place::redo);
        add("edit.cut", "Shortcut+X", () -> page.get().cut());
        add("edit.copy", "Shortcut+C", () -> page.get().copy());
        add("edit.paste", "Shortcut+V", () -> page.get().paste());
        add("edit.selectAll", "Shortcut+A", () -> page.get().selectAll());
        Predicate<DeskStatus> idle = s -> s.model().isPresent() && s.open().isEmpty() && !s.isWriting();
        add("draft.next", "Shortcut+D", when(place, idle), place::draftNext);
        add("draft.more", "Shortcut+Shift+D", when(place, idle), place::draftMore);
        add("draft.here", "Shortcut+Shift+H", when(place, idle),
                () -> page.get().caretInDocument().ifPresent(place::draftAt));
        add("draft.toTarget", "Shortcut+Shift+T",
                when(place, s -> s.model().isPresent() && !s.isWriting() && !s.auto()), place::draftToTarget);
        candidate(place, page);
    }

    private void candidate(Workplace place, Supplier<PageView> page) {
        BooleanExpression review = when(place, s -> s.isInReview() && !s.auto());
        add("candidate.keep", "Shortcut+Enter", review, place::keep);
        add("candidate.reroll", "Shortcut+R", review, place::reroll);
        add("candidate.earlier", MAC ? "Ctrl+Meta+Left" : "Alt+Left",
                when(place, s -> s.isInReview() && s.open().filter(o -> o.number() > 1).isPresent()),
                () -> place.step(-1));
        add("candidate.later", MAC ? "Ctrl+Meta+Right" : "Alt+Right",
                when(place, s -> s.isInReview() && s.open().filter(o -> o.number() < o.count()).isPresent()),
                () -> place.step(1));
        add("candidate.continue", "Shortcut+Shift+Enter", review, place::continueCandidate);
        add("candidate.raiseLimit", "", review, place::raiseLimit);
        add("candidate.dropStop", "", review, place::dropStop);
        add("candidate.cutLoop", "", review, place::cutLoop);
        add("candidate.retry", "", review, place::reroll);
        add("candidate.edit", "Shortcut+E", review, () -> page.get().editCandidate());
        add("candidate.discard", "Esc", when(place, s -> s.open().isPresent() || s.auto()), place::stopOrDiscard);
    }

    private static BooleanExpression when(Workplace place, Predicate<DeskStatus> holds) {
        return Bindings.createBooleanBinding(() -> holds.test(place.status()), place.statusProperty());
    }

    private void add(String id, String keys, Runnable action) {
        add(id, keys, Command.ALWAYS, action);
    }

    private void add(String id, String keys, BooleanExpression enabled, Runnable action) {
        all.add(Command.of(id, keys, enabled, action));
    }
}
