package dev.longhand.core.drafting;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The listeners of a drafter. What one of them throws is logged, and the others hear the event all the same. */
final class DraftListeners {
    private static final Logger LOG = System.getLogger(DraftListeners.class.getName());

    private final List<DraftListener> listeners = new CopyOnWriteArrayList<>();

    void add(DraftListener listener) {
        listeners.add(listener);
    }

    void remove(DraftListener listener) {
        listeners.remove(listener);
    }

    void tell(Consumer<DraftListener> event) {
        for (DraftListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "A listener of the draft failed.", e);
            }
        }
    }
}
