package dev.longhand.ui.desk;

import java.util.List;
import java.util.Optional;

/**
 * What the window hears of the desk at once.
 *
 * @param text in the order it happened
 * @param status the newest, if it is time for one
 * @param notices in the order they came
 */
public record DeskUpdate(List<TextEvent> text, Optional<DeskStatus> status, List<DeskNotice> notices) {
    public DeskUpdate {
        text = List.copyOf(text);
        notices = List.copyOf(notices);
    }
}
