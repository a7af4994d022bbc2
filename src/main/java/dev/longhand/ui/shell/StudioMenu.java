package dev.longhand.ui.shell;

import dev.longhand.ui.common.Command;
import dev.longhand.ui.common.Commands;
import dev.longhand.ui.common.Texts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** The menu bar. Every command stands in it; "-" is a line between them. */
final class StudioMenu extends MenuBar {
    private static final List<String> ORDER = List.of(
            "file.open", "file.sample", "-", "file.save", "file.saveAs", "-", "model.choose", "-", "file.quit",
            "edit.undo", "edit.redo", "-", "edit.cut", "edit.copy", "edit.paste", "edit.selectAll",
            "draft.next", "draft.more", "draft.here", "draft.toTarget", "-",
            "candidate.keep", "candidate.reroll", "candidate.earlier", "candidate.later", "candidate.continue",
            "candidate.edit", "candidate.discard", "-",
            "candidate.raiseLimit", "candidate.dropStop", "candidate.cutLoop", "candidate.retry",
            "view.page", "view.outline", "view.drafting", "-", "view.system", "view.light", "view.dark", "-",
            "view.english", "view.chinese");
    private static final Map<String, String> MENUS = Map.of("model", "file", "candidate", "draft");

    StudioMenu(Commands commands, Texts texts) {
        Set<String> known = commands.all().stream().map(Command::id).collect(Collectors.toSet());
        String last = "";
        for (String id : ORDER) {
            if (id.equals("-")) {
                getMenus().getLast().getItems().add(new SeparatorMenuItem());
                continue;
            }
            String group = id.substring(0, id.indexOf('.'));
            String menu = MENUS.getOrDefault(group, group);
            if (!menu.equals(last)) {
                last = menu;
                getMenus().add(new Menu(texts.of("menu." + menu)));
            }
            if (known.contains(id)) {
                getMenus().getLast().getItems().add(item(commands.get(id), texts));
            }
        }
        getMenus().forEach(StudioMenu::tidy);
        getMenus().removeIf(menu -> menu.getItems().isEmpty());
        setUseSystemMenuBar(true);
    }

    private static MenuItem item(Command command, Texts texts) {
        MenuItem item = new MenuItem(command.label(texts));
        item.setId("menu-" + command.id());
        command.keys().ifPresent(item::setAccelerator);
        item.disableProperty().bind(Bindings.not(command.enabled()));
        item.setOnAction(event -> command.run());
        return item;
    }

    /** No line at an end, and no two in a row. */
    private static void tidy(Menu menu) {
        List<MenuItem> items = menu.getItems();
        for (int i = items.size() - 1; i >= 0; i--) {
            boolean needless = items.get(i) instanceof SeparatorMenuItem
                    && (i == items.size() - 1 || i == 0 || items.get(i - 1) instanceof SeparatorMenuItem);
            if (needless) {
                items.remove(i);
            }
        }
    }
}
